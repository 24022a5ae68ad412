"""Statements that a class asks for again and again: put together once, and given to the driver as they are.

SQLAlchemy writes them, for whichever database it is. What it does around each one takes several times as long as the
database itself, and a hundred students ask fifty times a second.
"""

from collections import namedtuple
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Delete, Dialect, Insert, Select, Update

Values = Mapping[str, Any]


class Ready:
    """A statement whose values have names."""

    def __init__(self, statement: Select[Any] | Insert | Update | Delete) -> None:
        self._statement = statement
        self._texts: dict[str, tuple[str, Values, list[str] | None]] = {}
        names = [str(name) for name in statement.exported_columns.keys()]  # noqa: SIM118 - no dictionary
        self.row: Any = namedtuple("row", names) if names else None

    def with_values(self, dialect: Dialect, values: Values) -> tuple[str, Any]:
        """Its text for a database, and its values as the driver takes them."""
        found = self._texts.get(dialect.name)
        if found is None:
            compiled: Any = self._statement.compile(dialect=dialect)
            places = list(compiled.positiontup) if compiled.positional else None
            found = self._texts[dialect.name] = compiled.string, dict(compiled.params), places
        text, fixed, places = found
        if places is None:
            return text, {name: values.get(name, value) for name, value in fixed.items()}
        return text, [values[name] if name in values else fixed[name] for name in places]


class Driver:
    """The driver's own cursor, within a transaction."""

    def __init__(self, cursor: Any, dialect: Dialect) -> None:
        self._cursor, self._dialect = cursor, dialect

    def all(self, ready: Ready, values: Values) -> list[Any]:
        """The rows that a statement gives, by the names of their columns; what is true may be 1."""
        self._cursor.execute(*ready.with_values(self._dialect, values))
        return [ready.row._make(row) for row in self._cursor.fetchall()] if ready.row else []

    def one(self, ready: Ready, values: Values) -> Any:
        """The only row, if there is one."""
        rows = self.all(ready, values)
        return rows[0] if rows else None
