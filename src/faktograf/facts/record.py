"""Found things → the published record: keys, texts, links by key."""

import hashlib
from collections.abc import Sequence

from faktograf import records
from faktograf.dates import Found as Date
from faktograf.facts import Found as Fact
from faktograf.numbers import Found as Quantity
from faktograf.numbers import Number
from faktograf.organizations import Found as Organization


def record(
    article: records.Article,
    text: str,
    organizations: Sequence[Organization],
    dates: Sequence[Date],
    quantities: Sequence[Quantity],
    facts: Sequence[Fact],
    *,
    keep_text: bool = True,
    numbers: Sequence[Number] | None = None,
) -> records.Record:
    """The record of an article; without its text it keeps the text's sha256, which tells it as well."""
    nouns = {fact.quantity: fact.counted for fact in facts if fact.counted is not None}
    return records.Record(
        article=article,
        text=text if keep_text else None,
        sha256=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        organizations=tuple(_organization(text, i, found) for i, found in enumerate(organizations, 1)),
        dates=tuple(_date(text, i, found) for i, found in enumerate(dates, 1)),
        quantities=tuple(_quantity(text, i, found, nouns.get(i)) for i, found in enumerate(quantities)),
        facts=tuple(_fact(text, i, found) for i, found in enumerate(facts, 1)),
        numbers=None if numbers is None else tuple(_number(text, found) for found in numbers),
    )


def _number(text: str, found: Number) -> records.Number:
    return records.Number(
        start=found.start,
        stop=found.stop,
        text=text[found.start : found.stop],
        what=found.what,
        reason=found.reason,
    )


def _organization(text: str, number: int, found: Organization) -> records.Organization:
    mentions = tuple(
        records.Mention(start=m.start, stop=m.stop, text=text[m.start : m.stop], role=m.role) for m in found.mentions
    )
    return records.Organization(
        key=f"o{number}",
        name=found.name,
        short=found.short,
        kind=found.kind,
        legal_form=found.legal_form,
        registry=found.registry,
        mentions=mentions,
    )


def _date(text: str, number: int, found: Date) -> records.Date:
    return records.Date(
        key=f"d{number}",
        start=found.start,
        stop=found.stop,
        text=text[found.start : found.stop],
        type=found.type,  # type: ignore[arg-type]
        value=found.value,
        begin=found.begin,
        end=found.end,
        modifier=found.modifier,
        rule=found.rule,
    )


def _quantity(text: str, index: int, found: Quantity, noun: str | None) -> records.Quantity:
    return records.Quantity(
        key=f"q{index + 1}",
        start=found.start,
        stop=found.stop,
        text=text[found.start : found.stop],
        kind=found.kind,  # type: ignore[arg-type]
        low=found.low,
        high=found.high,
        modifier=found.modifier,  # type: ignore[arg-type]
        unit=found.unit,
        counted=found.counted or noun,
        counted_text=found.counted_text,
        role=found.role,  # type: ignore[arg-type]
        rule=found.rule,
    )


def _fact(text: str, number: int, found: Fact) -> records.Fact:
    return records.Fact(
        key=f"f{number}",
        quantity=f"q{found.quantity + 1}",
        predicate=found.predicate,
        organization=_key("o", found.organization),
        date=_key("d", found.date),
        place=_span(text, found.place),
        source=_span(text, found.source),
        source_post=_span(text, found.post),
        source_organization=_key("o", found.spokesman),
        status=found.status,
        change=_key("c", found.change),
        sentence=records.Interval(start=found.sentence[0], stop=found.sentence[1]),
        confidence=found.confidence,
    )


def _key(letter: str, index: int | None) -> str | None:
    return None if index is None else f"{letter}{index + 1}"


def _span(text: str, place: tuple[int, int] | None) -> records.Span | None:
    if place is None:
        return None
    start, stop = place
    return records.Span(start=start, stop=stop, text=text[start:stop])
