"""An answer whose head leaves with the beginning of its body.

gunicorn sends the head by itself, and its thread may have to wait for Python before it sends the rest. A worker that is
killed in between would leave a head alone, and nginx, which has passed it on, could not ask another one any more.
"""

from typing import Any

from gunicorn.http import wsgi


class _Collected:
    """Takes the place of a socket."""

    def __init__(self) -> None:
        self.data = b""

    def sendall(self, data: bytes) -> None:
        """Keep it."""
        self.data += data


class Together(wsgi.Response):
    """Sends the head and the first piece of the body at once."""

    def write(self, arg: bytes) -> None:
        """Send some of the body."""
        if self.headers_sent:
            super().write(arg)
            return
        sock: Any = self.sock  # type: ignore[has-type]
        self.sock = collected = _Collected()
        try:
            super().write(arg)
        finally:
            self.sock = sock
        sock.sendall(collected.data)


def send_together() -> None:
    """Have gunicorn answer so in this process."""
    wsgi.Response = Together
