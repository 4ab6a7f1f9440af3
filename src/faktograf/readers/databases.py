"""SQLite, DuckDB and PostgreSQL → the rows of a query, or of the one table that holds texts."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from faktograf.errors import BadInput
from faktograf.readers import arrow, columns, packed
from faktograf.readers.rows import Row, distinct
from faktograf.readers.values import plain

ENDINGS = (".sqlite", ".sqlite3", ".duckdb", ".ddb", ".db")
_SERVERS = ("postgresql", "postgres")
_ROWS = 64  # at a time
_QUERY = "--query 'SELECT id, title, date, text FROM …'"
_SQLITE_COLUMNS = r"""
    SELECT '"' || replace(m.name, '"', '""') || '"', p.name FROM sqlite_schema m, pragma_table_info(m.name) p
    WHERE m.type IN ('table', 'view') AND m.name NOT LIKE 'sqlite\_%' ESCAPE '\' ORDER BY m.name, p.cid
"""
_COLUMNS = """
    SELECT '"' || replace(table_schema, '"', '""') || '"."' || replace(table_name, '"', '""') || '"', column_name
    FROM information_schema.columns
    WHERE table_schema NOT IN ('information_schema', 'pg_catalog') AND table_catalog = current_database()
    ORDER BY table_schema, table_name, ordinal_position
"""


def is_server(source: str) -> bool:
    """Whether a source is the address of a database: «postgresql://news@localhost/news»."""
    scheme, colon, _ = source.partition("://")
    return bool(colon) and scheme.lower() in _SERVERS


def shown(url: str) -> str:
    """A database's address for a person: without the password, which may stand in two places."""
    parts = urlsplit(url)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2], query="").geturl()


def sqlite(path: Path, query: str | None, names: Mapping[str, str]) -> Iterator[Row]:
    """The rows of a SQLite file, opened for reading only."""
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        connection.text_factory = lambda data: plain(bytes(data))  # a text that is not UTF-8 is one bad row
        yield from _rows(connection, _SQLITE_COLUMNS, path.name, query, names, sqlite3.Error)


def duckdb(path: Path, query: str | None, names: Mapping[str, str]) -> Iterator[Row]:
    """The rows of a DuckDB file, opened for reading only."""
    import duckdb

    try:
        connection = duckdb.connect(path, read_only=True)
    except duckdb.Error as error:
        raise packed.Broken(str(error)) from error
    with connection:
        yield from _rows(connection, _COLUMNS, path.name, query, names, duckdb.Error)


DATABASES: dict[str, Callable[[Path, str | None, Mapping[str, str]], Iterator[Row]]]
DATABASES = {"sqlite": sqlite, "duckdb": duckdb}


def postgresql(url: str, query: str | None, names: Mapping[str, str]) -> Iterator[Row]:
    """The rows of a PostgreSQL database, read as they arrive, in a transaction that may change nothing."""
    try:
        from adbc_driver_postgresql import dbapi
    except ImportError as error:
        raise BadInput("PostgreSQL needs its driver: pip install 'faktograf[postgres]'") from error
    try:
        connection = dbapi.connect(url)
    except dbapi.Error as error:
        raise BadInput(f"{shown(url)}: {_said(error)}") from error
    with connection, connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION READ ONLY")
        chosen = query or _only_table(shown(url), _found(cursor, _COLUMNS), names)
        try:
            cursor.execute(chosen.strip().rstrip(";"))
            batches = cursor.fetch_record_batch()
        except dbapi.Error as error:
            raise BadInput(f"{shown(url)}: {_said(error)}") from error
        try:
            yield from arrow.rows(batches)
        except (dbapi.Error, OSError) as error:
            raise packed.Broken(_said(error)) from error


def _rows(
    connection: Any, listing: str, name: str, query: str | None, names: Mapping[str, str], wrong: type[Exception]
) -> Iterator[Row]:
    """The rows of a query; `wrong` is what the database raises. Raises BadInput for a query that can't be run."""
    try:
        chosen = query or _only_table(name, _found(connection, listing), names)
    except wrong as error:
        raise packed.Broken(str(error)) from error
    try:
        cursor = connection.execute(chosen)
    except (wrong, sqlite3.Warning) as error:  # the warning: two statements in one
        raise BadInput(f"{name}: {_said(error)}; want one query, {_QUERY}") from error
    if cursor.description is None:
        raise BadInput(f"{name}: the query gives no rows; want {_QUERY}")
    try:
        yield from _fetched(cursor)
    except wrong as error:
        raise packed.Broken(str(error)) from error


def _fetched(cursor: Any) -> Iterator[Row]:
    header = list(distinct([str(column[0]) for column in cursor.description]))
    number = 0
    while found := cursor.fetchmany(_ROWS):
        for values in found:
            number += 1
            yield Row(number, plain(dict(zip(header, values, strict=True))))


def _found(connection: Any, listing: str) -> list[tuple[str, str]]:
    """The tables, quoted, each with each of its columns."""
    cursor = connection.execute(listing)
    return list((cursor or connection).fetchall())  # a cursor of ADBC executes and gives nothing


def _only_table(name: str, found: Iterable[tuple[str, str]], names: Mapping[str, str]) -> str:
    """The query for the one table with a column of texts. Raises Broken where there is none, BadInput for two."""
    tables: dict[str, list[str]] = {}
    for table, column in found:
        tables.setdefault(table, []).append(column)
    texts = [table for table, header in tables.items() if "text" in columns.mapping(header, names)]
    if not texts:
        raise packed.Broken(f"no table has texts, of {', '.join(tables) or 'none'}; say what to read, {_QUERY}")
    if len(texts) > 1:
        raise BadInput(f"{name}: these tables have texts: {', '.join(texts)}; say what to read, {_QUERY}")
    return f"SELECT * FROM {texts[0]}"


def _said(error: Exception) -> str:
    """What a database said, in one line."""
    return " ".join(str(error).split())
