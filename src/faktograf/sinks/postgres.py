"""PostgreSQL through ADBC: Arrow tables go in by COPY, in one transaction with the ledger."""

from collections.abc import Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from faktograf.errors import BadInput
from faktograf.sinks import sql
from faktograf.sinks.databases import Database
from faktograf.sinks.store import StoreError

_NUL = "\ufffd"  # what it holds for a character that it can't


class Postgres(Database):
    """A database at `postgresql://user@host:port/name`; NUL, which it can't hold in a text, becomes «\ufffd»."""

    types = sql.POSTGRES
    view_head = "CREATE OR REPLACE VIEW"
    place = "${}"

    def __init__(self, destination: str):
        try:
            from adbc_driver_manager import Error
            from adbc_driver_postgresql import dbapi
        except ImportError as error:
            raise BadInput("PostgreSQL needs its driver: pip install 'faktograf[postgres]'") from error
        self.errors = (Error,)
        try:
            self._connection = dbapi.connect(destination, autocommit=True)
        except Error as error:
            raise StoreError(f"can't connect to PostgreSQL: {error}") from error

    def run(self, statement: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """The rows that a statement gives."""
        with self._connection.cursor() as cursor:
            held = [value.replace("\0", _NUL) if isinstance(value, str) else value for value in values]
            cursor.execute(statement, held or None)
            return list(cursor.fetchall()) if statement.startswith("SELECT") else []

    def load(self, name: str, rows: pa.Table) -> None:
        """Append the rows of an Arrow table by COPY."""
        columns = [_without_nul(column) if pa.types.is_string(column.type) else column for column in rows.columns]
        with self._connection.cursor() as cursor:
            cursor.adbc_ingest(name, pa.table(columns, schema=rows.schema), mode="append")

    def lock(self) -> None:
        """Hold the database's advisory lock, which goes with the connection."""
        if not self.run(f"SELECT pg_try_advisory_lock(hashtext('{sql.META}'))")[0][0]:
            raise StoreError("another run is writing to this database; wait for its end, or give another output")

    def disconnect(self) -> None:
        """Let go of the connection, lost or not."""
        try:
            self._connection.close()
        except self.errors:  # the server has gone first
            return

    def exists(self) -> bool:
        """Whether the tables are there."""
        return self.run(f"SELECT to_regclass('{sql.META}')::text")[0][0] is not None


def _without_nul(column: Any) -> Any:
    return pc.replace_substring(column, "\0", _NUL)
