"""A PostgreSQL that can be stopped and started again, from Debian's package."""

import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path

PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))


class Postgres:
    """It listens at a socket in a folder of its own only."""

    def __init__(self):
        # The path of a socket is short, and the user that PostgreSQL runs as must get there.
        self.folder = Path(tempfile.mkdtemp(prefix="board-", dir="/tmp"))
        self.url = f"postgresql+psycopg://board@/postgres?host={self.folder}"
        self._who = {}
        if not os.getuid():  # it refuses to run as root; the package has made a user for it
            user = pwd.getpwnam("postgres")
            self._who = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
            os.chown(self.folder, user.pw_uid, user.pw_gid)
        self._run("initdb", "--username=board", "--auth=trust", "--no-sync", "--encoding=UTF8")

    def _run(self, program, *options):
        command = [PROGRAMS[-1] / program, "-D", self.folder / "data", *options]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        subprocess.run(command, check=True, cwd=self.folder, timeout=120, **quiet, **self._who)

    def start(self):
        asked = f"-c listen_addresses= -c unix_socket_directories={self.folder} -c fsync=off"
        self._run("pg_ctl", "start", "-w", "-l", self.folder / "log", "-o", asked)

    def stop(self):
        """At once, as if it were killed."""
        self._run("pg_ctl", "stop", "-w", "-m", "immediate")

    def end(self):
        self.stop()
        shutil.rmtree(self.folder)
