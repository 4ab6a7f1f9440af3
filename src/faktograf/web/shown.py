"""One text analysed for the screen: its record, the text marked, each fact with its pieces and its reasons."""

from typing import Any

import msgspec

from faktograf import analysis, readers
from faktograf.marked import Mark, as_html, value
from faktograf.records import Linked, Record


def shown(text: str, *, published: str | None = None) -> dict[str, Any]:
    """The record of a text, its HTML, and its facts as cards."""
    document = readers.document(text, published=published)
    found = analysis.found(document)
    record = analysis.to_record(document, found)
    return {
        "record": msgspec.to_builtins(record),
        "html": as_html(text, _marks(record, found)),
        "facts": [_card(linked, fact.why) for linked, fact in zip(record.linked(), found.facts, strict=True)],
    }


def _marks(record: Record, found: analysis.Found) -> list[Mark]:
    """What was found, each with the rule that found it, and what its slots held."""
    marks = [
        Mark(m.start, m.stop, "organization", row.key, f"{row.name} · {m.role} · rule: {theirs.rule}")
        for row, organization in zip(record.organizations, found.organizations, strict=True)
        for m, theirs in zip(row.mentions, organization.mentions, strict=True)
    ]
    for date, own in zip(record.dates, found.dates, strict=True):
        days = f" · {date.begin}…{date.end}" if date.begin else ""
        info = f"{date.type} {date.value or ''}{days} · rule: {date.rule} · {_slots(own.slots)}"
        marks.append(Mark(date.start, date.stop, "date", date.key, info))
    for quantity, theirs in zip(record.quantities, found.quantities, strict=True):
        info = f"{quantity.kind} {value(quantity)} · rule: {quantity.rule} · {_slots(theirs.slots)}"
        marks.append(Mark(quantity.start, quantity.stop, "quantity", quantity.key, info))
    return marks


def _slots(slots: dict[str, str]) -> str:
    return " ".join(f"{name}={held}" for name, held in slots.items())


def _card(linked: Linked, why: dict[str, str]) -> dict[str, Any]:
    fact, quantity, who, when = linked
    return {
        "key": fact.key,
        "value": value(quantity),
        "counted": quantity.counted_text or quantity.counted,
        "predicate": fact.predicate,
        "organization": who and who.name,
        "date": when and when.text,
        "place": fact.place and fact.place.text,
        "source": fact.source and fact.source.text,
        "status": fact.status,
        "confidence": fact.confidence,
        "pieces": [found.key for found in (quantity, who, when) if found],
        "why": why,
    }
