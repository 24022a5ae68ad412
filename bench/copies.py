"""Several copies of our server behind nginx, with the boards of classes in one PostgreSQL, as on several machines."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from .nginx import Nginx
from .postgres import Postgres
from .server import Server, serve

_OPTIONS = ("--workers", "1")  # of each copy


@dataclass(frozen=True)
class Copies(Server):
    """They are asked, and measured, as one: nginx and PostgreSQL count, too."""

    parts: tuple[Server, ...] = ()

    def pids(self) -> list[int]:
        """All of them."""
        return [pid for part in self.parts for pid in part.pids()]


@contextmanager
def serve_copies(count: int) -> Iterator[Copies]:
    """Start so many, and stop them in the end."""
    with ExitStack() as begun:
        postgres = Postgres()
        begun.callback(postgres.end)
        postgres.start()
        environment = {"CLASS_DATABASE_URL": postgres.url, "PROXY_HOPS": "1"}
        copies = [begun.enter_context(serve(environment=environment, options=_OPTIONS)) for _ in range(count)]
        nginx = Nginx(Path(begun.enter_context(TemporaryDirectory())), [copy.port for copy in copies])
        nginx.start()
        begun.callback(nginx.stop)
        masters = [Server(0, pid, 0.0) for pid in (nginx.pid, postgres.pid)]
        yield Copies(nginx.port, nginx.pid, max(copy.start_seconds for copy in copies), (*copies, *masters))
