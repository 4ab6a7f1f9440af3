"""Record → store: one contract, and the table that names the stores."""

from importlib import import_module
from pathlib import Path

from faktograf.errors import BadInput
from faktograf.sinks.store import Chunk, Entry, Settings, Store, StoreError

__all__ = ["POSTGRES", "STORES", "Chunk", "Entry", "Settings", "Store", "StoreError", "store"]


POSTGRES = ("postgresql://", "postgres://")
STORES = {  # ending → module and class: what a store needs is imported where it is used
    "-": "jsonl.StandardOutput",
    ".jsonl": "jsonl.JsonLines",
    ".ndjson": "jsonl.JsonLines",
    ".duckdb": "databases.DuckDB",
    ".sqlite": "sqlite.SQLite",
    ".db": "sqlite.SQLite",
    ".parquet": "parts.Parquet",
    ".csv": "parts.Csv",
    POSTGRES[0]: "postgres.Postgres",
}


def store(destination: str) -> Store:
    """The store of a destination, by its ending or scheme; raises BadInput with those that work."""
    ending = destination if destination == "-" else Path(destination).suffix.lower()
    if destination.startswith(POSTGRES):
        ending = POSTGRES[0]
    if ending not in STORES:
        raise BadInput(f"can't write to {destination!r}: the ending must be one of {', '.join(STORES)}")
    module, _, name = STORES[ending].partition(".")
    made: Store = getattr(import_module(f"faktograf.sinks.{module}"), name)(destination)
    return made
