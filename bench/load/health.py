"""How long the server takes to say that it is well, asked as a monitor does: again and again, on new connections."""

import socket
from contextlib import closing
from threading import Event, Thread
from time import perf_counter
from typing import Any

from .counts import percentile

EVERY = 0.1  # seconds from one question to the next; none is asked while the one before it waits
PATIENCE = 5.0
_QUESTION = b"GET /healthz HTTP/1.1\r\nHost: monitor\r\nConnection: close\r\n\r\n"


class Monitor:
    """Asks while something goes on."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._stop = Event()
        self._ms: list[float] = []
        self._failed = 0
        self._thread = Thread(target=self._go_on)

    def __enter__(self) -> "Monitor":
        self._thread.start()
        return self

    def _go_on(self) -> None:
        wait = 0.0
        while not self._stop.wait(wait):
            begin = perf_counter()
            self._failed += not self._well()
            took = perf_counter() - begin
            self._ms.append(1000 * took)
            wait = max(0.0, EVERY - took)

    def _well(self) -> bool:
        """Whether it says so in time."""
        try:
            with closing(socket.create_connection(("127.0.0.1", self._port), PATIENCE)) as connection:
                connection.sendall(_QUESTION)
                answer = connection.recv(1 << 12)
                while connection.recv(1 << 12):
                    pass
                return answer.split(b" ", 2)[1:2] == [b"200"]
        except OSError:
            return False

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def figures(self) -> dict[str, Any]:
        """ms until the answer was complete, and how many there were; a question without answer took all patience."""
        shares = {f"p{round(100 * share)}": percentile(self._ms, share) for share in (0.5, 0.99)}
        return {"count": len(self._ms), **shares, "max": max(self._ms, default=0.0), "failed": self._failed}
