"""Stores read again: their facts, whatever they are kept in, and what changed between two of them."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import msgspec

from faktograf import sinks
from faktograf.errors import BadInput
from faktograf.records import Record
from faktograf.sinks.opened import opened

_COLUMNS = (
    *("article_id", "start", "stop", "quantity", "low", "high", "unit", "counted", "modifier", "role"),
    *("predicate", "organization", "date", "place", "source", "status"),
)
Key = tuple[str, int, int]
Fact = dict[str, Any]


def facts(store: str) -> Iterator[tuple[Key, Fact]]:
    """Each fact by article and place of its number. Raises BadInput for what is no store."""
    if store.startswith(sinks.POSTGRES):
        yield from _of_server(store)
    elif Path(store).suffix in (".jsonl", ".ndjson"):
        yield from _of_records(Path(store))
    else:
        yield from _of_tables(store)


def _of_records(path: Path) -> Iterator[tuple[Key, Fact]]:
    if not path.exists():
        raise BadInput(f"there is no store {path}")
    decoder = msgspec.json.Decoder(Record)
    with path.open("rb") as stream:
        for number, line in enumerate(stream, 1):
            try:
                record = decoder.decode(line)
            except msgspec.DecodeError as error:
                raise BadInput(f"{path}:{number}: {error}") from error
            yield from _of_record(record)


def _of_record(record: Record) -> Iterator[tuple[Key, Fact]]:
    for fact, quantity, who, when in record.linked():
        row = {name: getattr(quantity, name, None) for name in _COLUMNS} | {
            "article_id": record.article.id,
            "quantity": quantity.text,
            "counted": quantity.counted_text or quantity.counted,
            "predicate": fact.predicate,
            "organization": who and who.name,
            "date": when and when.text,
            "place": fact.place and fact.place.text,
            "source": fact.source and fact.source.text,
            "status": fact.status,
        }
        yield (record.article.id, quantity.start, quantity.stop), row


def _of_tables(store: str) -> Iterator[tuple[Key, Fact]]:
    with closing(opened(store)) as found:
        yield from map(_keyed, found.rows(_select()))


def _of_server(store: str) -> Iterator[tuple[Key, Fact]]:
    from faktograf.sinks.databases import Database

    found = sinks.store(store)
    assert isinstance(found, Database)
    try:
        if found.settings() is None:
            raise BadInput(f"{store} holds no facts of ours")
        for row in found.run(_select()):
            yield _keyed(dict(zip(_COLUMNS, row, strict=True)))
    finally:
        found.abandon()


def _select() -> str:
    names = ", ".join(f'"{name}"' for name in _COLUMNS)
    return f'SELECT {names} FROM fact_sheet ORDER BY "article_id", "start", "stop"'


def _keyed(fact: Fact) -> tuple[Key, Fact]:
    return (fact["article_id"], fact["start"], fact["stop"]), fact


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
