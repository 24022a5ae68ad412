"""Pin the base image to what its name stands for today: ``make pin``.

A name such as ``python:3.11-slim`` means another image after each security update. With its digest, the Dockerfile
builds on the same one until this command is run again, and whoever looks at the change sees that there was one.
"""

import json
import re
import sys
from http.client import HTTPResponse
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlencode
from urllib.request import Request, urlopen

from .server import ROOT

FILE = ROOT / "Dockerfile"
REGISTRY = "https://registry-1.docker.io"
_KINDS = ("application/vnd.oci.image.index.v1+json", "application/vnd.docker.distribution.manifest.list.v2+json")
_BASE = re.compile(r"^(FROM )(?P<name>[\w./-]+):(?P<tag>[\w.-]+)(?:@sha256:[0-9a-f]{64})?(?= AS base$)", re.MULTILINE)
_DIGEST = re.compile(r"sha256:[0-9a-f]{64}")
_SECONDS = 30


def main() -> None:
    try:
        FILE.write_text(pinned(FILE.read_text(encoding="utf-8")), encoding="utf-8")
    except (OSError, ValueError) as error:
        sys.exit(f"{REGISTRY}: {error}")


def pinned(text: str, registry: str = REGISTRY) -> str:
    """A Dockerfile's text with the digest that its base has in the registry.

    Raises:
        OSError: the registry does not answer.
        ValueError: it answers with something else, or there is no base.
    """
    found = _BASE.search(text)
    if not found:
        raise ValueError("The Dockerfile has no line FROM NAME:TAG AS base")
    name, tag = found["name"], found["tag"]
    digest = _digest(registry, name if "/" in name else f"library/{name}", tag)
    return _BASE.sub(rf"\g<1>{name}:{tag}@{digest}", text)


def _digest(registry: str, name: str, tag: str) -> str:
    """What the tag stands for, for all kinds of processors together."""
    address = f"{registry}/v2/{name}/manifests/{quote(tag)}"
    headers = {"Accept": ", ".join(_KINDS)}
    try:
        answer = _ask(address, headers)
    except HTTPError as error:
        if error.code != 401:
            raise
        answer = _ask(address, headers | {"Authorization": f"Bearer {_token(error.headers['WWW-Authenticate'] or '')}"})
    with answer:
        kind, digest = answer.headers.get_content_type(), answer.headers["Docker-Content-Digest"] or ""
    if kind not in _KINDS or not _DIGEST.fullmatch(digest):
        raise ValueError(f"{name}:{tag} must be an image for several kinds of processors, got {kind} {digest}")
    return digest


def _token(challenge: str) -> str:
    """Anybody may have one, for reading; the registry says where."""
    said = dict(re.findall(r'(\w+)="([^"]*)"', challenge))
    address = said.pop("realm", "")
    if not address.startswith("http"):
        raise ValueError(f"the registry must say where to get a token, got {challenge!r}")
    with _ask(f"{address}?{urlencode(said)}", {}) as answer:
        return str(json.load(answer)["token"])


def _ask(address: str, headers: dict[str, str]) -> HTTPResponse:
    try:
        answer: HTTPResponse = urlopen(Request(address, headers=headers), timeout=_SECONDS)  # noqa: S310 - http or https
    except HTTPError:
        raise
    except URLError as error:
        raise OSError(error.reason) from None
    return answer


if __name__ == "__main__":
    main()
