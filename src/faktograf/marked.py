"""A text with what was found in it marked, nested and crossing marks too: HTML, displaCy's dictionaries."""

import html
import itertools
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

_COLOURS = {"organization": "#b3541e", "date": "#1d6fa5", "quantity": "#2a7d46"}


class Mark(NamedTuple):
    """A half-open place, what it is (organization, date, quantity), the keys it belongs to, and what is said of it."""

    start: int
    stop: int
    kind: str
    key: str
    info: str


def marks(record: Any) -> list[Mark]:
    """What a record (`records.Record`) found in its text, in order, the longer first."""
    found = [
        Mark(mention.start, mention.stop, "organization", organization.key, f"{mention.role}: {organization.name}")
        for organization in record.organizations
        for mention in organization.mentions
    ]
    found += [Mark(d.start, d.stop, "date", d.key, f"{d.type} {d.value or ''}, rule: {d.rule}") for d in record.dates]
    found += [Mark(q.start, q.stop, "quantity", q.key, f"{value(q)}, rule: {q.rule}") for q in record.quantities]
    return ordered(found)


def ordered(found: Iterable[Mark]) -> list[Mark]:
    """Marks in the order of the text, the longer first where two begin together."""
    return sorted(found, key=lambda mark: (mark.start, -mark.stop, mark.kind, mark.key))


def value(quantity: Any) -> str:
    """A quantity in figures: «at_least 12..15 RUB»."""
    value = quantity.low if quantity.low == quantity.high else f"{quantity.low}..{quantity.high}"
    return " ".join(part for part in (quantity.modifier, value, quantity.unit) if part)


def pieces(text: str, found: Iterable[Mark]) -> Iterator[tuple[str, tuple[Mark, ...]]]:
    """The text in pieces, each with the marks that lie over it, outer ones first."""
    rows = ordered(mark for mark in found if mark.start < mark.stop)
    borders = sorted({0, len(text), *(mark.start for mark in rows), *(mark.stop for mark in rows)})
    first = 0
    over: list[Mark] = []
    for start, stop in itertools.pairwise(borders):
        over = [mark for mark in over if mark.stop > start]
        while first < len(rows) and rows[first].start <= start:
            over.append(rows[first])
            first += 1
        yield text[start:stop], tuple(over)


def as_html(text: str, found: Iterable[Mark]) -> str:
    """The text as HTML, `<mark class=kind data-key=… data-info=…>` around what was found; all else escaped."""
    out: list[str] = []
    stack: list[Mark] = []
    for piece, over in pieces(text, found):
        same = next(
            (i for i, (a, b) in enumerate(zip(stack, over, strict=False)) if a != b), min(len(stack), len(over))
        )
        out += ["</mark>"] * (len(stack) - same)
        out += [_opened(mark) for mark in over[same:]]
        stack = list(over)
        out.append(html.escape(piece))
    return "".join(out) + "</mark>" * len(stack)


def _opened(mark: Mark) -> str:
    key, info = html.escape(mark.key), html.escape(mark.info)
    return f'<mark class="{html.escape(mark.kind)}" data-key="{key}" data-info="{info}">'


def notebook(record: Any) -> str:
    """A record for a notebook: its text marked, its facts as a table."""
    rules = "".join(
        f".faktograf .{kind}{{background:none;border-bottom:2px solid {colour}}}" for kind, colour in _COLOURS.items()
    )
    text = as_html(record.text, marks(record)) if record.text is not None else "<i>text left out</i>"
    head = "".join(f"<th>{name}</th>" for name in ("value", "counted", "predicate", "organization", "date", "source"))
    rows = []
    for fact, quantity, who, when in record.linked():
        cells = [value(quantity), quantity.counted_text or quantity.counted, fact.predicate]
        cells += [who and who.name, when and when.text, fact.source and fact.source.text]
        rows.append("<tr>" + "".join(f"<td>{html.escape(cell or '')}</td>" for cell in cells) + "</tr>")
    return (
        f'<div class="faktograf"><style>{rules}</style><p style="white-space:pre-wrap">{text}</p>'
        f"<table><tr>{head}</tr>{''.join(rows)}</table></div>"
    )


def displacy(record: Any) -> dict[str, Any]:
    """A record as `spacy.displacy.render(…, style="span", manual=True)` takes it: text, tokens, spans.

    Tokens are the pieces between the borders of what was found, cut at white space. Raises ValueError without a text.
    """
    if record.text is None:
        raise ValueError("the record was made without its text")
    found = marks(record)
    tokens: list[tuple[int, str]] = []
    at = 0
    for piece, _ in pieces(record.text, found):
        tokens += [(at + word.start(), word[0]) for word in re.finditer(r"\S+", piece)]
        at += len(piece)
    starts = [start for start, _ in tokens]
    spans = [
        {
            "start_token": bisect_left(starts, mark.start),
            "end_token": bisect_left(starts, mark.stop),
            "label": mark.kind,
        }
        for mark in found
    ]
    return {"text": record.text, "tokens": [word for _, word in tokens], "spans": spans}
