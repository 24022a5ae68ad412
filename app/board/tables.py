"""The tables of a board, and how a database of an earlier version gets them."""

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    inspect,
)

SCHEMA = MetaData()

CLASSES = Table(
    "classes",
    SCHEMA,
    Column("id", String(16), primary_key=True),
    Column("code", String(8), unique=True),  # None: nobody can join
    Column("teacher", String(64), nullable=False),  # the digest of a secret
    Column("created", Float, nullable=False),
    Column("expires", Float, nullable=False, index=True),
    Column("approval", Boolean, nullable=False),  # whether who joins has to be let in
    Column("free_text", Boolean, nullable=False),
    Column("revision", Integer, nullable=False),  # of everything in the class
    Column("told", Integer, nullable=False),  # the revision at which the console changed last
    Column("console", Text, nullable=False),
    Column("questions", Text, nullable=False, server_default="[]"),  # all that were asked, as they were asked last
)

# PostgreSQL moves what is longer than 2 KB elsewhere, piece by piece, and a changed row to another page, with all its
# indexes. So rows stay where they are up to a page's size, and have room there for what they are next.
_IN_PLACE = {"toast_tuple_target": 8160, "fillfactor": 50}

SEATS = Table(
    "seats",
    SCHEMA,
    Column("id", Integer, primary_key=True),
    Column("class_id", ForeignKey("classes.id", ondelete="CASCADE"), nullable=False),
    Column("name", Integer, nullable=False),  # see names.py
    Column("secret", String(64), nullable=False, unique=True),  # the digest of one
    Column("state", String(8), nullable=False),  # waiting, in, left or removed
    Column("seen", Float, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("knows", Integer, nullable=False, server_default="0"),  # the revision of the console that its page has
    Column("size", Integer, nullable=False),  # bytes that its row may have: about as many as the longest so far
    Column("row", Text, nullable=False),  # the last one, as it is long
    Index("seats_sizes", "class_id", "size"),  # which are added up whenever one grows
    postgresql_with=_IN_PLACE,
)

ANSWERS = Table(
    "answers",
    SCHEMA,
    Column("seat_id", ForeignKey("seats.id", ondelete="CASCADE"), primary_key=True),
    Column("key", String(40), primary_key=True),  # the page has made it: what is sent twice is there once
    Column("class_id", ForeignKey("classes.id", ondelete="CASCADE"), nullable=False),
    Column("revision", Integer, nullable=False),  # each has its own, in the order in which they were sent
    Column("shown", Boolean, nullable=False),  # what somebody typed is seen by the teacher first
    Column("body", Text, nullable=False),
    Index("answers_since", "class_id", "revision"),  # those of a class that are new to its teacher
)

VERSIONS = Table("board_version", SCHEMA, Column("version", Integer, primary_key=True))


class Step:
    """Commands that take a database to the next version. ``only``: of this kind; for any other one it is the same."""

    def __init__(self, *commands: str, only: str = "") -> None:
        self.commands, self.only = commands, only


# What takes a database from version n to n + 1 is the n-th; a fresh one gets SCHEMA, and is as new as that.
STEPS = (
    Step(
        "ALTER TABLE classes ADD COLUMN questions TEXT NOT NULL DEFAULT '[]'",
        "ALTER TABLE seats ADD COLUMN knows INTEGER NOT NULL DEFAULT 0",
        "CREATE INDEX seats_sizes ON seats (class_id, size)",
        "CREATE INDEX answers_since ON answers (class_id, revision)",
    ),
    Step(
        f"ALTER TABLE seats SET ({', '.join(f'{name} = {value}' for name, value in _IN_PLACE.items())})",
        only="postgresql",
    ),
)
VERSION = len(STEPS) + 1


class NewerError(Exception):
    """The database is of a version that this program does not know."""


def bring_up_to_date(connection: Connection) -> None:
    """Make the tables, or bring them to this version; whoever else does so at the same time has to be locked out.

    Raises:
        NewerError: a later version of the playground has made them.
    """
    if not inspect(connection).has_table(VERSIONS.name):
        SCHEMA.create_all(connection)
        connection.execute(VERSIONS.insert().values(version=VERSION))
        return
    version = connection.execute(VERSIONS.select()).scalar_one()
    if version > VERSION:
        raise NewerError(f"The database of the classes is of version {version}, this program knows {VERSION}.")
    for step in STEPS[version - 1 :]:
        for command in step.commands if step.only in ("", connection.dialect.name) else ():
            connection.exec_driver_sql(command)
    if version < VERSION:
        connection.execute(VERSIONS.update().values(version=VERSION))
