"""Lengths of time, what lies so far back or ahead, what happens every so often, and whole units named by «прошлый»."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

from faktograf.dates import calendar
from faktograf.dates.calendar import DAY, Context, Resolved
from faktograf.dates.slots import Slots, number, shift_of, year_of
from faktograf.language import numerals

# unit code → letters of an ISO 8601 duration: how many of which, and whether of the clock
_UNITS = {
    "S": (1, "S", True),
    "M": (1, "M", True),
    "H": (1, "H", True),
    "D": (1, "D", False),
    "W": (1, "W", False),
    "M1": (1, "M", False),
    "Q": (3, "M", False),
    "H1": (6, "M", False),
    "Y": (1, "Y", False),
    "Y10": (10, "Y", False),
    "Y100": (100, "Y", False),
}
_MODIFIERS = (
    ("не более", "EQUAL_OR_LESS"),
    ("не менее", "EQUAL_OR_MORE"),
    ("не больше", "EQUAL_OR_LESS"),
    ("не меньше", "EQUAL_OR_MORE"),
    ("как минимум", "EQUAL_OR_MORE"),
    ("бол", "MORE_THAN"),
    ("свыше", "MORE_THAN"),
    ("мен", "LESS_THAN"),
)


def modifier(slots: Slots) -> str | None:
    """TIMEX3's modifier of «более», «около» and the like."""
    text = slots.get("mod", "").lower()
    if not text and "about" not in slots:
        return None
    return next((value for start, value in _MODIFIERS if text.startswith(start)), "APPROX")


def amount(text: str | None) -> Decimal | None:
    """How many: «два с половиной» → 2.5; one where none is said; None for «несколько»."""
    if text is None:
        return Decimal(1)
    head, half, _ = text.partition(" с половиной")
    value = numerals.cardinal(head)
    return None if value is None else value + (Decimal("0.5") if half else 0)


def _iso(value: Decimal, unit: str) -> tuple[str, bool]:
    size, letter, is_clock = _UNITS[unit]
    total = (value * size).normalize()
    return f"{total:f}{letter}", is_clock


def _duration(slots: Slots, context: Context) -> Resolved | None:
    if "half_a_year" in slots:
        return Resolved("duration", "P6M")
    if "half_a_century" in slots:
        return Resolved("duration", "P50Y")
    if "half_an_hour" in slots:
        return Resolved("duration", "PT30M")
    if "half_of" in slots:
        return _half_of(slots["unit"])
    if "quarter_of" in slots:
        return Resolved("duration", f"PT{(amount(slots.get('n')) or 1) * 15:f}M")
    value = Decimal(number(slots, "ordinal") or 0) if "ordinal" in slots else amount(slots.get("n"))
    if value is None or "unsaid" in slots:
        return Resolved("duration", None, modifier=modifier(slots))
    if value == 0:
        return None
    parts = [_iso(value, slots["unit"])]
    second = amount(slots.get("n2")) if "n2" in slots else None
    if second is not None:
        parts.append(_iso(second, slots["unit2"]))
    days = "".join(text for text, is_clock in parts if not is_clock)
    clock = "".join(text for text, is_clock in parts if is_clock)
    return Resolved("duration", "P" + days + ("T" + clock if clock else ""), modifier=modifier(slots))


_HALVES = {"D": "PT12H", "H": "PT30M", "M": "PT30S", "Y": "P6M", "Y100": "P50Y"}


def _half_of(unit: str) -> Resolved | None:
    """«Пол дня»: half a unit in whole smaller ones."""
    return Resolved("duration", _HALVES[unit]) if unit in _HALVES else None


def moved(context: Context, value: Decimal, unit: str, sign: int) -> Resolved:
    """What lies so many units before or after: a day for days and weeks, a month for months, a year for years."""
    size, letter, is_clock = _UNITS[unit]
    now = context.now
    if now is None:
        return Resolved("time" if is_clock else "date", None)
    steps = Fraction(value) * size * sign
    if is_clock:
        return calendar.of_day(now)._replace(type="time", value=None)
    if letter in "DW":
        return _safely(lambda: calendar.of_day(now + int(steps * (7 if letter == "W" else 1)) * DAY))
    months = int(steps * (12 if letter == "Y" else 1))
    return _safely(lambda: _far(now, months, letter == "Y" and months % 12 == 0))


def _far(now: dt.date, months: int, is_years: bool) -> Resolved:
    first = calendar.shifted(now, months)
    return calendar.of_year(first.year) if is_years else calendar.of_month(first.year, first.month)


