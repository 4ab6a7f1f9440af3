"""Gold beside record: which of their spans are one, settled once for all measures."""

from collections.abc import Iterable, Sequence
from operator import itemgetter
from typing import Generic, Protocol, TypeVar

import msgspec

from faktograf.records import Article, Date, Fact, Interval, Organization, Quantity, Record
from faktograf.scoring.gold import GoldArticle, GoldDate, GoldFact, GoldOrganization, GoldQuantity


class Spanned(Protocol):
    """Anything that stands in the text."""

    @property
    def start(self) -> int: ...  # noqa: D102 - the record's word

    @property
    def stop(self) -> int: ...  # noqa: D102 - the record's word


G = TypeVar("G", bound=Spanned)
P = TypeVar("P", bound=Spanned)


class Paired(msgspec.Struct, Generic[G, P], frozen=True, kw_only=True):
    """Two rows of spans, and the pairs that overlap: one to one, the largest common share first."""

    gold: tuple[G, ...]
    found: tuple[P, ...]
    pairs: tuple[tuple[G, P], ...]
    missed: tuple[G, ...]
    spurious: tuple[P, ...]


class PairedFact(msgspec.Struct, frozen=True, kw_only=True):
    """A fact of the gold, the quantity that answers to its own, and the fact that was made of that."""

    gold: GoldFact
    quantity: Quantity | None
    fact: Fact | None


class Aligned(msgspec.Struct, frozen=True, kw_only=True):
    """An article of the gold and its record, side by side."""

    gold: GoldArticle
    organizations: tuple[Organization, ...]
    names: Paired[Interval, Interval]
    nominals: Paired[Interval, Interval]
    dates: Paired[GoldDate, Date]
    quantities: Paired[GoldQuantity, Quantity]
    facts: tuple[PairedFact, ...]
    fact_count: int


_NOTHING = Record(article=Article(id=""), text=None, sha256="", organizations=(), dates=(), quantities=(), facts=())


def aligned(gold: GoldArticle, record: Record | None) -> Aligned:
    """The article and its record; an article without a record found nothing."""
    record = record or _NOTHING
    quantities = paired(gold.quantities, record.quantities)
    return Aligned(
        gold=gold,
        organizations=record.organizations,
        names=paired(_spans(gold.organizations, "name"), _spans(record.organizations, "name")),
        nominals=paired(_spans(gold.organizations, "nominal"), _spans(record.organizations, "nominal")),
        dates=paired(gold.dates, record.dates),
        quantities=quantities,
        facts=_paired_facts(gold.facts, record.facts, quantities),
        fact_count=len(record.facts),
    )


def overlap(one: Spanned, other: Spanned) -> int:
    """How many characters two spans share."""
    return max(0, min(one.stop, other.stop) - max(one.start, other.start))


def span(item: Spanned) -> tuple[int, int]:
    """Where it stands."""
    return item.start, item.stop


def paired(gold: Sequence[G], found: Sequence[P]) -> Paired[G, P]:
    """The two rows, paired; of equal shares the later spans are paired first."""
    shares = [(_share(g, f), i, j) for i, g in enumerate(gold) for j, f in enumerate(found) if overlap(g, f)]
    by_gold: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in sorted(shares, reverse=True):
        if i not in by_gold and j not in taken:
            by_gold[i] = j
            taken.add(j)
    return Paired(
        gold=tuple(gold),
        found=tuple(found),
        pairs=tuple((gold[i], found[j]) for i, j in sorted(by_gold.items(), key=itemgetter(0))),
        missed=tuple(g for i, g in enumerate(gold) if i not in by_gold),
        spurious=tuple(f for j, f in enumerate(found) if j not in taken),
    )


def _share(one: Spanned, other: Spanned) -> float:
    return overlap(one, other) / (max(one.stop, other.stop) - min(one.start, other.start))


def _spans(organizations: Iterable[GoldOrganization | Organization], role: str) -> tuple[Interval, ...]:
    mentions = (m for o in organizations for m in o.mentions if m.role == role)
    return tuple(Interval(start=start, stop=stop) for start, stop in sorted({span(m) for m in mentions}))


def _paired_facts(
    gold: Iterable[GoldFact], facts: Iterable[Fact], quantities: Paired[GoldQuantity, Quantity]
) -> tuple[PairedFact, ...]:
    by_quantity = {fact.quantity: fact for fact in facts}
    answers = {want.id: got for want, got in quantities.pairs}
    rows = ((fact, answers.get(fact.quantity.id)) for fact in gold)
    return tuple(
        PairedFact(gold=fact, quantity=got, fact=by_quantity.get(got.key) if got else None) for fact, got in rows
    )
