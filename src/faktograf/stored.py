"""Stores read again: their facts, whatever they are kept in, and what changed between two of them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from faktograf import sinks
from faktograf.errors import BadInput
from faktograf.records import Record

_COLUMNS = (
    *("article_id", "start", "stop", "quantity", "low", "high", "unit", "counted", "modifier", "role"),
    *("predicate", "organization", "date", "place", "source", "status"),
)
Key = tuple[str, int, int]
Fact = dict[str, Any]


def facts(store: str) -> Iterator[tuple[Key, Fact]]:
    """Each fact by article and place of its number. Raises BadInput for what is no store."""
    if store.startswith(sinks.POSTGRES):
        yield from _of_database(store)
        return
    path = Path(store)
    if not path.exists():
        raise BadInput(f"there is no store {store}")
    if path.suffix in (".jsonl", ".ndjson"):
        yield from _of_records(path)
    elif path.suffix == ".parquet":
        yield from _of_parquet(path)
    else:
        yield from _of_database(store)


def _of_records(path: Path) -> Iterator[tuple[Key, Fact]]:
    decoder = msgspec.json.Decoder(Record)
    with path.open("rb") as stream:
        for number, line in enumerate(stream, 1):
            try:
                record = decoder.decode(line)
            except msgspec.DecodeError as error:
                raise BadInput(f"{path}:{number}: {error}") from error
            yield from _of_record(record)


def _of_record(record: Record) -> Iterator[tuple[Key, Fact]]:
    organizations = {found.key: found.name for found in record.organizations}
    dates = {found.key: found.text for found in record.dates}
    quantities = {found.key: found for found in record.quantities}
    for fact in record.facts:
        quantity = quantities[fact.quantity]
        row = {name: getattr(quantity, name, None) for name in _COLUMNS} | {
            "article_id": record.article.id,
            "quantity": quantity.text,
            "counted": quantity.counted_text or quantity.counted,
            "predicate": fact.predicate,
            "organization": organizations.get(fact.organization or ""),
            "date": dates.get(fact.date or ""),
            "place": fact.place and fact.place.text,
            "source": fact.source and fact.source.text,
            "status": fact.status,
        }
        yield (record.article.id, quantity.start, quantity.stop), row


def _of_parquet(path: Path) -> Iterator[tuple[Key, Fact]]:
    import duckdb

    from faktograf.sinks import schema, sql

    with duckdb.connect() as connection:
        for name in schema.TABLES:
            rows = connection.read_parquet(f"{path}/{name}/*.parquet")
            rows.create_view(name)
        connection.execute(sql.view(head="CREATE VIEW"))
        yield from _rows(connection.execute(_select()).fetchall())


def _of_database(store: str) -> Iterator[tuple[Key, Fact]]:
    from faktograf.sinks.databases import Database

    found = sinks.store(store)
    if not isinstance(found, Database):
        raise BadInput(f"facts can't be read from {store}; want JSON Lines, Parquet or a database")
    try:
        if found.settings() is None:
            raise BadInput(f"{store} holds no facts of ours")
        yield from _rows(found.run(_select()))
    finally:
        found.abandon()


def _select() -> str:
    names = ", ".join(f'"{name}"' for name in _COLUMNS)
    return f'SELECT {names} FROM fact_sheet ORDER BY "article_id", "start", "stop"'


def _rows(rows: list[tuple[Any, ...]]) -> Iterator[tuple[Key, Fact]]:
    for row in rows:
        fact = dict(zip(_COLUMNS, row, strict=True))
        yield (fact["article_id"], fact["start"], fact["stop"]), fact


def changes(old: str, new: str) -> Iterator[str]:
    """A line for each fact that came (+), went (-) or changed (~), by article and place; then the counts."""
    before, counts = dict(facts(old)), {"came": 0, "went": 0, "changed": 0, "same": 0}
    for key, fact in facts(new):
        known = before.pop(key, None)
        if known is None:
            counts["came"] += 1
            yield f"+ {_shown(key, fact)}"
        elif known != fact:
            counts["changed"] += 1
            parts = (f"{name}: {known[name]} → {fact[name]}" for name in _COLUMNS if known[name] != fact[name])
            yield f"~ {key[0]} {key[1]}-{key[2]} «{fact['quantity']}»  {'  '.join(parts)}"
        else:
            counts["same"] += 1
    for key, fact in before.items():
        counts["went"] += 1
        yield f"- {_shown(key, fact)}"
    yield ", ".join(f"{count} {name}" for name, count in counts.items())


def _shown(key: Key, fact: Fact) -> str:
    parts = (f"{name}={fact[name]}" for name in _COLUMNS[4:] if fact[name] is not None)
    return f"{key[0]} {key[1]}-{key[2]} «{fact['quantity']}»  {'  '.join(parts)}"
