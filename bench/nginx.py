"""nginx as it stands in front of a class: with deploy/nginx.conf, in which only places are replaced."""

import os
import re
import shutil
import subprocess
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from time import perf_counter, sleep

from .server import ROOT, fetch, free_port

CONFIGURATION = ROOT / "deploy" / "nginx.conf"
PLAIN, INNER, CADDY = "8080", "8081", "tls:8080"
COPIES = {
    "    server app:8050 resolve fail_timeout=2s;\n": 1,
    "    server app:8050 resolve max_fails=0 backup;\n": 2,
    "    server app:8050 resolve fail_timeout=2s weight=100;\n": 1,
    "    server app:8050 resolve max_fails=0;\n": 2,
}
TEMPORARY = r"(?<= )/tmp/"  # six places for files and one for the process's number
_PATIENCE = 30.0


def configuration(folder: Path, ports: Mapping[str, int], copies: Sequence[int], **variables: str) -> str:
    """The configuration for this machine: its ``ports`` instead of PLAIN, INNER and CADDY, and those of the copies.

    Debian's nginx is too old to ask for a name again (``resolve``), and here there is no name that it could ask for.
    """
    text = CONFIGURATION.read_text(encoding="utf-8")
    for name, value in variables.items():  # as the image does when it starts
        assert f"${{{name}}}" in text
        text = text.replace(f"${{{name}}}", value)
    assert "${" not in text
    for line, times in COPIES.items():
        assert text.count(line) == times, line
        text = text.replace(line, "".join(line.replace("app:8050 resolve", f"127.0.0.1:{each}") for each in copies))
    assert len(re.findall(TEMPORARY, text)) == 7
    text = re.sub(TEMPORARY, f"{folder}/", text)
    for place, here in (
        (CADDY, "127.0.0.1:"),
        (f"listen {PLAIN}", "listen 127.0.0.1:"),
        (f"listen {INNER}", "listen 127.0.0.1:"),
    ):
        assert text.count(place) == 1, place
        text = text.replace(place, f"{here}{ports[place.removeprefix('listen ')]}")
    return re.sub(rf"\b({PLAIN}|{INNER})\b", lambda found: str(ports[found[0]]), text)


class Nginx:
    """nginx in front of copies of the app at these ports."""

    def __init__(
        self,
        folder: Path,
        copies: Sequence[int],
        *,
        hops: int = 0,
        origin: str = "",
        port: Callable[[], int] = free_port,
    ) -> None:
        self.ports = {place: port() for place in (PLAIN, INNER, CADDY)}
        self.port = self.ports[PLAIN]
        self.url = f"http://127.0.0.1:{self.port}/"
        self._file = folder / "nginx.conf"
        profiles = "db,https" if origin else "db"
        text = configuration(folder, self.ports, copies, PROXY_HOPS=str(hops), ORIGIN=origin, PROFILES=profiles)
        self._file.write_text(text, encoding="utf-8")

    def change(self, pattern: str, text: str, times: int) -> None:
        """Another text at so many places of its file, from the next start on."""
        changed, found = re.subn(pattern, text, self._file.read_text(encoding="utf-8"))
        assert found == times
        self._file.write_text(changed, encoding="utf-8")

    def start(self) -> None:
        """Begin, and wait until it answers for a copy."""
        program = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
        assert program, "nginx is missing; make test installs it"
        rest = "daemon off;" if os.geteuid() else "daemon off; user root;"  # else it may not enter pytest's folders
        command = [program, "-c", str(self._file), "-g", rest]
        self._process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        end = perf_counter() + _PATIENCE
        while self._process.poll() is None and fetch(self.port, "/healthz") is None:
            assert perf_counter() < end, "nginx does not answer"
            sleep(0.01)
        if self._process.poll() is not None:
            assert self._process.stderr
            raise RuntimeError(self._process.stderr.read())

    @property
    def pid(self) -> int:
        """The process that all its others are children of."""
        return self._process.pid

    def stop(self) -> None:
        """End it."""
        self._process.terminate()
        self._process.wait()
        assert self._process.stderr
        self._process.stderr.close()
