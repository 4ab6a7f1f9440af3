"""DuckDB, SQLite and PostgreSQL: a transaction a chunk, ledger and rows together."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa

from faktograf.errors import BadInput
from faktograf.sinks import schema, sql
from faktograf.sinks.files import Lock
from faktograf.sinks.store import Chunk, Entry, Settings, StoreError

_LEDGER = pa.schema(
    [
        ("chunk", pa.int64()),
        ("place", pa.int64()),
        ("id", pa.string()),
        ("digest", pa.binary()),
        ("is_reject", pa.bool_()),
        ("signature", pa.binary()),
    ]
)


class Database:
    """What the three share; each says how it runs a statement, loads an Arrow table and what its errors are."""

    types: sql.Types
    has_foreign_keys = True
    view_head = "CREATE VIEW IF NOT EXISTS"
    errors: tuple[type[Exception], ...] = ()
    place = "?"

    def run(self, statement: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """The rows that a statement gives."""
        raise NotImplementedError

    def load(self, name: str, rows: pa.Table) -> None:
        """Append the rows of an Arrow table to a table."""
        raise NotImplementedError

    def lock(self) -> None:
        """Keep other writers out until the connection goes; raises StoreError where there is one. DuckDB does so."""

    def disconnect(self) -> None:
        """Let go of the connection."""
        raise NotImplementedError

    def exists(self) -> bool:
        """Whether the tables are there."""
        raise NotImplementedError

    def settings(self) -> Settings | None:
        """What it was made with; raises BadInput for tables of another version."""
        if not self.exists():
            return None
        rows = dict(self.run(f"SELECT name, value FROM {sql.META}"))
        version = rows.pop("schema", None)
        if version is not None and version != str(schema.VERSION):
            raise BadInput(f"the store has tables of version {version}, this faktograf writes {schema.VERSION}")
        return rows if version else None

    def entries(self) -> Iterator[Entry]:
        """The ledger in its order."""
        if not self.exists():
            return
        columns = "id, digest, is_reject, signature"
        for id, digest, is_reject, signature in self.run(f"SELECT {columns} FROM {sql.LEDGER} ORDER BY chunk, place"):
            yield Entry(id, bytes(digest), bool(is_reject), bytes(signature))

    def begin(self, settings: Settings) -> None:
        """Make the tables, the view and the indexes where they are not there yet; no other run may write."""
        self.lock()
        with self._transaction():
            for statement in sql.create(self.types, keys=self.has_foreign_keys):
                self.run(statement)
            for statement in sql.indexes():
                self.run(statement)
            self.run(sql.view(head=self.view_head))
            self.run(f"DELETE FROM {sql.META}")
            for name, value in (("schema", str(schema.VERSION)), *settings.items()):
                self.run(f"INSERT INTO {sql.META} VALUES ({self._marks((name, value))})", (name, value))
        last = self.run(f"SELECT coalesce(max(chunk), -1) FROM {sql.LEDGER}")
        self._chunk = int(last[0][0]) + 1

    def commit(self, chunk: Chunk) -> None:
        """Old rows of the chunk's ids go, its rows and entries come, in one transaction."""
        with self._transaction():
            self._forget([entry.id for entry in chunk.entries])
            for name, rows in schema.tables(chunk.records, chunk.rejects).items():
                if rows.num_rows:
                    self.load(name, rows)
            self.load(sql.LEDGER, self._ledger(chunk))
        self._chunk += 1

    def close(self) -> None:
        """Let go of the connection; all is there."""
        self.disconnect()

    abandon = close

    def _ledger(self, chunk: Chunk) -> pa.Table:
        rows = [
            {"chunk": self._chunk, "place": place, "id": e.id, "digest": e.digest, "is_reject": e.is_reject}
            | {"signature": e.signature}
            for place, e in enumerate(chunk.entries)
        ]
        return pa.Table.from_pylist(rows, schema=_LEDGER)

    def _forget(self, ids: Sequence[str]) -> None:
        known = self._known(ids)
        if not known:
            return
        marks = self._marks(known)
        for name in reversed(schema.TABLES):
            column = "item" if name == "rejects" else "article_id"
            self.run(f'DELETE FROM {name} WHERE "{column}" IN ({marks})', known)
        self.run(f"DELETE FROM {sql.LEDGER} WHERE id IN ({marks})", known)

    def _known(self, ids: Sequence[str]) -> list[str]:
        asked = f"SELECT id FROM {sql.LEDGER} WHERE id IN ({self._marks(ids)})"
        return [row[0] for row in self.run(asked, list(ids))] if ids else []

    def _marks(self, values: Sequence[object]) -> str:
        """A place for each value: «?, ?», «$1, $2»."""
        return ", ".join(self.place.format(i) for i in range(1, len(values) + 1))

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        try:
            self.run("BEGIN")
            try:
                yield
            except BaseException:
                self._rollback()
                raise
            self.run("COMMIT")
        except self.errors as error:
            raise StoreError(f"the store could not be written: {error}") from error

    def _rollback(self) -> None:
        try:
            self.run("ROLLBACK")
        except self.errors:  # the connection is gone, and the transaction with it
            return


class DuckDB(Database):
    """One file, the embedded default. Foreign keys are left out: DuckDB can't delete a row and its parent at once."""

    types = sql.DUCKDB
    has_foreign_keys = False

    def __init__(self, destination: str):
        import duckdb

        self.errors = (duckdb.Error,)
        try:
            self._connection = duckdb.connect(_in_a_folder(destination), config={"memory_limit": "128MB"})
        except duckdb.Error as error:
            raise StoreError(f"can't open {destination}: {error}") from error

    def run(self, statement: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """The rows that a statement gives."""
        return list(self._connection.execute(statement, values or None).fetchall())

    def load(self, name: str, rows: pa.Table) -> None:
        """Append the rows of an Arrow table, which DuckDB reads where it lies."""
        self._connection.register("arriving", rows)
        self._connection.execute(f"INSERT INTO {name} BY NAME SELECT * FROM arriving")
        self._connection.unregister("arriving")

    def disconnect(self) -> None:
        """Close the file."""
        self._connection.close()

    def exists(self) -> bool:
        """Whether the tables are there."""
        return bool(self.run("SELECT 1 FROM information_schema.tables WHERE table_name = ?", (sql.META,)))


class SQLite(Database):
    """One file; decimals and days as text, exact and in order."""

    types = sql.SQLITE
    errors = (sqlite3.Error,)

    def __init__(self, destination: str):
        self._path = Path(destination)
        self._lock: Lock | None = None
        try:
            self._connection = sqlite3.connect(_in_a_folder(destination), isolation_level=None)
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
        return bool(self.run("SELECT 1 FROM sqlite_master WHERE name = ?", (sql.META,)))


def _as_sqlite(value: Any) -> Any:
    return value if value is None or isinstance(value, str | bytes | int) else str(value)


def _in_a_folder(destination: str) -> str:
    """The destination, whose folder must be there. Raises BadInput where it is not."""
    if not Path(destination).absolute().parent.is_dir():
        raise BadInput(f"can't write {destination}: there is no such folder")
    return destination
