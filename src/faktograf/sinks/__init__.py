"""Record → store: one contract, and the table that names the stores."""

from collections.abc import Callable
from pathlib import Path

from faktograf.errors import BadInput
from faktograf.sinks.jsonl import JsonLines, StandardOutput
from faktograf.sinks.store import Chunk, Entry, Settings, Store, StoreError

__all__ = ["STORES", "Chunk", "Entry", "Settings", "Store", "StoreError", "store"]


def _duckdb(destination: str) -> Store:
    from faktograf.sinks.databases import DuckDB, by_path

    return by_path(DuckDB)(destination)


def _sqlite(destination: str) -> Store:
    from faktograf.sinks.databases import SQLite, by_path

    return by_path(SQLite)(destination)


def _postgres(destination: str) -> Store:
    from faktograf.sinks.postgres import Postgres

    return Postgres(destination)


def _parquet(destination: str) -> Store:
    from faktograf.sinks.parts import Parquet

    return Parquet(destination)


def _csv(destination: str) -> Store:
    from faktograf.sinks.parts import Csv

    return Csv(destination)


STORES: dict[str, Callable[[str], Store]] = {
    "-": StandardOutput,
    ".jsonl": JsonLines,
    ".ndjson": JsonLines,
    ".duckdb": _duckdb,
    ".sqlite": _sqlite,
    ".db": _sqlite,
    ".parquet": _parquet,
    ".csv": _csv,
    "postgresql://": _postgres,
}


def store(destination: str) -> Store:
    """The store of a destination, by its ending or scheme; raises BadInput with those that work."""
    if destination.startswith(("postgresql://", "postgres://")):
        return STORES["postgresql://"](destination)
    ending = destination if destination == "-" else Path(destination).suffix.lower()
    if ending not in STORES:
        raise BadInput(f"can't write to {destination!r}: the ending must be one of {', '.join(STORES)}")
    return STORES[ending](destination)
