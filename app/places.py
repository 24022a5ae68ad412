"""Where the files of the app are: beside its package in a checkout, and in it where it is installed."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
ROOT = PACKAGE.parent  # of a checkout; else where packages are installed


def beside(name: str) -> Path:
    """A file or folder that a checkout has beside the package; the wheel, which has one folder for all, in it."""
    inside = PACKAGE / name
    return inside if inside.exists() else ROOT / name
