"""Gold: what a reader finds in an article by hand, every span found in its text."""

from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path
from typing import cast

import msgspec

from faktograf.errors import BadInput
from faktograf.records import DateType, Interval, QuantityKind, QuantityModifier, Role
from faktograf.scoring import annotation
from faktograf.scoring.annotation import UNSURE, Annotation, Unsure, Words


class GoldMention(msgspec.Struct, frozen=True, kw_only=True):
    """A mention of an organization."""

    start: int
    stop: int
    role: Role


class GoldOrganization(msgspec.Struct, frozen=True, kw_only=True):
    """One organization with its mentions; `name` is its fullest form in the nominative."""

    id: str
    name: str
    mentions: tuple[GoldMention, ...]


class GoldDate(msgspec.Struct, frozen=True, kw_only=True):
    """A time expression; `value` may be «?», `begin` and `end` are ISO days, both or neither."""

    id: str
    start: int
    stop: int
    type: DateType
    value: str | None
    begin: str | None
    end: str | None


class GoldQuantity(msgspec.Struct, frozen=True, kw_only=True):
    """A number of something; `low` and `high` are exact («1/3»), modifier, unit and counted may be «?»."""

    id: str
    start: int
    stop: int
    kind: QuantityKind
    low: str
    high: str
    modifier: QuantityModifier | Unsure | None
    unit: str | None
    counted: str | None


class GoldFact(msgspec.Struct, frozen=True, kw_only=True):
    """What is said of a quantity; «?» where the annotator could not decide."""

    quantity: GoldQuantity
    predicate: str | None
    organization: GoldOrganization | Unsure | None
    date: GoldDate | Unsure | None
    place: Interval | Unsure | None
    source: Interval | Unsure | None


class GoldArticle(msgspec.Struct, frozen=True, kw_only=True):
    """An annotated article with its text."""

    id: str
    published: str | None
    text: str
    organizations: tuple[GoldOrganization, ...]
    dates: tuple[GoldDate, ...]
    quantities: tuple[GoldQuantity, ...]
    facts: tuple[GoldFact, ...]


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


def number(value: str | None) -> Fraction | None:
    """The exact number: «1/3», «1.50»; None if it is not one."""
    try:
        return Fraction(value) if value else None
    except (ValueError, ZeroDivisionError):  # «много», «1/0»
        return None


class _Reading:
    """One file being read: knows its path for errors and the text that its spans stand in."""

    def __init__(self, path: Path, text: str):
        self._path = path
        self._text = text

    def article(self, written: Annotation) -> GoldArticle:
        """The annotation with offsets in place of words and objects in place of ids."""
        organizations = {x.id: self._organization(x, i) for i, x in enumerate(written.organizations)}
        dates = {x.id: self._date(x, f"dates[{i}]") for i, x in enumerate(written.dates)}
        quantities = {x.id: self._quantity(x, f"quantities[{i}]") for i, x in enumerate(written.quantities)}
        for name in ("organizations", "dates", "quantities"):
            self._all_different(name, [x.id for x in getattr(written, name)])
        return GoldArticle(
            id=written.id,
            published=written.published and written.published.isoformat(),
            text=self._text,
            organizations=tuple(organizations.values()),
            dates=tuple(dates.values()),
            quantities=tuple(quantities.values()),
            facts=tuple(
                GoldFact(
                    quantity=self._known(fact.quantity, quantities, f"facts[{i}].quantity"),
                    predicate=fact.predicate,
                    organization=self._reference(fact.organization, organizations, f"facts[{i}].organization"),
                    date=self._reference(fact.date, dates, f"facts[{i}].date"),
                    place=self._place(fact.place, f"facts[{i}].place"),
                    source=self._place(fact.source, f"facts[{i}].source"),
                )
                for i, fact in enumerate(written.facts)
            ),
        )

    def _organization(self, written: annotation.Organization, index: int) -> GoldOrganization:
        mentions = []
        for i, mention in enumerate(written.mentions):
            span = self._found(mention, f"organizations[{index}].mentions[{i}]")
            role: Role = "nominal" if mention.nominal else "name"
            mentions.append(GoldMention(start=span.start, stop=span.stop, role=role))
        return GoldOrganization(id=written.id, name=written.name, mentions=tuple(mentions))

    def _date(self, written: annotation.Date, field: str) -> GoldDate:
        span = self._found(written, field)
        begin, end = written.begin, written.end
        if (begin is None) != (end is None) or (begin and end and begin >= end):
            raise self._error(field, "«from» and «to» go together, «to» is the day after the last")
        return GoldDate(
            id=written.id,
            start=span.start,
            stop=span.stop,
            type=written.type,
            value=written.value,
            begin=begin and begin.isoformat(),
            end=end and end.isoformat(),
        )

    def _quantity(self, written: annotation.Quantity, field: str) -> GoldQuantity:
        span = self._found(written, field)
        high = written.value_to or written.value
        for name, value in (("value", written.value), ("value_to", high)):
            if number(value) is None:
                raise self._error(f"{field}.{name}", f'«{value}» is no number; write "12800000", "1.5" or "1/3"')
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
        for nth in range(words.n):
            start = self._text.find(words.t, start + 1)
            if start < 0:
                raise self._error(
                    field,
                    f"span «{words.t}» number {words.n} is not in the text, it stands there {nth} times; "
                    "copy the words exactly and count from 1",
                )
        return Interval(start=start, stop=start + len(words.t))

    def _place(self, words: Words | Unsure | None, field: str) -> Interval | Unsure | None:
        return self._found(words, field) if isinstance(words, Words) else words

    def _known[T](self, id_: str, known: dict[str, T], field: str) -> T:
        if id_ not in known:
            raise self._error(field, f"no «{id_}» in this file; there are: {', '.join(known) or 'none'}")
        return known[id_]

    def _reference[T](self, id_: str | None, known: dict[str, T], field: str) -> T | Unsure | None:
        return cast("Unsure | None", id_) if id_ in (None, UNSURE) else self._known(cast(str, id_), known, field)

    def _all_different(self, name: str, ids: Iterable[str]) -> None:
        seen: set[str] = set()
        for i, id_ in enumerate(ids):
            if id_ in seen:
                raise self._error(f"{name}[{i}].id", f"«{id_}» is there already; give each an id of its own")
            seen.add(id_)

    def _error(self, field: str, what: str) -> BadInput:
        return BadInput(f"{self._path}: $.{field}: {what}")
