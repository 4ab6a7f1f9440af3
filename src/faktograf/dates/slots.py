"""What single slots hold: numbers, years, days; shared by all resolvers."""

import datetime as dt

from faktograf.dates import calendar
from faktograf.dates.calendar import Context, Resolved
from faktograf.language import numerals

Slots = dict[str, str]


def number(slots: Slots, name: str) -> int | None:
    """The whole number in a slot: figures, an ordinal or a cardinal in words."""
    text = slots.get(name)
    if text is None:
        return None
    value = numerals.ordinal(text)
    if value is None:
        cardinal = numerals.cardinal(text)
        value = int(cardinal) if cardinal is not None and cardinal == int(cardinal) else None
    return value


def year_of(slots: Slots, context: Context, name: str = "year") -> int | None:
    """The year said, or meant by «прошлого года»; None where neither is there."""
    said = number(slots, name)
    if said is not None:
        return said if 0 < said < 3000 else None
    shift = shift_of(slots)
    if shift is None or context.now is None:
        return None
    return context.now.year + shift


def shift_of(slots: Slots) -> int | None:
    """−1 for «прошлый», 0 for «этот», 1 for «следующий»; None where none is said."""
    for name, shift in (("last", -1), ("this", 0), ("next", 1), ("same", 0)):
        if name in slots:
            return -2 if slots[name] == "2" else shift
    return None


def near(context: Context, month: int, number_: int = 1) -> int | None:
    """The year of a bare day or month: the nearest past, or to come where the clause is about the future."""
    if context.published is None:
        return context.story.year if context.story else None
    now = context.published
    if (month, number_) == (2, 29):
        number_ = 28
    this = dt.date(now.year, month, number_)
    if context.is_future:
        return now.year + (this < now)
    return now.year - (this > now)


def day_of(slots: Slots, context: Context) -> Resolved | None:
    """The day that the slots name, its year found where it is not said."""
    month, number_ = int(slots["month"]), number(slots, "day")
    if number_ is None or calendar.day(2000, month, number_) is None:
        return None
    year = year_of(slots, context)
    if year is None and shift_of(slots) is None:
        year = near(context, month, number_)
    if year is None:
        return Resolved("date", f"XXXX-{month:02}-{number_:02}")
    date = calendar.day(year, month, number_)
    return calendar.of_day(date) if date else None
