"""What is measured: the table of figures, and the table of misses that a person may look through."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

import msgspec

from faktograf.scoring import figures
from faktograf.scoring.alignment import Aligned, Spanned, span
from faktograf.scoring.fact_judgements import facts_part, facts_whole
from faktograf.scoring.figures import BCubed, Figure
from faktograf.scoring.judgements import (
    Judge,
    dates_interval,
    dates_type_and_value,
    organization_names,
    quantities_counted,
    quantities_modifier,
    quantities_value,
    shown,
)

PARTS = ("predicate", "organization", "date", "place", "source")


class Count(msgspec.Struct, frozen=True):
    """Things of one article: found rightly, in the gold, found at all."""

    right: int
    gold: int
    pred: int


Measure = Callable[[Sequence[Aligned]], Figure]
Counting = Callable[[Aligned], Count]


def _found(count: Counting) -> Measure:
    def measure(articles: Sequence[Aligned]) -> Figure:
        counts = [count(article) for article in articles]
        return figures.found(
            right=sum(c.right for c in counts), gold=sum(c.gold for c in counts), pred=sum(c.pred for c in counts)
        )

    return measure


def _share(judge: Judge) -> Measure:
    def measure(articles: Sequence[Aligned]) -> Figure:
        verdicts = [judgement.is_right for article in articles for judgement in judge(article)]
        return figures.share(right=sum(verdicts), of=len(verdicts))

    return measure


def _right(judge: Judge, article: Aligned) -> int:
    return sum(judgement.is_right for judgement in judge(article))


def _mentions_exact(article: Aligned) -> Count:
    return _same_spans(article.names.gold, article.names.found)


def _mentions_overlapping(article: Aligned) -> Count:
    names = article.names
    return Count(len(names.pairs), len(names.gold), len(names.found))


def _mentions_nominal(article: Aligned) -> Count:
    nominals = article.nominals
    return Count(len(nominals.pairs), len(nominals.gold), len(nominals.found))


def _dates_exact(article: Aligned) -> Count:
    return _same_spans(article.dates.gold, article.dates.found)


def _dates_overlapping(article: Aligned) -> Count:
    dates = article.dates
    return Count(len(dates.pairs), len(dates.gold), len(dates.found))


def _dates_interval(article: Aligned) -> Count:
    dates = article.dates
    gold, pred = sum(d.begin is not None for d in dates.gold), sum(bool(d.begin) for d in dates.found)
    return Count(_right(dates_interval, article), gold, pred)


def _quantities_found(article: Aligned) -> Count:
    quantities = article.quantities
    return Count(len(quantities.pairs), len(quantities.gold), len(quantities.found))


def _quantities_value(article: Aligned) -> Count:
    quantities = article.quantities
    return Count(_right(quantities_value, article), len(quantities.gold), len(quantities.found))


def _facts_whole(article: Aligned) -> Count:
    return Count(_right(facts_whole, article), len(article.facts), article.fact_count)


def _same_spans(gold: Sequence[Spanned], found: Sequence[Spanned]) -> Count:
    return Count(len({span(x) for x in gold} & {span(x) for x in found}), len(gold), len(found))


def _clusters(articles: Sequence[Aligned]) -> BCubed:
    """B-cubed over the mentions that both sides have."""
    shares = [share for article in articles for share in _cluster_shares(article)]
    precision = figures.ratio(sum(p for p, _ in shares), len(shares))
    recall = figures.ratio(sum(r for _, r in shares), len(shares))
    return BCubed(f1=round(figures.f1(precision, recall), 3))


def _cluster_shares(article: Aligned) -> Iterator[tuple[float, float]]:
    gold = {span(m): i for i, o in enumerate(article.gold.organizations) for m in o.mentions}
    found = {span(m): i for i, o in enumerate(article.organizations) for m in o.mentions}
    both = [(gold[place], found[place]) for place in sorted(gold.keys() & found.keys())]
    together, of_gold, of_found = Counter(both), Counter(g for g, _ in both), Counter(f for _, f in both)
    for g, f in both:
        yield together[g, f] / of_found[f], together[g, f] / of_gold[g]


FIGURES: dict[str, Measure] = {
    "organization_mentions_exact": _found(_mentions_exact),
    "organization_mentions_overlapping": _found(_mentions_overlapping),
    "organization_nominal_mentions": _found(_mentions_nominal),
    "organization_clusters_b_cubed": _clusters,
    "organization_names": _share(organization_names),
    "dates_exact": _found(_dates_exact),
    "dates_overlapping": _found(_dates_overlapping),
    "dates_type_and_value": _share(dates_type_and_value),
    "dates_interval": _found(_dates_interval),
    "quantities_found": _found(_quantities_found),
    "quantities_value": _found(_quantities_value),
    "quantities_modifier": _share(quantities_modifier),
    "quantities_counted": _share(quantities_counted),
    **{f"facts_{part}": _share(facts_part(part)) for part in PARTS},
    "facts_whole": _found(_facts_whole),
}

Misses = Callable[[Aligned], Iterator[str]]


def _wrong(judge: Judge) -> Misses:
    return lambda article: (judgement.row for judgement in judge(article) if not judgement.is_right)


def _alone(spans: Callable[[Aligned], Sequence[Spanned]]) -> Misses:
    return lambda article: (shown(article, item) for item in spans(article))


def _mentions_missed(article: Aligned) -> list[Spanned]:
    return [gold for gold in article.names.gold if gold not in article.names.found]


def _mentions_spurious(article: Aligned) -> list[Spanned]:
    return [found for found in article.names.found if found not in article.names.gold]


MISSES: dict[str, Misses] = {
    "organization_mentions_missed": _alone(_mentions_missed),
    "organization_mentions_spurious": _alone(_mentions_spurious),
    "organization_names": _wrong(organization_names),
    "dates_missed": _alone(lambda article: article.dates.missed),
    "dates_spurious": _alone(lambda article: article.dates.spurious),
    "dates_type_and_value": _wrong(dates_type_and_value),
    "dates_interval": _wrong(dates_interval),
    "quantities_missed": _alone(lambda article: article.quantities.missed),
    "quantities_spurious": _alone(lambda article: article.quantities.spurious),
    "quantities_value": _wrong(quantities_value),
    "quantities_modifier": _wrong(quantities_modifier),
    "quantities_counted": _wrong(quantities_counted),
    **{f"facts_{part}": _wrong(facts_part(part)) for part in PARTS},
}
