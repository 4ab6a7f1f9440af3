"""Right or wrong, thing by thing: each function goes over one article and says what was wanted and what was got."""

import re
from collections.abc import Callable, Iterable, Iterator
from operator import itemgetter

import msgspec

from faktograf.records import Date, Organization, Quantity
from faktograf.scoring.alignment import Aligned, Spanned, overlap
from faktograf.scoring.annotation import UNSURE
from faktograf.scoring.gold import GoldDate, GoldOrganization, GoldQuantity, number

WIDTH = 30  # characters of context on each side


class Judgement(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that was compared, and a row that shows it to a person."""

    is_right: bool
    row: str


Judge = Callable[[Aligned], Iterator[Judgement]]


def shown(article: Aligned, item: Spanned) -> str:
    """The span in its context: «amur: «обучил [600] жителей»»."""
    text = article.gold.text
    before, after = text[max(0, item.start - WIDTH) : item.start], text[item.stop : item.stop + WIDTH]
    row = f"{before}[{text[item.start : item.stop]}]{after}"
    return f"{article.gold.id}: «{' '.join(row.split())}»"


def name_key(name: str | None) -> str:
    """Names compare without regard to quotes, case, spaces and ё."""
    bare = re.sub(r"[«»\"“”„'’]", "", (name or "").lower().replace("ё", "е"))
    return " ".join(bare.split())


def organization_names(article: Aligned) -> Iterator[Judgement]:
    """Each organization of the gold by the name of the one that shares most mentions with it."""
    for want in article.gold.organizations:
        got = _answer(want, article.organizations)
        name = got.name if got else None
        row = f"{article.gold.id}: want «{want.name}», got «{name}»"
        yield Judgement(is_right=name_key(name) == name_key(want.name), row=row)


def dates_type_and_value(article: Aligned) -> Iterator[Judgement]:
    """Each date that was found and whose value the annotator knew."""
    for want, got in article.dates.pairs:
        if want.value != UNSURE:
            right = (want.value, want.type) == (got.value, got.type)
            row = f"{shown(article, want)} want {want.type} {want.value}, got {got.type} {got.value}"
            yield Judgement(is_right=right, row=row)


def dates_interval(article: Aligned) -> Iterator[Judgement]:
    """Each date that was found and that covers calendar days on either side."""
    for want, got in article.dates.pairs:
        if want.begin or got.begin:
            row = f"{shown(article, want)} want {want.begin}..{want.end}, got {got.begin}..{got.end}"
            yield Judgement(is_right=same_days(want, got), row=row)


def quantities_value(article: Aligned) -> Iterator[Judgement]:
    """Each quantity that was found: its kind, both ends and its unit."""
    for want, got in article.quantities.pairs:
        row = (
            f"{shown(article, want)} want {want.kind} {want.low}..{want.high} {want.unit}, "
            f"got {got.kind} {got.low}..{got.high} {got.unit}"
        )
        yield Judgement(is_right=same_value(want, got), row=row)


def quantities_modifier(article: Aligned) -> Iterator[Judgement]:
    """Each quantity that was found and whose modifier the annotator knew."""
    for want, got in article.quantities.pairs:
        if want.modifier != UNSURE:
            row = f"{shown(article, want)} want {want.modifier}, got {got.modifier}"
            yield Judgement(is_right=want.modifier == got.modifier, row=row)


def quantities_counted(article: Aligned) -> Iterator[Judgement]:
    """Each quantity that was found and whose noun the annotator knew."""
    for want, got in article.quantities.pairs:
        if want.counted != UNSURE:
            row = f"{shown(article, want)} want {want.counted}, got {got.counted}"
            yield Judgement(is_right=same_counted(want, got), row=row)


def same_days(want: GoldDate, got: Date) -> bool:
    """Whether both cover the same calendar days, or both none."""
    return (want.begin, want.end) == (got.begin, got.end)


def same_value(want: GoldQuantity, got: Quantity) -> bool:
    """Whether kind, both ends and unit agree: «1.50» is «3/2», and any unit will do for «?»."""
    ends = number(got.low), number(got.high or got.low)
    return (
        ends == (number(want.low), number(want.high))
        and want.kind == got.kind
        and want.unit in (got.unit or None, UNSURE)
    )


def same_counted(want: GoldQuantity, got: Quantity) -> bool:
    """Whether the same noun is counted; any will do for «?»."""
    return want.counted == UNSURE or name_key(want.counted) == name_key(got.counted)


def touch(some: Iterable[Spanned], others: Iterable[Spanned]) -> int:
    """How many pairs of the two rows overlap."""
    others = tuple(others)
    return sum(overlap(one, other) > 0 for one in some for other in others)


def _answer(want: GoldOrganization, organizations: Iterable[Organization]) -> Organization | None:
    votes = [(touch(want.mentions, got.mentions), got) for got in organizations]
    most, got = max(votes, key=itemgetter(0), default=(0, None))
    return got if most else None
