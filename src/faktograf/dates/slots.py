"""What single slots hold: numbers, years, days; shared by all resolvers."""

import datetime as dt

from faktograf.dates import calendar
from faktograf.dates.calendar import Context, Resolved
from faktograf.language import numerals

Slots = dict[str, str]

_SOON = 2  # months in which a limit of what is «открыт» or «объявлен» lies ahead
_AHEAD = frozenset(("к", "ко", "до", "под"))  # what such a day limits lies ahead unless the clause says past


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
    """The year said, or meant by «прошлого года», «того же года»; None where neither is there."""
    if name in slots:
        return said_year(slots, context, name)
    if "yearly" not in slots:
        return None
    now = context.era if is_same(slots) and context.era else context.now
    return None if now is None else now.year + (shift_of(slots) or 0)


def said_year(slots: Slots, context: Context, name: str = "year") -> int | None:
    """The year in a slot; of two figures («в 41-м», «в октябре 17-го») the latest that has come."""
    said = number(slots, name)
    if said is None or not 0 < said < 3000:
        return None
    if said >= 100 or not slots[name][:1].isdigit() or slots[name].isdigit():
        return said
    return said + (2000 if 2000 + said <= (context.now.year if context.now else 2030) else 1900)


def has_year(slots: Slots) -> bool:
    """Whether a day is told with its year."""
    return bool({"year", "dmy", "iso"} & slots.keys())


def is_same(slots: Slots) -> bool:
    """Whether «тот же», «этот же» point back into the story."""
    return "same" in slots or "again" in slots


def shift_of(slots: Slots) -> int | None:
    """−1 for «прошлый», 0 for «этот», 1 for «следующий»; None where none is said."""
    for name, shift in (("last", -1), ("this", 0), ("next", 1), ("same", 0)):
        if name in slots:
            return -2 if slots[name] == "2" else shift
    return None


def is_ahead(slots: Slots, context: Context) -> bool:
    """Whether a bare day lies ahead: the clause says future, or «к» and «до» do and it says no past.

    «Регистрация открыта до 20 июня» lasts still, «построена к 1 мая» is over: see `near`.
    """
    tense = context.tense()
    return tense == "future" or (tense is None and _is_limit(slots))


def _is_limit(slots: Slots) -> bool:
    return slots.get("at", "").lower() in _AHEAD


def near(slots: Slots, context: Context, month: int, number_: int | None = None) -> int | None:
    """The year of a bare day or month: the nearest past, or to come where the clause is about the future."""
    if number_ is not None and (month, number_) in context.years:
        return context.years[month, number_]
    if context.published is None:
        told = context.story
        is_next = told is not None and number_ is None and month < told.month and context.tense() == "future"
        return told.year + is_next if told else None
    now = context.published
    this, today = (month, number_ or now.day), (now.month, now.day)
    if is_ahead(slots, context):
        return now.year + (this < today)
    if _is_limit(slots) and context.tense() == "done" and 0 <= (month - now.month) % 12 <= _SOON:
        return now.year + (this < today)
    return now.year - (this > today)


def day_of(slots: Slots, context: Context) -> Resolved | None:
    """The day that the slots name, its year found where it is not said; None for one that does not exist."""
    month, number_ = int(slots["month"]), number(slots, "day")
    if number_ is None or calendar.day(2000, month, number_) is None:
        return None
    year = year_of(slots, context)
    if year is None and "yearly" not in slots and "year" not in slots:
        year = near(slots, context, month, number_)
        if year is not None and "weekday" in slots:
            year = _on_weekday(year, month, number_, int(slots["weekday"]))
    if year is None:
        return None if "year" in slots else Resolved("date", f"XXXX-{month:02}-{number_:02}")
    date = calendar.day(year, month, number_)
    return calendar.of_day(date) if date else None


def _on_weekday(year: int, month: int, number_: int, weekday: int) -> int:
    """The year, or one beside it, in which the day falls on the weekday: «в субботу, 21 марта»."""
    for candidate in (year, year + 1, year - 1):
        date = calendar.day(candidate, month, number_)
        if date and date.weekday() == weekday:
            return candidate
    return year


def day_in_figures(slots: Slots, context: Context) -> Resolved | None:
    """The day written 2019-03-05, 05.03.2019 or 5/3/19; None for one that does not exist."""
    date = (
        calendar.day(*map(int, slots["iso"].split("-"))) if "iso" in slots else figured(slots["dmy"], context.published)
    )
    return calendar.of_day(date) if date else None


def figured(text: str, now: dt.date | None) -> dt.date | None:
    """The day written 05.03.2019 or 5/3/19; two figures mean the latest year not ten years ahead."""
    number_, month, year = map(int, text.replace("/", ".").split("."))
    if len(text.rsplit("." if "." in text else "/", 1)[1]) == 2:
        year += 2000 if 2000 + year <= (now.year if now else 2030) + 10 else 1900
    return calendar.day(year, month, number_) if year else None
