"""The score of many records: figures, misses, and the table that a terminal shows."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from faktograf.errors import BadInput
from faktograf.records import Record
from faktograf.scoring.alignment import Aligned, aligned
from faktograf.scoring.figures import BCubed, Figure, Found, Share
from faktograf.scoring.gold import GoldArticle
from faktograf.scoring.measures import FIGURES, MISSES


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """How many articles of gold, the figures by name, and the rows of each sort of miss."""

    articles: int
    figures: dict[str, Figure]
    misses: dict[str, tuple[str, ...]]


def score(gold: Sequence[GoldArticle], records: Mapping[str, Record]) -> Report:
    """The records, by article id, against the gold. An article without a record counts as nothing found.

    BadInput where a record was made from another text than the gold's: its offsets would mean nothing.
    """
    articles = [_beside(article, records.get(article.id)) for article in gold]
    return Report(
        articles=len(articles),
        figures={name: measure(articles) for name, measure in FIGURES.items()},
        misses={name: tuple(row for a in articles for row in rows(a)) for name, rows in MISSES.items()},
    )


def table(report: Report, *, misses: int = 0) -> str:
    """Plain text: a line a figure, then up to `misses` rows of each sort of miss."""
    width = max(map(len, report.figures), default=0)
    lines = [f"{'articles':{width}}  {report.articles:5}"]
    lines += [f"{name:{width}}  {figure.value:5.3f}  {_detail(figure)}" for name, figure in report.figures.items()]
    return "\n".join([*lines, *_miss_lines(report, misses)])


def _miss_lines(report: Report, limit: int) -> Iterator[str]:
    for name, rows in report.misses.items():
        if limit and rows:
            yield f"\n{name}: {len(rows)}"
            yield from (f"  {row}" for row in rows[:limit])


def _detail(figure: Figure) -> str:
    match figure:
        case Found():
            counts = f"gold {figure.gold}  found {figure.pred}"
            return f"F1  precision {figure.precision:.3f}  recall {figure.recall:.3f}  {counts}"
        case Share():
            return f"accuracy  {figure.right} of {figure.of}"
        case BCubed():
            return "F1"


def _beside(article: GoldArticle, record: Record | None) -> Aligned:
    if record is not None and not _is_of(record, article.text):
        raise BadInput(
            f"the record of {article.id} was made from another text than the gold's, its offsets do not fit; "
            f"extract it from the very file {article.id}.txt"
        )
    return aligned(article, record)


def _is_of(record: Record, text: str) -> bool:
    if record.text is not None:
        return record.text == text
    return record.sha256 == hashlib.sha256(text.encode("utf-8")).hexdigest()
