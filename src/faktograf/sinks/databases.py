"""What DuckDB, SQLite and PostgreSQL share, a transaction a chunk, ledger and rows together; and DuckDB."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa

from faktograf.errors import BadInput
from faktograf.sinks import schema, sql
from faktograf.sinks.store import Chunk, Entry, Settings, StoreError, check

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
_KEPT = "32MB"  # by DuckDB between two chunks, keys and what is not in the file yet among them


class Database:
    """What the three share; each says how it runs a statement, loads an Arrow table and what its errors are."""

    types: sql.Types
    has_foreign_keys = True
    indexes: sql.Indexes = sql.INDEXES
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

    def ready(self) -> None:
        """Make what only this database has."""

    def listed(self, ids: Sequence[str]) -> None:
        """The articles' rows have come."""

    def unlisted(self, ids: Sequence[str]) -> None:
        """The articles' rows will go."""

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
        if version is None:
            return None
        check(version)
        return rows

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
            for statement in sql.indexes(self.indexes):
                self.run(statement)
            self.ready()
            self.run(sql.view(head=self.view_head))
            self.run(f"DELETE FROM {sql.META}")
            for name, value in (("schema", str(schema.VERSION)), *settings.items()):
                self.run(f"INSERT INTO {sql.META} VALUES ({self.marks((name, value))})", (name, value))
        last = self.run(f"SELECT coalesce(max(chunk), -1) FROM {sql.LEDGER}")
        self._chunk = int(last[0][0]) + 1

    def commit(self, chunk: Chunk) -> None:
        """Old rows of the chunk's ids go, its rows and entries come, in one transaction."""
        with self._transaction():
            self._forget([entry.id for entry in chunk.entries])
            for name, rows in schema.tables(chunk.records, chunk.rejects).items():
                if rows.num_rows:
                    self.load(name, rows)
            self.listed([entry.id for entry in chunk.entries if not entry.is_reject])
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
        self.unlisted(known)
        marks = self.marks(known)
        for name in reversed(schema.TABLES):
            column = "item" if name == "rejects" else "article_id"
            self.run(f'DELETE FROM {name} WHERE "{column}" IN ({marks})', known)
        self.run(f"DELETE FROM {sql.LEDGER} WHERE id IN ({marks})", known)

    def _known(self, ids: Sequence[str]) -> list[str]:
        asked = f"SELECT id FROM {sql.LEDGER} WHERE id IN ({self.marks(ids)})"
        return [row[0] for row in self.run(asked, list(ids))] if ids else []

    def marks(self, values: Sequence[object]) -> str:
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
    """One file, the embedded default.

    Foreign keys are left out: DuckDB can't delete a row and its parent at once. So are indexes beside the keys: it
    scans columns faster than it could keep them.
    """

    types = sql.DUCKDB
    has_foreign_keys = False
    indexes: sql.Indexes = ()

    def __init__(self, destination: str):
        import duckdb

        self.errors = (duckdb.Error,)
        self._unable = duckdb.OutOfMemoryException
        lone: dict[str, Any] = {"threads": 1}  # a chunk is too small to be shared out
        try:
            self._connection = duckdb.connect(in_a_folder(destination), config=lone)
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

    def commit(self, chunk: Chunk) -> None:
        """Take a chunk, and give back what is kept of the file to be read sooner: nothing will read it.

        A limit would hold while it writes, too, and it must have the longest text of the store in one piece then.
        """
        super().commit(chunk)
        try:
            self.run(f"SET memory_limit = '{_KEPT}'")
        except self._unable:  # so much is not in the file yet
            return
        self.run("RESET memory_limit")

    def disconnect(self) -> None:
        """Close the file."""
        self._connection.close()

    def exists(self) -> bool:
        """Whether the tables are there."""
        return bool(self.run("SELECT 1 FROM information_schema.tables WHERE table_name = ?", (sql.META,)))


def in_a_folder(destination: str) -> str:
    """The destination, whose folder must be there. Raises BadInput where it is not."""
    if not Path(destination).absolute().parent.is_dir():
        raise BadInput(f"can't write {destination}: there is no such folder")
    return destination
