"""HTTPS as it stands in front of nginx: with deploy/Caddyfile, in which only places are replaced."""

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

from app import ROOT
from tests.browser.servers import free_port
from tests.faults.nginx import CADDY, INNER
from tests.waiting import until

CONFIGURATION = ROOT / "deploy" / "Caddyfile"
NOWHERE = "https://127.0.0.1:9/directory"


class Caddy:
    """Caddy in ``folder``, where it keeps what it is given by a certificate authority."""

    def __init__(self, folder, text, port, **environment):
        self.port = port
        self.log = folder / "log"
        self._file = folder / "Caddyfile"
        self._file.write_text(text, encoding="utf-8")
        home = {"HOME": str(folder), "XDG_DATA_HOME": str(folder / "data"), "XDG_CONFIG_HOME": str(folder / "config")}
        self._environment = {**os.environ, **home, **environment}

    def start(self):
        program = shutil.which("caddy", path=str(Path(sys.executable).parent))
        assert program, "caddy is missing; make test installs it"
        with self.log.open("wb") as log:
            command = [program, "run", "--adapter", "caddyfile", "--config", str(self._file)]
            self._process = subprocess.Popen(command, env=self._environment, stdout=log, stderr=log)
        until(self._listens, "caddy listens")

    def _listens(self):
        assert self._process.poll() is None, self.log.read_text(encoding="utf-8")
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def stop(self):
        self._process.terminate()
        self._process.wait()


def in_front(folder, nginx, certificates, port, *, domain, hsts="off", authority=NOWHERE, **environment):
    """Caddy in front of this nginx, at this port, with the certificates of a folder."""
    text = CONFIGURATION.read_text(encoding="utf-8")
    for place, here in {
        "http_port 8080": f"http_port {nginx.ports[CADDY]}",
        "https_port 8443": f"https_port {port}",
        "proxy:8081": f"127.0.0.1:{nginx.ports[INNER]}",
        "load /certificates": f"load {certificates}",
    }.items():
        assert text.count(place) == 1, place
        text = text.replace(place, here)
    return Caddy(folder, text, port, DOMAIN=domain, HSTS=hsts, ACME_CA=authority, **environment)


def authority(folder, **environment):
    """Another Caddy, which gives certificates to those who prove by HTTP that they are who they say."""
    port = free_port()
    text = f"""{{
        admin off
        skip_install_trust
        http_port {free_port()}
        https_port {port}
    }}
    https://localhost {{
        tls internal
        acme_server {{
            challenges http-01
        }}
    }}
    """
    return Caddy(folder, text, port, **environment)
