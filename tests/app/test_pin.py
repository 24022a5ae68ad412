"""``make pin`` asks a registry what the base image is today; here one that is on this machine."""

import json
import re
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from app import ROOT
from bench import sbom
from bench.pin import pinned

DIGEST = f"sha256:{'0123456789abcdef' * 4}"
INDEX = "application/vnd.oci.image.index.v1+json"
ONE = "application/vnd.oci.image.manifest.v1+json"
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")


class Handler(BaseHTTPRequestHandler):
    """As Docker's registry answers: it wants a token, which anybody gets at the address that it says."""

    def do_GET(self):
        server = self.server
        if self.path == "/token?service=registry&scope=repository%3Alibrary%2Fpython%3Apull":
            return self._answer(200, {}, {"token": "secret"})
        assert self.path == "/v2/library/python/manifests/3.11-slim"
        assert INDEX in self.headers["Accept"]
        if self.headers["Authorization"] != "Bearer secret":
            where = f'realm="{server.url}/token",service="registry",scope="repository:library/python:pull"'
            return self._answer(401, {"WWW-Authenticate": f"Bearer {where}"}, {})
        return self._answer(200, {"Content-Type": server.kind, "Docker-Content-Digest": server.digest}, {})

    def _answer(self, status, headers, body):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(json.dumps(body).encode())

    def log_message(self, *_):
        pass


@pytest.fixture
def registry():
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.url, server.digest, server.kind = f"http://127.0.0.1:{server.server_port}", DIGEST, INDEX
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def test_the_base_gets_the_digest_of_today(registry):
    once = pinned(DOCKERFILE, registry.url)
    assert f"FROM python:3.11-slim@{DIGEST} AS base\n" in once
    assert re.sub(r"@sha256:\w+", "", once) == re.sub(r"@sha256:\w+", "", DOCKERFILE)
    registry.digest = f"sha256:{'f' * 64}"
    assert pinned(once, registry.url) == once.replace(DIGEST, registry.digest)


def test_all_stages_are_of_one_base():
    names = re.findall(r"^FROM (\S+)", DOCKERFILE, re.MULTILINE)
    assert names[0].startswith("python:3.11-slim")
    assert set(names[1:]) == {"base"}


@pytest.mark.parametrize(
    ("kind", "digest"), [(ONE, DIGEST), (INDEX, "sha256:1234"), (INDEX, ""), ("text/html", DIGEST)]
)
def test_what_is_no_image_for_all_processors_is_refused(registry, kind, digest):
    registry.kind, registry.digest = kind, digest
    with pytest.raises(ValueError, match="must be an image for several kinds of processors, got "):
        pinned(DOCKERFILE, registry.url)


def test_a_registry_that_does_not_answer_is_said():
    with pytest.raises(OSError, match="refused"):
        pinned(DOCKERFILE, "http://127.0.0.1:9")


def test_the_bill_of_materials_names_the_digest(registry, tmp_path, monkeypatch):
    (tmp_path / "Dockerfile").write_text(pinned(DOCKERFILE, registry.url), encoding="utf-8")
    (tmp_path / "pyproject.toml").write_bytes((ROOT / "pyproject.toml").read_bytes())
    monkeypatch.setattr(sbom, "ROOT", tmp_path)
    (base,) = [part for part in json.loads(sbom.text())["components"] if part["type"] == "container"]
    assert base["hashes"] == [{"alg": "SHA-256", "content": DIGEST.removeprefix("sha256:")}]
