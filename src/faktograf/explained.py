"""What `faktograf explain` shows: each span, its rule, its slots, its value, and each fact's links."""

from collections.abc import Iterator

from faktograf import analysis, readers
from faktograf.analysis import Found
from faktograf.facts import Found as Fact


def lines(text: str, *, published: str | None = None) -> Iterator[str]:
    """The findings of one text, a line each, in the order of the text, then its facts."""
    document = readers.document(text, published=published)
    found = analysis.found(document)
    rows = [*_organizations(text, found), *_dates(text, found), *_quantities(text, found)]
    rows += [
        (
            n.start,
            n.stop,
            f"{n.start}-{n.stop}  {n.what}  {_quote(text, n)}" + (f"  reason: {n.reason}" if n.reason else ""),
        )
        for n in analysis.accounted(text, found, document.body)
        if n.what in ("left out", "unread")
    ]
    for _, _, line in sorted(rows):
        yield line
    for number, fact in enumerate(found.facts, 1):
        yield from _fact(text, found, number, fact)


def _fact(text: str, found: Found, number: int, fact: Fact) -> Iterator[str]:
    """A fact on one line, and below it what made each of its links."""

    def name(organization: int | None) -> str | None:
        return None if organization is None else found.organizations[organization].name

    parts = {
        "quantity": _quote(text, found.quantities[fact.quantity]),
        "counted": fact.counted,
        "predicate": fact.predicate,
        "organization": name(fact.organization),
        "date": None if fact.date is None else _quote(text, found.dates[fact.date]),
        "place": fact.place and text[slice(*fact.place)],
        "source": fact.source and text[slice(*fact.source)],
        "post": fact.post and text[slice(*fact.post)],
        "for": name(fact.spokesman),
        "status": fact.status,
        "change": None if fact.change is None else f"c{fact.change + 1}",
        "confidence": f"{fact.confidence:.2f}",
    }
    yield f"fact {number}  " + "  ".join(f"{part}={value}" for part, value in parts.items() if value)
    if fact.why:
        yield "  why  " + "  ".join(f"{link}: {reason}" for link, reason in fact.why.items())


def _quote(text: str, span: object) -> str:
    return "«" + text[span.start : span.stop] + "»"  # type: ignore[attr-defined]


def _slots(slots: dict[str, str]) -> str:
    return " ".join(f"{name}={value}" for name, value in slots.items()) or "-"


def _organizations(text: str, found: Found) -> Iterator[tuple[int, int, str]]:
    for organization in found.organizations:
        for m in organization.mentions:
            kind = organization.kind or "organization"
            line = f"{m.start}-{m.stop}  {kind}  {_quote(text, m)}  rule: {m.rule}  → {organization.name}"
            yield m.start, m.stop, line


def _dates(text: str, found: Found) -> Iterator[tuple[int, int, str]]:
    for d in found.dates:
        interval = f" {d.begin}..{d.end}" if d.begin else ""
        line = f"{d.start}-{d.stop}  {d.type}  {_quote(text, d)}  rule: {d.rule}  slots: {_slots(d.slots)}"
        yield d.start, d.stop, f"{line}  → {d.value}{interval}"


def _quantities(text: str, found: Found) -> Iterator[tuple[int, int, str]]:
    for q in found.quantities:
        value = q.low if q.low == q.high else f"{q.low}..{q.high}"
        line = f"{q.start}-{q.stop}  {q.kind}  {_quote(text, q)}  rule: {q.rule}  slots: {_slots(q.slots)}"
        more = " ".join(part for part in (q.role, q.modifier, value, q.unit, q.counted_text or q.counted) if part)
        yield q.start, q.stop, f"{line}  → {more}"
