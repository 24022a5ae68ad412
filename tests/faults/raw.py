"""Clients that send bytes as they like, to a server whose answers a test decides (tests/faults/waits.py)."""

import json
import os
import re
import socket
from contextlib import contextmanager

from tests.browser.servers import Gunicorn
from tests.waiting import until

PATIENCE = 40


@contextmanager
def serving(folder, *options, application="tests.faults.waits:server", popen=(), limits=(), **variables):
    """A server of this application, with these limits (tests/faults/limits.py); its log is a file in the folder."""
    environment = {**os.environ, "HOLD": str(folder), "LIMITS": json.dumps(dict(limits)), **variables}
    with (folder / "log").open("wb") as log:
        server = Gunicorn(application, options=options, env=environment, stdout=log, stderr=log, **dict(popen))
        server.start()
        try:
            yield server
        finally:
            server.stop()


def connect(server, data=b"", source="127.0.0.1"):
    """A client that has sent these bytes."""
    client = socket.create_connection(("127.0.0.1", server.port), PATIENCE, source_address=(source, 0))
    client.sendall(data)
    return client


def get(path, *headers):
    """A request as bytes."""
    return "\r\n".join([f"GET {path} HTTP/1.1", "Host: school", *headers, "", ""]).encode()


def answer(client):
    """(status, head, body) of the next answer; its body has the length that it says."""
    data = b""
    while b"\r\n\r\n" not in data:
        more = client.recv(65_536)
        assert more, f"closed after {data!r}"
        data += more
    head, _, body = data.partition(b"\r\n\r\n")
    length = int(re.search(rb"(?i)content-length: (\d+)", head)[1])
    while len(body) < length:
        body += client.recv(65_536)
    return int(head.split(b" ")[1]), head.decode(), body


def ask(server, path, *headers):
    """The status of an answer to a connection of its own."""
    with connect(server, get(path, *headers)) as client:
        return answer(client)[0]


def begun(folder, *names):
    """Wait until threads have these requests."""
    until(lambda: all((folder / f"begun-{name}").exists() for name in names), "threads have begun")
