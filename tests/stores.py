"""The kinds of stores, and what is in one, for the tests that go through all of them."""

import json
from pathlib import Path

from faktograf import sinks
from faktograf.sinks import schema

KINDS = ["facts.jsonl", "facts.duckdb", "facts.sqlite", "facts.parquet", "facts.csv", "postgresql"]


def rows(destination, table="facts"):
    """The rows of a table, whichever the store, in the order of their keys."""
    key = schema.TABLES[table].key
    if destination.endswith(".jsonl"):
        records = [json.loads(line) for line in Path(destination).read_text(encoding="utf-8").splitlines()]
        found = [{"article_id": r["article"]["id"], **f} for r in records for f in r["facts"]]
        return found if table == "facts" else [{"article_id": r["article"]["id"]} for r in records]
    if destination.endswith((".parquet", ".csv")):
        import duckdb

        kind = destination.rpartition(".")[2]
        option = "" if kind == "parquet" else ", all_varchar = true"
        made = duckdb.sql(f"SELECT * FROM read_{kind}('{destination}/{table}/*.{kind}'{option})").arrow()
        made = made.read_all() if hasattr(made, "read_all") else made
        return sorted(made.to_pylist(), key=lambda row: [row[name] for name in key])
    store = sinks.store(destination)
    names = list(schema.TABLES[table].columns)
    columns = ", ".join(f'"{name}"' for name in names)
    found = [dict(zip(names, row, strict=True)) for row in store.run(f"SELECT {columns} FROM {table}")]
    store.close()
    return sorted(found, key=lambda row: [row[name] for name in key])
