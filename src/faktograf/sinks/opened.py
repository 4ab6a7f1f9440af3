"""Stores opened for reading: the same SQL over the same tables, whether DuckDB, SQLite or Parquet."""

import json
import re
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, Protocol

from faktograf.errors import BadInput
from faktograf.sinks import schema, sql
from faktograf.sinks.sqlite import WORDS, words
from faktograf.sinks.store import check

Row = dict[str, Any]
Condition = tuple[str, list[Any]]


class Opened(Protocol):
    """A store to be asked; SELECT statements only, «?» for each value."""

    is_indexed: bool  # whether rows should be asked for in the order of an index, for the first to come at once

    def rows(self, statement: str, values: Sequence[Any] = (), *, articles: Sequence[str] = ()) -> list[Row]:
        """The rows, each by its columns' names; `articles`: the ids that all of them belong to, where that is known."""

    def saying(self, text: str) -> Condition:
        """The condition that the sentence of a fact `f` has the text, in capitals or not."""

    def version(self) -> str:
        """That of the tables."""

    def close(self) -> None:
        """Let go of the store."""


def opened(store: str) -> Opened:
    """The store of a path, by its ending. Raises BadInput for what is none, or is of another version."""
    path = Path(store)
    if path.suffix not in OPENED:
        raise BadInput(f"can't read {store}: the ending must be one of {', '.join(OPENED)}")
    if not path.exists():
        raise BadInput(f"there is no store {store}; make one: faktograf extract … -o {store}")
    found = OPENED[path.suffix](path)
    try:
        found.rows("SELECT 1 FROM facts LIMIT 1")
        check(found.version())
    except BadInput:
        found.close()
        raise
    return found


class _InDuckDB:
    """What DuckDB reads."""

    is_indexed = False

    def __init__(self, path: Path, connection: Any):
        import duckdb

        self._path, self._connection, self._error = path, connection, duckdb.Error

    def rows(self, statement: str, values: Sequence[Any] = (), *, articles: Sequence[str] = ()) -> list[Row]:
        """The rows that a statement gives, each by its columns' names."""
        try:
            with self._connection.cursor() as cursor:
                return _named(cursor.execute(statement, list(values)))
        except self._error as error:
            raise BadInput(f"{self._path.name} is no store of facts: {error}") from error

    def saying(self, text: str) -> Condition:
        """By a pattern: that is looked for several times faster than each sentence is folded."""
        return 'regexp_matches(f."sentence", ?)', [_pattern(text)]

    def version(self) -> str:
        """That of the tables."""
        return str(self.rows(_VERSION)[0]["value"])

    def close(self) -> None:
        """Let go of the store."""
        self._connection.close()


def _duckdb(path: Path) -> _InDuckDB:
    import duckdb

    try:
        return _InDuckDB(path, duckdb.connect(path, read_only=True))
    except duckdb.Error as error:  # no store, or one that a run is writing to
        raise BadInput(f"can't open {path.name}: {error}") from error


class _Parquet(_InDuckDB):
    """A folder of parts, each of which has all rows of its articles: to read some articles, their parts are enough."""

    def __init__(self, path: Path):
        import duckdb

        super().__init__(path, duckdb.connect())
        self._last: tuple[tuple[str, ...], list[str]] = ((), [])  # an article is asked for table by table
        for name in schema.TABLES:
            self._connection.execute(f"CREATE VIEW {name} AS {self._table(name)}")
        self._connection.execute(sql.view(head="CREATE VIEW"))

    def rows(self, statement: str, values: Sequence[Any] = (), *, articles: Sequence[str] = ()) -> list[Row]:
        """The rows that a statement gives; of the articles' parts alone, where they are told."""
        if articles:
            parts = self._parts(tuple(articles))
            tables = ", ".join(f"{name} AS ({self._table(name, parts)})" for name in schema.TABLES)
            statement = f"WITH {tables} {statement}"
        return super().rows(statement, values)

    def version(self) -> str:
        """That of the tables; of a folder that no run has written (Spark has), ours."""
        path = self._path / "_ledger" / "settings.json"
        return str(json.loads(path.read_bytes())["schema"]) if path.exists() else str(schema.VERSION)

    def _parts(self, articles: tuple[str, ...]) -> list[str]:
        """The names of the parts that articles lie in."""
        known, parts = self._last
        if known != articles:
            marks = ", ".join("?" * len(articles))
            found = f'{self._table("articles", columns=_NAME)} WHERE "article_id" IN ({marks})'
            parts = [row["part"] for row in self.rows(found, articles)]
            self._last = articles, parts
        return parts

    def _table(self, name: str, parts: Sequence[str] = ("*.parquet",), columns: str = "*") -> str:
        """The statement that reads a table; one without rows where no part is there."""
        if parts and any((self._path / name).glob(parts[0])):
            paths = ", ".join(_quoted(str(self._path / name / part)) for part in parts)
            return f"SELECT {columns} FROM read_parquet([{paths}])"
        made = (f'CAST(NULL AS {sql.DUCKDB[kind]}) AS "{one}"' for one, kind in schema.TABLES[name].columns.items())
        return f"SELECT {', '.join(made)} WHERE false"


class _SQLite:
    """A SQLite file, opened for each question: its connections are of one thread."""

    is_indexed = True

    def __init__(self, path: Path):
        self._path = path
        self._has_words = bool(self.rows("SELECT 1 FROM sqlite_master WHERE name = ?", [WORDS]))

    def rows(self, statement: str, values: Sequence[Any] = (), *, articles: Sequence[str] = ()) -> list[Row]:
        """The rows that a statement gives, each by its columns' names."""
        address = f"{self._path.absolute().as_uri()}?mode=ro"
        try:
            with closing(sqlite3.connect(address, uri=True)) as connection:
                connection.create_function("regexp_matches", 2, _matches, deterministic=True)  # as DuckDB's own
                return _named(connection.execute(statement, values))
        except sqlite3.Error as error:
            raise BadInput(f"{self._path.name} is no store of facts: {error}") from error

    def saying(self, text: str) -> Condition:
        """By a pattern, over the articles that the index gives."""
        pattern, wanted = 'regexp_matches(f."sentence", ?)', words(text)
        if not (self._has_words and wanted):
            return pattern, [_pattern(text)]
        found = f'SELECT a."article_id" FROM {WORDS} JOIN articles a ON a.rowid = {WORDS}.rowid WHERE {WORDS} MATCH ?'
        return f'f."article_id" IN ({found}) AND {pattern}', [wanted, _pattern(text)]

    def version(self) -> str:
        """That of the tables."""
        return str(self.rows(_VERSION)[0]["value"])

    def close(self) -> None:
        """Nothing is open."""


_VERSION = f"SELECT value FROM {sql.META} WHERE name = 'schema'"
_NAME = "DISTINCT parse_filename(filename) AS part"
OPENED: dict[str, Callable[[Path], Opened]] = {
    ".duckdb": _duckdb,
    ".sqlite": _SQLite,
    ".db": _SQLite,
    ".parquet": _Parquet,
}


def _pattern(text: str) -> str:
    return f"(?i){re.escape(text)}"


def _matches(text: str | None, pattern: str) -> bool:
    return text is not None and re.search(pattern, text) is not None


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _named(cursor: Any) -> list[Row]:
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
