"""Arrow data → rows: Parquet, Arrow and Feather files, and what a query of a database gives; batch by batch."""

import datetime as dt
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from faktograf.errors import BadInput
from faktograf.readers.columns import NAMES
from faktograf.readers.rows import Row

DATABASES = (".sqlite", ".sqlite3", ".db", ".duckdb")
POSTGRES = ("postgresql://", "postgres://")
_BATCH = 256  # rows held at a time


def parquet(path: Path) -> Iterator[Row]:
    """The rows of a Parquet file. Raises OSError for a broken one."""
    import pyarrow.parquet as pq

    with pq.ParquetFile(path) as file:
        yield from _numbered(row for batch in file.iter_batches(batch_size=_BATCH) for row in batch.to_pylist())


def arrow(path: Path) -> Iterator[Row]:
    """The rows of an Arrow file or stream, or of a Feather file. Raises OSError for a broken one."""
    import pyarrow as pa

    with pa.memory_map(str(path)) as source:
        try:
            file = pa.ipc.open_file(source)
            batches = (file.get_batch(i) for i in range(file.num_record_batches))
        except pa.ArrowInvalid:  # a stream has no footer
            source.seek(0)
            batches = iter(pa.ipc.open_stream(source))
        yield from _numbered(row for batch in batches for row in batch.to_pylist())


def query(source: str, sql: str | None) -> Iterator[Row]:
    """The rows that a query gives; without one, those of the only table that has a text. Raises BadInput."""
    if source.startswith(POSTGRES):
        yield from _numbered(_of_postgres(source, sql))
    elif source.endswith(".duckdb"):
        yield from _numbered(_of_duckdb(source, sql))
    else:
        yield from _numbered(_of_sqlite(source, sql))


def _of_sqlite(source: str, sql: str | None) -> Iterator[dict[str, Any]]:
    try:
        connection = sqlite3.connect(f"{Path(source).absolute().as_uri()}?mode=ro", uri=True)
        tables = "SELECT m.name, c.name FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table'"
        cursor = connection.execute(sql or _only(source, connection.execute(tables).fetchall()))
        names = [column[0] for column in cursor.description or ()]
        yield from (dict(zip(names, row, strict=True)) for row in cursor)
        connection.close()
    except sqlite3.Error as error:
        raise BadInput(f"{source}: {error}") from error


def _of_duckdb(source: str, sql: str | None) -> Iterator[dict[str, Any]]:
    import duckdb

    tables = "SELECT table_name, column_name FROM information_schema.columns"
    try:
        with duckdb.connect(source, read_only=True) as connection:
            asked = sql or _only(source, connection.execute(tables).fetchall())
            cursor = connection.execute(asked)
            names = [column[0] for column in cursor.description or ()]
            while rows := cursor.fetchmany(_BATCH):
                yield from (dict(zip(names, row, strict=True)) for row in rows)
    except duckdb.Error as error:
        raise BadInput(f"{source}: {error}") from error


def _of_postgres(source: str, sql: str | None) -> Iterator[dict[str, Any]]:
    try:
        from adbc_driver_manager import Error
        from adbc_driver_postgresql import dbapi
    except ImportError as error:
        raise BadInput("PostgreSQL needs its driver: pip install 'faktograf[postgres]'") from error
    tables = "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = current_schema()"
    try:
        with dbapi.connect(source) as connection, connection.cursor() as cursor:
            if sql is None:
                cursor.execute(tables)
                sql = _only("the database", cursor.fetchall())
            cursor.execute(sql)
            for batch in cursor.fetch_record_batch():
                yield from batch.to_pylist()
    except Error as error:
        raise BadInput(f"PostgreSQL: {error}") from error


def _only(source: str, columns: list[tuple[Any, ...]]) -> str:
    found = sorted({table for table, column in columns if str(column).lower() in NAMES["text"]})
    if len(found) != 1:
        said = ", ".join(found) or "none"
        raise BadInput(f"{source}: tables with a text are {said}; say which rows with --query 'SELECT …'")
    return f'SELECT * FROM "{found[0]}"'


def _numbered(rows: Iterator[dict[str, Any]]) -> Iterator[Row]:
    for number, row in enumerate(rows, 1):
        yield Row(number, {name: _plain(value) for name, value in row.items()})


def _plain(value: Any) -> Any:
    """Days and moments as ISO text, numbers that JSON has no word for as text."""
    if isinstance(value, dt.datetime | dt.date):
        return value.isoformat(*((" ", "seconds") if isinstance(value, dt.datetime) else ()))
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return value if value is None or isinstance(value, str | int | float | bool | list | dict) else str(value)


FILES: dict[str, Callable[[Path], Iterator[Row]]] = {
    ".parquet": parquet,
    ".arrow": arrow,
    ".feather": arrow,
    ".ipc": arrow,
}
