"""Several copies of our server behind nginx, with the boards of classes in one PostgreSQL, as on several machines."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from .nginx import Nginx
from .postgres import Postgres
from .server import Server, serve

PROXY, DATABASE = "nginx", "PostgreSQL"
_OPTIONS = ("--workers", "1")  # of each copy


@dataclass(frozen=True)
class Copies(Server):
    """They are asked, and measured, as one: nginx and PostgreSQL count, too."""

    copies: tuple[Server, ...] = ()
    others: Mapping[str, Server] = field(default_factory=dict)

    def pids(self) -> list[int]:
        """All of them."""
        return [pid for part in (*self.copies, *self.others.values()) for pid in part.pids()]

    def seconds_by_part(self) -> dict[str, float]:
        """That of the copies by their threads, and of each other program as a whole."""
        looks = [copy.seconds_by_part() for copy in self.copies]
        of_copies = {part: sum(look.get(part, 0.0) for look in looks) for look in looks for part in look}
        return of_copies | {name: sum(other.seconds_by_part().values()) for name, other in self.others.items()}


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
        others = {PROXY: Server(0, nginx.pid, 0.0), DATABASE: Server(0, postgres.pid, 0.0)}
        yield Copies(nginx.port, nginx.pid, max(copy.start_seconds for copy in copies), tuple(copies), others)
