"""SQLite: one file, foreign keys, decimals and days as text; an index of what sentences say, to look for words."""

import sqlite3
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import pyarrow as pa

from faktograf.sinks import sql
from faktograf.sinks.databases import Database, in_a_folder
from faktograf.sinks.files import Lock
from faktograf.sinks.store import StoreError

WORDS = "faktograf_words"
_RUN = 3  # characters
_SAID = f"""INSERT INTO {WORDS} ({{columns}}rowid, said)
SELECT {{values}}a.rowid, group_concat(DISTINCT f."sentence")
FROM articles a JOIN facts f ON f."article_id" = a."article_id" {{where}} GROUP BY a.rowid"""


def words(text: str) -> str:
    """What the index is asked for a text, all its runs of three characters: articles that have them may have it.

    Empty for a text that is too short.
    """
    runs = dict.fromkeys(text[i : i + _RUN] for i in range(len(text) - _RUN + 1))
    return " AND ".join('"{}"'.format(run.replace('"', '""')) for run in runs if "\0" not in run)


class SQLite(Database):
    """One file; decimals and days as text, exact and in order."""

    types = sql.SQLITE
    errors = (sqlite3.Error,)

    def __init__(self, destination: str):
        self._path = Path(destination)
        self._lock: Lock | None = None
        self._has_words = False
        try:
            self._connection = sqlite3.connect(in_a_folder(destination), isolation_level=None)
            self.run("PRAGMA foreign_keys = ON")
            self.exists()
        except sqlite3.Error as error:
            raise StoreError(f"can't open {destination}: {error}") from error

    def run(self, statement: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """The rows that a statement gives."""
        return self._connection.execute(statement, values).fetchall()

    def load(self, name: str, rows: pa.Table) -> None:
        """Append the rows of an Arrow table."""
        marks = ", ".join("?" * rows.num_columns)
        columns = ", ".join(f'"{column}"' for column in rows.column_names)
        plain = (tuple(map(_as_sqlite, row.values())) for row in rows.to_pylist())
        self._connection.executemany(f"INSERT INTO {name} ({columns}) VALUES ({marks})", plain)

    def lock(self) -> None:
        """Hold the lock beside the file: SQLite's own would keep readers out too."""
        self._lock = Lock(self._path)

    def disconnect(self) -> None:
        """Close the file."""
        self._connection.close()
        if self._lock is not None:
            self._lock.free()

    def exists(self) -> bool:
        """Whether the tables are there."""
        return self._has(sql.META)

    def ready(self) -> None:
        """The index, made where it is not there yet; none where SQLite was built without it."""
        self._has_words = self._has(WORDS)
        if self._has_words:
            return
        with suppress(sqlite3.OperationalError):  # no such module: fts5, or no such tokenizer: trigram
            options = "content='', detail=none, columnsize=0, tokenize='trigram'"
            self.run(f"CREATE VIRTUAL TABLE {WORDS} USING fts5(said, {options})")
            self._has_words = True
        if self._has_words:
            self.run(_SAID.format(columns="", values="", where=""))

    def listed(self, ids: Sequence[str]) -> None:
        """The articles' sentences come into the index."""
        self._index(ids, columns="", values="")

    def unlisted(self, ids: Sequence[str]) -> None:
        """They go from it, before they go themselves."""
        self._index(ids, columns=f"{WORDS}, ", values="'delete', ")

    def _index(self, ids: Sequence[str], *, columns: str, values: str) -> None:
        if self._has_words and ids:
            where = f'WHERE a."article_id" IN ({self.marks(ids)})'
            self.run(_SAID.format(columns=columns, values=values, where=where), list(ids))

    def _has(self, name: str) -> bool:
        return bool(self.run("SELECT 1 FROM sqlite_master WHERE name = ?", (name,)))


def _as_sqlite(value: Any) -> Any:
    return value if value is None or isinstance(value, str | bytes | int) else str(value)