def _safely(make: Callable[[], Resolved]) -> Resolved:
    try:
        return make()
    except (OverflowError, ValueError):  # «миллион лет назад» is before the calendar
        return Resolved("date", "PAST_REF")


def _ago(slots: Slots, context: Context) -> Resolved | None:
    value = amount(slots.get("n"))
    if value is None:
        return Resolved("date", "PAST_REF", modifier=modifier(slots))
    if "half_an_hour" in slots:
        return moved(context, value, "H", -1)
    return moved(_told(slots, context, "earlier"), value, slots["unit"], -1)._replace(modifier=modifier(slots))


def _later(slots: Slots, context: Context) -> Resolved | None:
    value = amount(slots.get("n"))
    if value is None:
        return Resolved("date", None)
    told = _told(slots, context, "later")
    return moved(told, value, slots["unit"], 1)._replace(modifier=modifier(slots))


def _before_end(slots: Slots, context: Context) -> Resolved | None:
    """«За два дня до конца месяца»: counted back from the last day."""
    value, whole = amount(slots.get("n")), _whole({"whole": slots["whole"], "this": ""}, context)
    if value is None or whole is None or whole.end is None:
        return Resolved("date", None)
    last = whole.end - DAY
    return moved(Context(last), value, slots["unit"], -1)


def _told(slots: Slots, context: Context, name: str) -> Context:
    """«Годом ранее» counts from the day last told, «год назад» from the publication."""
    told = context.last if name in slots and context.last else None
    return Context(told, told, told) if told else context


def _every(slots: Slots, context: Context) -> Resolved | None:
    if "always" in slots:
        return Resolved("set", slots["always"])
    text, is_clock = _iso(amount(slots.get("n")) or Decimal(1), slots["unit"])
    return Resolved("set", ("PT" if is_clock else "P") + text)


def _weekly(slots: Slots, context: Context) -> Resolved | None:
    return Resolved("set", "P1W")


def _whole(slots: Slots, context: Context) -> Resolved | None:
    unit, shift = slots["whole"], shift_of(slots)
    is_day = unit == "D" and "this" not in slots
    now = context.last if ("same" in slots or is_day) and context.last else context.now
    if now is None or unit in ("season", "Y100"):
        return Resolved("date", "XXXX" if unit == "Y" else None)
    return _safely(lambda: _unit(unit, now, shift or 0))


def _unit(unit: str, now: dt.date, shift: int) -> Resolved:
    if unit == "Y":
        return calendar.of_year(now.year + shift)
    if unit == "D":
        return calendar.of_day(now + shift * DAY)
    if unit in ("W", "weekend"):
        week = calendar.of_week(now + 7 * shift * DAY)
        if unit == "W" or week.begin is None:
            return week
        return week._replace(value=f"{week.value}-WE", begin=week.begin + 5 * DAY)
    if unit == "M1":
        month = calendar.shifted(now, shift)
        return calendar.of_month(month.year, month.month)
    if unit == "Y10":
        return calendar.of_decade((now.year // 10 + shift) * 10)
    size = 3 if unit == "Q" else 6
    first = calendar.shifted(dt.date(now.year, (now.month - 1) // size * size + 1, 1), shift * size)
    part = (first.month - 1) // size + 1
    return calendar.of_quarter(first.year, part) if unit == "Q" else calendar.of_half(first.year, part)


_PARTS = {"Q": (4, calendar.of_quarter), "H1": (2, calendar.of_half)}


def _part_of_year(slots: Slots, context: Context) -> Resolved | None:
    """«III квартал 2019 года», «второе полугодие»; without a year that of the publication."""
    unit = "Q" if "quarter" in slots else "H1"
    most, make = _PARTS[unit]
    which = next((number(slots, name) for name in ("roman", "nth", "figures", "ordinal") if name in slots), None)
    if which is None or not 1 <= which <= most:
        return None
    year = year_of(slots, context)
    if year is None and context.now:
        year = context.now.year
    letter = "Q" if unit == "Q" else "H"
    return make(year, which) if year else Resolved("date", f"XXXX-{letter}{which}")


TABLE: dict[str, Callable[[Slots, Context], Resolved | None]] = {
    "duration": _duration,
    "ago": _ago,
    "later": _later,
    "before_end": _before_end,
    "every": _every,
    "weekly": _weekly,
    "whole": _whole,
    "part_of_year": _part_of_year,
}
