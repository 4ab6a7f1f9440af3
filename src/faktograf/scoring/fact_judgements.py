"""Right or wrong, fact by fact: its parts one at a time, and the whole."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

from faktograf.records import Date, Fact, Interval, Organization, Span
from faktograf.scoring.alignment import Aligned, PairedFact, overlap
from faktograf.scoring.annotation import UNSURE
from faktograf.scoring.gold import GoldDate, GoldOrganization
from faktograf.scoring.judgements import Judge, Judgement, name_key, same_counted, same_days, same_value, shown, touch

K = TypeVar("K", Date, Organization)


def facts_part(part: str) -> Judge:
    """A judge of one part of each fact in the gold; a fact that was not made has it wrong."""

    def judge(article: Aligned) -> Iterator[Judgement]:
        for pair in article.facts:
            want, got = _wanted(pair, part, article), _got(pair.fact, part, article)
            row = f"{shown(article, pair.gold.quantity)} want {want}, got {got}"
            yield Judgement(is_right=_has(pair, part, article), row=row)

    return judge


def facts_whole(article: Aligned) -> Iterator[Judgement]:
    """Each fact of the gold: value, counted noun, organization and date, all of them."""
    for pair in article.facts:
        yield Judgement(is_right=_is_whole(pair, article), row=shown(article, pair.gold.quantity))


def whole_by_key(article: Aligned, keys: Iterable[str]) -> dict[str, bool]:
    """Which of the facts with these keys are right as a whole; one that the gold has not is wrong."""
    right = {pair.fact.key for pair in article.facts if pair.fact and _is_whole(pair, article)}
    return {key: key in right for key in keys}


def _is_whole(pair: PairedFact, article: Aligned) -> bool:
    want, got = pair.gold.quantity, pair.quantity
    return (
        got is not None
        and same_value(want, got)
        and same_counted(want, got)
        and _has(pair, "organization", article)
        and _has(pair, "date", article)
    )


def _has(pair: PairedFact, part: str, article: Aligned) -> bool:
    if pair.fact is None:
        return False
    want, got = getattr(pair.gold, part) or None, getattr(pair.fact, part) or None
    if want == UNSURE:
        return True
    if want is None or got is None:
        return want is got
    return _AGREES[part](want, got, article)


def _same_predicate(want: str, got: str, article: Aligned) -> bool:
    return name_key(want) == name_key(got)


def _same_organization(want: GoldOrganization, key: str, article: Aligned) -> bool:
    got = _keyed(article.organizations, key)
    return got is not None and touch(want.mentions, got.mentions) > 0


def _same_date(want: GoldDate, key: str, article: Aligned) -> bool:
    got = _keyed(article.dates.found, key)
    if got is None:
        return False
    return overlap(want, got) > 0 or (want.begin is not None and same_days(want, got))


def _same_place(want: Interval, got: Span, article: Aligned) -> bool:
    return overlap(want, got) > 0


_AGREES: dict[str, Callable[[Any, Any, Aligned], bool]] = {
    "predicate": _same_predicate,
    "organization": _same_organization,
    "date": _same_date,
    "place": _same_place,
    "source": _same_place,
}


def _keyed(items: Iterable[K], key: str) -> K | None:
    return {item.key: item for item in items}.get(key)


def _wanted(pair: PairedFact, part: str, article: Aligned) -> str | None:
    want = getattr(pair.gold, part)
    if isinstance(want, GoldOrganization):
        return want.name
    return article.gold.text[want.start : want.stop] if isinstance(want, GoldDate | Interval) else want


def _got(fact: Fact | None, part: str, article: Aligned) -> str | None:
    if fact is None:
        return "no fact"
    return _READABLE[part](fact, article)


def _organization_name(fact: Fact, article: Aligned) -> str | None:
    got = _keyed(article.organizations, fact.organization or "")
    return got.name if got else fact.organization


def _date_text(fact: Fact, article: Aligned) -> str | None:
    got = _keyed(article.dates.found, fact.date or "")
    return got.text if got else fact.date


_READABLE: dict[str, Callable[[Fact, Aligned], str | None]] = {
    "predicate": lambda fact, article: fact.predicate,
    "organization": _organization_name,
    "date": _date_text,
    "place": lambda fact, article: fact.place.text if fact.place else None,
    "source": lambda fact, article: fact.source.text if fact.source else None,
}
