"""The command ``nn-playground``: it serves, and does without a browser what ``python -m nn_core`` does.

nn-playground                      # what ``make run`` starts; the same as ``nn-playground serve``
nn-playground serve --port 9000    # an option wins over the environment variable of its name
nn-playground train --help
"""

import argparse
import os
import sys
from typing import NoReturn

from nn_core import __version__
from nn_core.__main__ import add_commands
from nn_core.common.command_line import Commands, run

from .places import ROOT, beside

_OPTIONS = {
    "bind": ("ADDRESS", "where to listen, also with a port (default: 127.0.0.1)"),
    "port": ("PORT", "the port; it wins over the one in --bind (default: 8050)"),
    "workers": ("N", "processes; as many as there are cores is right (default: 2)"),
    "threads": ("N", "requests that a process answers at the same time (default: 8)"),
}
_REST = "All else is set by environment variables, such as TITLE, START and BASE_PATH; docs/deploy.md lists them."


def main() -> int:
    """Run the command that was asked for; without one, serve."""
    given = sys.argv[1:]
    if not given or (given[0].startswith("--") and given[0] not in ("--help", "--version")):
        given = ["serve", *given]
    about = "A neural network playground: serve it, or train without a browser. Without a command it serves."
    return run(given, _add, program="nn-playground", description=about, version=__version__)


def _add(commands: Commands) -> None:
    serve = commands.add_parser("serve", help="serve the pages on http://127.0.0.1:8050", epilog=_REST)
    for name, (value, what) in _OPTIONS.items():
        serve.add_argument(f"--{name}", metavar=value, help=what)
    serve.set_defaults(run=_serve)
    add_commands(commands)


def _serve(arguments: argparse.Namespace) -> NoReturn:
    """Become gunicorn, with the options in the environment, where ``gunicorn.conf.py`` looks for its settings."""
    if sys.platform == "win32":
        raise ValueError("gunicorn needs Linux or macOS; on Windows use WSL, or the image with Docker")
    given = {name.upper(): text for name in _OPTIONS if (text := getattr(arguments, name)) is not None}
    if given.get("BIND", "").rpartition(":")[2].isdigit():
        given = {"PORT": "", **given}  # a port that was given here wins over the environment's
    configuration = str(beside("gunicorn.conf.py"))
    os.chdir(ROOT)  # from where gunicorn imports the app; -P: and not from where it was called
    command = [sys.executable, "-P", "-m", "gunicorn", "--config", configuration]
    os.execve(sys.executable, command, os.environ | given)  # noqa: S606 - this very Python
