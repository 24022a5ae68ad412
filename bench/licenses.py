"""What is shipped, and under which licenses: ``docs/licenses.md``, made by ``make licenses``.

Nothing is looked up: the table says what can be read off the locked distributions as they are installed here, their
metadata, and the scripts that they bring along for the browser.
"""

import json
import re
from collections.abc import Iterator
from importlib.metadata import Distribution, distribution
from pathlib import Path

from packaging.requirements import Requirement

from app.bridge.bundle import PLOTLY

from .server import ROOT

FILE = ROOT / "docs" / "licenses.md"
IMAGE = {
    "implementation_name": "cpython",
    "platform_python_implementation": "CPython",
    "python_full_version": "3.11.0",
    "python_version": "3.11",
    "sys_platform": "linux",
}
_LONG = 60  # characters: from here on, a license field holds the whole text
UNSAID = "not said there"
_HEAD = 4000  # characters of a script in which its license stands

_ABOUT = """# What is shipped, and its licenses

Made by `make licenses` from `requirements.lock`, the metadata of the distributions that it pins, and the files in them.
The texts of the licenses are in the image, in `/venv/lib/python3.*/site-packages/*.dist-info`.

The base image `python:3.11-slim` adds Debian (each package's license is in `/usr/share/doc/*/copyright`) and Python
(PSF License Agreement).
"""
_SCRIPTS = """## Scripts for the browser

They are inside dash and in `assets/vendor`. Versions with ^ are what a bundle was made from at least; what
exactly went in, it does not say.
"""
_SOURCES = """## Packages inside dash's bundles

As its source maps name them, without versions; the maps themselves are not in the image.
"""


def main() -> None:
    FILE.write_text(text(), encoding="utf-8")


def text() -> str:
    """The whole file."""
    rows = [distribution_row(pin) for pin in locked()]
    return "\n".join(
        [
            _ABOUT,
            "## Python\n",
            *_table("distribution", "version", "license", "native libraries inside", rows=rows),
            "",
            _SCRIPTS,
            *_table("what", "version", "license", "read off", rows=scripts()),
            "",
            _SOURCES,
            *(f"- {bundle}: {', '.join(packages)}" for bundle, packages in sorted(mapped())),
            "",
        ]
    )


def locked() -> list[Requirement]:
    """What the lock pins for the image; the rest is for other systems."""
    return [pin for pin in pinned() if not pin.marker or pin.marker.evaluate(IMAGE)]


def pinned() -> list[Requirement]:
    """All that the lock pins."""
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    return [Requirement(line.removesuffix("\\")) for line in lines if line[0] not in "# "]


def scripts() -> list[tuple[str, ...]]:
    """Name, version, license and source of each script for the browser."""
    return sorted([*_named_files(), *_headed_files(), *_bundles()])


def _table(*heads: str, rows: list[tuple[str, ...]]) -> list[str]:
    return [f"| {' | '.join(row)} |" for row in (heads, ("---",) * len(heads), *rows)]


def distribution_row(pin: Requirement) -> tuple[str, ...]:
    """Name, version, license and native libraries of a distribution that is installed here."""
    found = distribution(pin.name)
    libraries = {Path(str(file)).name for file in found.files or [] if re.search(r"\.libs/.*\.so", str(file))}
    names = sorted({re.sub(r"(-[0-9a-f]{8})?\.so.*", "", name) for name in libraries})
    return pin.name, str(pin.specifier).removeprefix("=="), _license(found), ", ".join(names)


def _license(found: Distribution) -> str:
    """The expression, else the field where it is no whole text, else the classifiers."""
    metadata = found.metadata.json
    said = str(metadata.get("license_expression") or metadata.get("license") or "")
    if said and len(said) < _LONG and "\n" not in said:
        return said
    classifiers = [name for name in metadata.get("classifier", ()) if name.startswith("License ::")]
    return ", ".join(name.rpartition(" :: ")[2] for name in classifiers) or "see its license file"


def _folder(name: str) -> Path:
    return Path(str(distribution(name).locate_file(name.replace("-", "_"))))


def _read_off(path: Path) -> str:
    return f"`{path.relative_to(_folder('dash').parent)}`"


def _named_files() -> Iterator[tuple[str, ...]]:
    """Files whose names are name@version."""
    for path in sorted(_folder("dash").glob("deps/*.min.js")):
        name, _, version = path.name.removesuffix(".min.js").rpartition("@")
        head = path.read_text(encoding="utf-8")[:_HEAD]
        yield name, version, "MIT" if "the MIT license" in head else UNSAID, _read_off(path)


def _headed_files() -> Iterator[tuple[str, ...]]:
    path = ROOT / "assets" / PLOTLY
    head = path.read_text("utf-8")[:_HEAD]
    found = re.search(r"\* (plotly\.js) \(cartesian - minified\) v([\d.]+).*?under the (\w+) license", head, re.S)
    if not found:
        raise ValueError(f"{path} does not say what it is")
    yield *found.groups(), f"`assets/{PLOTLY}`"


def _bundles() -> Iterator[tuple[str, ...]]:
    """Bundles that say what they are and from what they were made."""
    for path in sorted(_folder("dash").rglob("package-info.json")):
        about = json.loads(path.read_text(encoding="utf-8"))
        yield about["name"], about["version"], about["license"], _read_off(path)
        for needed, version in about.get("dependencies", {}).items():
            yield needed, version, UNSAID, f"asked for by {about['name']}"


def mapped() -> Iterator[tuple[str, list[str]]]:
    """Bundles, and the packages inside them."""
    for path in _folder("dash").rglob("*.js.map"):
        sources = json.loads(path.read_text(encoding="utf-8"))["sources"]
        names = {name for source in sources for name in re.findall(r"node_modules/((?:@[^/]+/)?[^/]+)/", source)}
        if names:
            yield _read_off(path.with_suffix("")), sorted(names)


if __name__ == "__main__":
    main()
