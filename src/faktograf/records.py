"""The types that cross rooms: they are the published record, field for field (see `faktograf schema`).

Offsets count Unicode code points of the analysed text, `stop` is exclusive, and `text[start:stop]`
is the mention to the letter. Calendar intervals are half-open too: `begin` is in, `end` is not.
Numbers are exact decimal strings («12,8 млн» is "12800000"; a fraction may be "1/3").
"""

from collections.abc import Iterator
from typing import Any, Literal, NamedTuple

import msgspec

SCHEMA = 1

DateType = Literal["date", "time", "duration", "set"]
QuantityKind = Literal[
    "count", "money", "percent", "percentage_points", "measure", "age", "ordinal", "multiple", "fraction"
]
QuantityModifier = Literal["more_than", "less_than", "at_least", "at_most", "approximately"]
Change = Literal["from", "to", "by"]
Status = Literal["planned", "possible", "denied"]
Role = Literal["name", "nominal"]


class Article(msgspec.Struct, frozen=True, kw_only=True):
    """One article as a reader found it; `published` is an ISO date, `extra` whatever else was said of it.

    `duplicate_of` is the id of the article of which a batch run has found it to be a reprint.
    """

    id: str
    url: str | None = None
    title: str | None = None
    published: str | None = None
    source: str | None = None
    duplicate_of: str | None = None
    extra: dict[str, Any] = {}


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """What a reader hands on: the article's fields, its whole text, and the part of it that is news.

    `body` holds half-open intervals of `text`, in order: the counters and warnings of a saved page lie
    outside them and yield no facts, while every offset still points into the unchanged `text`.
    """

    article: Article
    text: str
    body: tuple[tuple[int, int], ...]


class Skipped(msgspec.Struct, frozen=True, kw_only=True):
    """An input that gave no record: where it was, the reason as one word, and the detail for a person."""

    source: str
    id: str | None
    reason: Literal["unreadable", "empty", "not_russian", "too_large", "bad_row", "duplicate_id", "crashed", "timeout"]
    detail: str


class Span(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of the text with its words."""

    start: int
    stop: int
    text: str


class Interval(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of the text, its words left out (a sentence)."""

    start: int
    stop: int


class Mention(msgspec.Struct, frozen=True, kw_only=True):
    """One mention of an organization: `name` or `nominal` («центр», «ведомство»)."""

    start: int
    stop: int
    text: str
    role: Role


class Organization(msgspec.Struct, frozen=True, kw_only=True):
    """One organization of the article with its mentions; `name` is its fullest form in the nominative.

    `legal_form` is the abbreviation («ПАО», «МБОУ») where the text tells it. `registry` is the same for the same
    organization in all articles: the id of the user's own list, else made of a name that can be nobody else's.
    """

    key: str
    name: str
    short: str | None
    kind: str | None
    legal_form: str | None = None
    registry: str | None = None
    mentions: tuple[Mention, ...]


class Date(msgspec.Struct, frozen=True, kw_only=True):
    """A time expression: TIMEX3 `value`, and the calendar days it covers where the text fixes them."""

    key: str
    start: int
    stop: int
    text: str
    type: DateType
    value: str | None
    begin: str | None
    end: str | None
    modifier: str | None
    rule: str


class Quantity(msgspec.Struct, frozen=True, kw_only=True):
    """A number of something: exact `low` and `high`, unit (ISO 4217, UCUM, %, a), the noun it counts.

    `counted_text` is the noun with its adjectives and genitive tail, in the nominative. `role` tells the ends
    of a change apart: «вырос с 3 (from) до 5 млн (to), на 2 млн (by)».
    """

    key: str
    start: int
    stop: int
    text: str
    kind: QuantityKind
    low: str
    high: str
    modifier: QuantityModifier | None
    unit: str | None
    counted: str | None
    counted_text: str | None = None
    role: Change | None = None
    rule: str


class Number(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a number of the text: «unread» is a loss, «left out» has its reason (law, address, name …)."""

    start: int
    stop: int
    text: str
    what: Literal["quantity", "date", "left out", "unread"]
    reason: str | None


class Fact(msgspec.Struct, frozen=True, kw_only=True):
    """A quantity with what the article says of it: predicate, organization, date, place, who is quoted.

    `status` tells what is not told as done: planned, possible or denied. Facts with the same `change` are ends of
    one change (their quantities have roles). `source_post` and `source_organization` are what the one quoted is, and
    for whom. `confidence` is the cautious chance that value, counted noun, organization and date are all right.
    """

    key: str
    quantity: str
    predicate: str | None
    organization: str | None
    date: str | None
    place: Span | None
    source: Span | None
    source_post: Span | None = None
    source_organization: str | None = None
    status: Status | None = None
    change: str | None = None
    sentence: Interval
    confidence: float | None


class Linked(NamedTuple):
    """A fact with its quantity, and with its organization and date where it has them."""

    fact: Fact
    quantity: Quantity
    organization: Organization | None
    date: Date | None


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """One article's record, the public contract. `text` is None where it was left out; then `sha256` tells it."""

    schema: int = SCHEMA
    article: Article
    text: str | None
    sha256: str
    organizations: tuple[Organization, ...]
    dates: tuple[Date, ...]
    quantities: tuple[Quantity, ...]
    facts: tuple[Fact, ...]
    numbers: tuple[Number, ...] | None = None  # every number accounted for, where that was asked for

    def linked(self) -> "Iterator[Linked]":
        """Each fact with what its keys stand for."""
        organizations = {found.key: found for found in self.organizations}
        dates = {found.key: found for found in self.dates}
        quantities = {found.key: found for found in self.quantities}
        for fact in self.facts:
            who, when = organizations.get(fact.organization or ""), dates.get(fact.date or "")
            yield Linked(fact, quantities[fact.quantity], who, when)

    def _repr_html_(self) -> str:
        """What a notebook shows: the text with what was found in it, the facts as a table."""
        from faktograf import marked

        return marked.notebook(self)
