"""Gold: what a person finds in an article by hand. The words of a record, and «?» where the person is not sure."""

from fractions import Fraction

import msgspec

from faktograf.records import DateType, Interval, QuantityKind, QuantityModifier, Role
from faktograf.scoring.annotation import Unsure


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
    """A time expression; `value` may be «?», `begin` and `end` are ISO days, None where it is open."""

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


def number(value: str | None) -> Fraction | None:
    """The exact number: «1/3», «1.50»; None if it is not one."""
    try:
        return Fraction(value) if value else None
    except (ValueError, ZeroDivisionError):  # «много», «1/0»
        return None
