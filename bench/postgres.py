"""A PostgreSQL of our own, from Debian's package: it can be stopped and started again."""

import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))


class Postgres:
    """It listens at a socket in a folder of its own only. ``options`` are of its configuration, name=value."""

    def __init__(self, *options: str) -> None:
        # The path of a socket is short, and the user that PostgreSQL runs as must get there.
        self.folder = Path(tempfile.mkdtemp(prefix="board-", dir="/tmp"))
        self.url = f"postgresql+psycopg://board@/postgres?host={self.folder}"
        self._options = options
        self._who: dict[str, Any] = {}
        if not os.getuid():  # it refuses to run as root; the package has made a user for it
            user = pwd.getpwnam("postgres")
            self._who = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
            os.chown(self.folder, user.pw_uid, user.pw_gid)
        self._run("initdb", "--username=board", "--auth=trust", "--no-sync", "--encoding=UTF8")

    def _run(self, program: str, *options: str) -> None:
        command = [str(PROGRAMS[-1] / program), "-D", str(self.folder / "data"), *options]
        quiet = subprocess.DEVNULL
        subprocess.run(command, check=True, cwd=self.folder, timeout=120, stdout=quiet, stderr=quiet, **self._who)

    def start(self) -> None:
        """Begin, and wait until it answers."""
        asked = f"-c listen_addresses= -c unix_socket_directories={self.folder}"
        asked += "".join(f" -c {option}" for option in self._options)
        self._run("pg_ctl", "start", "-w", "-l", str(self.folder / "log"), "-o", asked)

    @property
    def pid(self) -> int:
        """The process that all its others are children of."""
        return int((self.folder / "data" / "postmaster.pid").read_text().splitlines()[0])

    def stop(self) -> None:
        """At once, as if it were killed."""
        self._run("pg_ctl", "stop", "-w", "-m", "immediate")

    def end(self) -> None:
        """Stop, and leave nothing."""
        self.stop()
        shutil.rmtree(self.folder)
