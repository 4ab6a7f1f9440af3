"""Annotation → gold: words become offsets in the text, ids become what they stand for."""

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol, TypeVar

from faktograf.errors import BadInput
from faktograf.records import Interval
from faktograf.scoring import annotation
from faktograf.scoring.annotation import UNSURE, Annotation, Unsure, Words
from faktograf.scoring.gold import GoldArticle, GoldDate, GoldFact, GoldMention, GoldOrganization, GoldQuantity, number

T = TypeVar("T")


class _Named(Protocol):
    @property
    def id(self) -> str: ...


N = TypeVar("N", bound=_Named)


def load_gold(folder: Path, *, texts: Path | None = None) -> tuple[GoldArticle, ...]:
    """All `<id>.json` of a folder, sorted by id, with their texts `<id>.txt`.

    `texts` is the texts' folder; left out, it is `articles` or `texts` beside the gold, or the gold's own
    folder. BadInput tells the file, the field and what would work.
    """
    texts = texts or text_folder(folder)
    articles: dict[str, GoldArticle] = {}
    for path in annotation.files(folder):
        written = annotation.read(path)
        if written.id in articles:
            raise BadInput(f"{path}: id «{written.id}» is another file's too; give each article an id of its own")
        text = annotation.read_text(written, path=path, texts=texts)
        articles[written.id] = _Reading(path, text).article(written)
    return tuple(articles[id_] for id_ in sorted(articles))


def text_folder(folder: Path) -> Path:
    """Where a gold folder's texts lie if nobody says: `articles` or `texts` beside it, else among the gold."""
    beside = (folder.absolute().parent / name for name in ("articles", "texts"))
    return next((place for place in beside if place.is_dir()), folder)


class _Reading:
    """One file being read: its path for errors, and the text that its spans stand in."""

    def __init__(self, path: Path, text: str):
        self._path = path
        self._text = text

    def article(self, written: Annotation) -> GoldArticle:
        """The annotation with offsets in place of words and objects in place of ids."""
        organizations = self._by_id("organizations", [self._organization(*x) for x in enumerate(written.organizations)])
        dates = self._by_id("dates", [self._date(*x) for x in enumerate(written.dates)])
        quantities = self._by_id("quantities", [self._quantity(*x) for x in enumerate(written.quantities)])
        facts = tuple(
            GoldFact(
                quantity=self._known(fact.quantity, quantities, f"facts[{i}].quantity"),
                predicate=fact.predicate,
                organization=self._reference(fact.organization, organizations, f"facts[{i}].organization"),
                date=self._reference(fact.date, dates, f"facts[{i}].date"),
                place=self._place(fact.place, f"facts[{i}].place"),
                source=self._place(fact.source, f"facts[{i}].source"),
            )
            for i, fact in enumerate(written.facts)
        )
        return GoldArticle(
            id=written.id,
            published=_iso(written.published),
            text=self._text,
            organizations=tuple(organizations.values()),
            dates=tuple(dates.values()),
            quantities=tuple(quantities.values()),
            facts=facts,
        )

    def _organization(self, index: int, written: annotation.Organization) -> GoldOrganization:
        field = f"organizations[{index}].mentions"
        spans = [self._found(words, f"{field}[{i}]") for i, words in enumerate(written.mentions)]
        mentions = tuple(
            GoldMention(start=span.start, stop=span.stop, role="nominal" if words.nominal else "name")
            for span, words in zip(spans, written.mentions, strict=True)
        )
        return GoldOrganization(id=written.id, name=written.name, mentions=mentions)

    def _date(self, index: int, written: annotation.Date) -> GoldDate:
        span = self._found(written, f"dates[{index}]")
        begin, end = written.begin, written.end
        if begin and end and begin >= end:
            raise self._error(f"dates[{index}].to", f"{end} is not after {begin}; «to» is the day after the last")
        return GoldDate(
            id=written.id,
            start=span.start,
            stop=span.stop,
            type=written.type,
            value=written.value,
            begin=_iso(begin),
            end=_iso(end),
        )

    def _quantity(self, index: int, written: annotation.Quantity) -> GoldQuantity:
        span = self._found(written, f"quantities[{index}]")
        high = written.value_to or written.value
        for name, value in (("value", written.value), ("value_to", high)):
            if number(value) is None:
                advice = f'«{value}» is no number; write "12800000", "1.5" or "1/3"'
                raise self._error(f"quantities[{index}].{name}", advice)
        return GoldQuantity(
            id=written.id,
            start=span.start,
            stop=span.stop,
            kind=written.kind,
            low=written.value,
            high=high,
            modifier=written.modifier,
            unit=written.unit or None,
            counted=written.counted,
        )

    def _found(self, words: Words, field: str) -> Interval:
        start = -1
        for before in range(words.n):
            start = self._text.find(words.t, start + 1)
            if start < 0:
                what = f"span «{words.t}» number {words.n} is not in the text, it stands there {before} times"
                raise self._error(field, what + "; copy the words exactly and count from 1")
        return Interval(start=start, stop=start + len(words.t))

    def _place(self, words: Words | Unsure | None, field: str) -> Interval | Unsure | None:
        return self._found(words, field) if isinstance(words, Words) else words

    def _reference(self, id_: str | None, known: Mapping[str, T], field: str) -> T | Unsure | None:
        if id_ is None:
            return None
        return UNSURE if id_ == UNSURE else self._known(id_, known, field)

    def _known(self, id_: str, known: Mapping[str, T], field: str) -> T:
        if id_ not in known:
            raise self._error(field, f"no «{id_}» in this file; there are: {', '.join(known) or 'none'}")
        return known[id_]

    def _by_id(self, name: str, items: Sequence[N]) -> dict[str, N]:
        known: dict[str, N] = {}
        for i, item in enumerate(items):
            if item.id in known:
                raise self._error(f"{name}[{i}].id", f"«{item.id}» is there already; give each an id of its own")
            known[item.id] = item
        return known

    def _error(self, field: str, what: str) -> BadInput:
        return BadInput(f"{self._path}: $.{field}: {what}")


def _iso(day: dt.date | None) -> str | None:
    return None if day is None else day.isoformat()
