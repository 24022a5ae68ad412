"""Our server in a process of its own, as it runs in earnest; for most of what is measured with one worker."""

import os
import socket
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from time import perf_counter, sleep

from app.serving.threads import ASIDE_NAME

ROOT = Path(__file__).resolve().parent.parent
_PATIENCE = 60.0  # seconds
_POLL = 0.005
_ONE_WORKER = ("--workers", "1", "--threads", "4")
_SIZES = ("Rss", "Pss")


@dataclass(frozen=True)
class Server:
    """A running server, and the seconds that it took to answer for the first time."""

    port: int
    pid: int
    start_seconds: float

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    def cpu_seconds(self) -> float | None:
        """The processor time of master and workers, of those that have ended, too; None where there is no /proc."""
        if not Path("/proc").exists():
            return None
        ticks = 0
        for pid in self.pids():
            with suppress(FileNotFoundError, ProcessLookupError):  # it has just ended: its parent will have its time
                fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
                ticks += sum(map(int, fields[11:15]))  # in user and in system mode: its own, and of its ended children
        return ticks / os.sysconf("SC_CLK_TCK")

    def seconds_by_part(self) -> dict[str, float]:
        """The processor time of threads that are there: for the calls of a board, the main ones, and all others."""
        parts: dict[str, float] = defaultdict(float)
        for pid in self.pids():
            with suppress(FileNotFoundError, ProcessLookupError):
                for task in Path(f"/proc/{pid}/task").iterdir():
                    named = (task / "comm").read_text().strip() == ASIDE_NAME
                    part = ASIDE_NAME if named else "main" if task.name == str(pid) else "others"
                    parts[part] += int((task / "schedstat").read_text().split()[0]) / 1e9
        return dict(parts)

    def pids(self) -> list[int]:
        """Master and workers."""
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()
        return [self.pid, *map(int, children)]

    def memory(self) -> dict[str, float]:
        """MB of all processes: RSS counts what they share once for each of them, PSS once."""
        sizes = dict.fromkeys(_SIZES, 0.0)
        for pid in self.pids():
            with suppress(FileNotFoundError, ProcessLookupError):
                for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
                    name = line.partition(":")[0]
                    if name in sizes:
                        sizes[name] += int(line.split()[1]) / 1024
        return sizes


@contextmanager
def serve(
    root: Path = ROOT, environment: dict[str, str] | None = None, options: Sequence[str] = _ONE_WORKER
) -> Iterator[Server]:
    """Start gunicorn on a free port, from the source in a folder, and stop it in the end."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "app.wsgi:server", *options]
    with tempfile.TemporaryFile() as log:
        begin = perf_counter()
        process = subprocess.Popen(
            [*command, "--bind", f"127.0.0.1:{port}"],
            cwd=root,
            env=os.environ | {"PORT": str(port)} | (environment or {}),  # which gunicorn.conf.py looks at
            stdout=log,
            stderr=log,
        )
        try:
            while fetch(port, "/") is None:
                if process.poll() is not None or perf_counter() - begin > _PATIENCE:
                    log.seek(0)
                    raise RuntimeError(f"the server does not answer\n{log.read().decode(errors='replace')}")
                sleep(_POLL)
            yield Server(port, process.pid, perf_counter() - begin)
        finally:
            process.terminate()
            try:
                process.wait(_PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def fetch(port: int, path: str, body: bytes | None = None, *, of_class: str = "") -> bytes | None:
    """The answer to a GET, or with a body to a POST, in gzip; None if its status is not 200.

    ``of_class``: the code of that whose page asks.
    """
    connection = HTTPConnection("127.0.0.1", port, timeout=_PATIENCE)
    try:
        headers = {"Accept-Encoding": "gzip", "Content-Type": "application/json", "X-Class": of_class}
        connection.request("GET" if body is None else "POST", path, body, headers)
        response = connection.getresponse()
        answer = response.read()
    except (OSError, HTTPException):
        return None
    finally:
        connection.close()
    return answer if response.status == 200 else None


def free_port() -> int:
    """A port that nobody has now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
