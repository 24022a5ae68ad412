"""A request on its way in: how much of it is there, and how much is still to come.

Only as much of HTTP/1.1 is read here as tells where a request ends; gunicorn's parser judges it when it is complete.
"""

from dataclasses import dataclass, field

MAX_HEAD = 65_536  # bytes of the request line and the headers
_END = b"\r\n\r\n"
_MAX_DIGITS = 15


@dataclass
class Arriving:
    """The bytes of a connection that no request has used yet."""

    most: int  # bytes of a body that are allowed
    data: bytearray = field(default_factory=bytearray)
    needed: int | None = None  # bytes of the whole request, once its head is there
    awaited: bool = False  # the client waits until it is told to send the body
    _searched: int = 0

    def add(self, data: bytes) -> int | None:
        """Take more bytes; the status of a refusal, if it can't become a request that is allowed."""
        self.data += data
        return self.look()

    def look(self) -> int | None:
        """Whether the head is there, and what it announces."""
        if self.needed is not None:
            return None
        end = self.data.find(_END, max(0, self._searched - len(_END)))
        self._searched = len(self.data)
        if max(end, len(self.data) if end < 0 else 0) > MAX_HEAD:
            return 431
        if end < 0:
            return None
        body = 0
        for line in bytes(self.data[:end]).lower().split(b"\r\n")[1:]:
            name, _, value = line.partition(b":")
            value = value.strip(b" \t")
            if name == b"transfer-encoding":
                return 411  # no browser sends chunks, and nginx counts them together
            if name == b"content-length":
                if not value.isdigit():
                    return 400
                if len(value) > _MAX_DIGITS or int(value) > self.most:
                    return 413
                body = int(value)
            self.awaited |= name == b"expect"
        self.needed = end + len(_END) + body
        return None

    @property
    def complete(self) -> bool:
        """Whether a whole request is there."""
        return self.needed is not None and len(self.data) >= self.needed

    def take(self) -> bytes:
        """The whole request; what came behind it stays."""
        taken = bytes(self.data[: self.needed])
        del self.data[: self.needed]
        self.needed, self.awaited, self._searched = None, False, 0
        return taken
