"""nginx as it stands in front of a class: with deploy/nginx.conf, in which only places are replaced."""

import os
import re
import shutil
import subprocess

import requests

from app import ROOT
from tests.browser.conftest import free_port
from tests.waiting import until

CONFIGURATION = ROOT / "deploy" / "nginx.conf"
LISTEN, APP = "    listen 8080;\n", "    server app:8050 resolve fail_timeout=2s;\n"
TEMPORARY = r"(?<= )/tmp/"  # six places for files and one for the process's number


def configuration(folder, port, ports):
    """The configuration for this machine, where copies have ports of their own instead of a common name.

    Debian's nginx is too old to ask for a name again (``resolve``), and here there is no name that it could ask for.
    """
    text = CONFIGURATION.read_text(encoding="utf-8")
    for line in (LISTEN, APP):
        assert text.count(line) == 1, line
    assert len(re.findall(TEMPORARY, text)) == 7
    text = re.sub(TEMPORARY, f"{folder}/", text)
    text = text.replace(LISTEN, LISTEN.replace("8080", f"127.0.0.1:{port}"))
    copies = (APP.replace("app:8050 resolve", f"127.0.0.1:{each}") for each in ports)
    return text.replace(APP, "".join(copies))


class Nginx:
    """nginx in front of copies of the app at these ports."""

    def __init__(self, folder, ports):
        port = free_port()
        self.url = f"http://127.0.0.1:{port}/"
        self.port = port
        self._file = folder / "nginx.conf"
        self._file.write_text(configuration(folder, port, ports), encoding="utf-8")

    def start(self):
        program = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
        assert program, "nginx is missing; make test installs it"
        rest = "daemon off;" if os.geteuid() else "daemon off; user root;"  # else it may not enter pytest's folders
        self._process = subprocess.Popen([program, "-c", str(self._file), "-g", rest], stderr=subprocess.DEVNULL)
        until(self._answers, "nginx answers")

    def _answers(self):
        try:
            return requests.get(f"{self.url}healthz", timeout=1).ok
        except requests.RequestException:
            return False

    def stop(self):
        self._process.terminate()
        self._process.wait()
