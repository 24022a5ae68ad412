"""A board with nothing on it, in SQLite and in a PostgreSQL of its own."""

import pytest
from sqlalchemy import create_engine, text

from app import create_app
from app.board import links
from app.config import Settings
from bench.postgres import Postgres
from tests.board.people import Board


@pytest.fixture(scope="session")
def postgres():
    """A PostgreSQL of our own, running."""
    server = Postgres("fsync=off")
    server.start()
    yield server
    server.end()


@pytest.fixture
def postgres_url(postgres):
    """The address of an empty database of PostgreSQL."""
    engine = create_engine(postgres.url)
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()
    return postgres.url


@pytest.fixture(params=["sqlite", "postgres"])
def url(request, tmp_path):
    """The address of an empty database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/board.sqlite"
    return request.getfixturevalue("postgres_url")


@pytest.fixture(autouse=True)
def _leave_no_connection(monkeypatch):
    """A server keeps its connections until it ends; here many of them come and go."""
    made = []

    class Noted(links.Link):
        def __init__(self, engine):
            super().__init__(engine)
            made.append(self)

    monkeypatch.setattr(links, "Link", Noted)
    yield
    for link in made:
        link.close()


@pytest.fixture
def board(url):
    """A server with an empty board."""
    return Board(create_app(Settings(classes=True, class_database_url=url)).server.test_client())
