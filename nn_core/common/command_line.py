"""A program with commands: whatever is wrong with what it was given is told in one line, with exit code 2."""

import argparse
import sys
from collections.abc import Callable
from typing import NoReturn, TypeAlias

from pydantic import ValidationError

from .checked import explain


class Parser(argparse.ArgumentParser):
    """The one of the standard library, in fewer words."""

    def error(self, message: str) -> NoReturn:
        """One clear line instead of the whole usage."""
        self.exit(2, f"{self.prog}: {' '.join(message.split())}\n")


Commands: TypeAlias = "argparse._SubParsersAction[Parser]"  # argparse has no other name for it


def run(given: list[str], add: Callable[[Commands], None], *, program: str, description: str, version: str) -> int:
    """Run the command that was given, of those that ``add`` adds; gives its exit code."""
    parser = Parser(prog=program, description=description)
    parser.add_argument("--version", action="version", version=version)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    add(commands)
    if given and not given[0].startswith("-") and given[0] not in commands.choices:
        parser.error(f"the command must be one of {', '.join(commands.choices)}, got {given[0]!r}")
    parsed = parser.parse_args(given, argparse.Namespace(given=given, program=program))
    try:
        status: int = parsed.run(parsed)
    except ValidationError as error:
        message = explain(error)
    except (ValueError, OSError) as error:
        message = " ".join(line.strip() for line in str(error).splitlines() if line.strip())
    else:
        return status
    sys.stderr.write(f"{program} {parsed.command}: {message}\n")
    return 2
