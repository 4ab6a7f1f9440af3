"""What is told from another day: «вчера», «в среду», «три года назад», «на прошлой неделе»."""

import datetime as dt
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal

from faktograf.dates import calendar
from faktograf.dates.calendar import DAY, Context, Resolved
from faktograf.dates.durations import UNITS, amount, length_of, modifier
from faktograf.dates.slots import Slots, is_ahead, is_same, number, shift_of


def weekday_of(slots: Slots, context: Context) -> Resolved:
    """The nearest such weekday behind, or ahead where the clause or «следующий» says so; else XXXX-WXX-3."""
    wanted, now = int(slots["weekday"]), context.today
    if now is None:
        return Resolved("date", f"XXXX-WXX-{wanted + 1}")
    if "week" in slots:
        return calendar.of_day(now - now.weekday() * DAY + (7 * (shift_of(slots) or 0) + wanted) * DAY)
    back = (now.weekday() - wanted) % 7
    if "next" in slots:
        return calendar.of_day(now + (7 - back) * DAY)
    if "last" in slots:
        return calendar.of_day(now - (back or 7) * DAY)
    return calendar.of_day(now + (7 - back) % 7 * DAY if is_ahead(slots, context) else now - back * DAY)


def _deictic(slots: Slots, context: Context) -> Resolved | None:
    steps = int(slots["deictic"])
    if context.today is None:
        return Resolved("date", None if steps else "PRESENT_REF")
    found = calendar.of_day(context.today + steps * DAY)
    if "to" not in slots:
        return found
    return calendar.joined(found, calendar.of_day(context.today + int(slots["to"]) * DAY))


def _nth_day(slots: Slots, context: Context) -> Resolved | None:
    """«К концу первого дня»: counted from the day last told."""
    count = number(slots, "nth")
    if slots["whole_in"] != "D" or context.last is None or not count:
        return Resolved("date", None)
    return calendar.of_day(context.last + (count - 1) * DAY)


def eve_of(slots: Slots, context: Context) -> Resolved:
    """The day before the publication, else before the day last told."""
    day = context.published or context.last
    return calendar.of_day(day - DAY) if day else Resolved("date", None)


def _vague(slots: Slots, context: Context) -> Resolved | None:
    """PRESENT_REF, PAST_REF, FUTURE_REF; «на днях» by the tense of its clause; no value for «до этого времени»."""
    for name in ("vague", "recent", "past"):
        if slots.get(name, "").endswith("_REF"):
            return Resolved("date", slots[name])
    if "present" in slots:
        return Resolved("date", "PRESENT_REF")
    if "soon" in slots or "days" in slots:
        return Resolved("date", "FUTURE_REF" if "soon" in slots or context.tense() == "future" else "PAST_REF")
    return Resolved("date", None)


def _safely(make: Callable[[], Resolved]) -> Resolved:
    try:
        return make()
    except (OverflowError, ValueError):  # «миллион лет назад» is before the calendar
        return Resolved("date", "PAST_REF")


def _moved(now: dt.date | None, value: Decimal | None, unit: str, sign: int) -> Resolved:
    """What lies so many units before or after: a day for days and weeks, a month for months, a year for years."""
    size, letter, is_clock = UNITS.get(unit, (1, "Y", False))
    type_ = "time" if is_clock else "date"
    if now is None or value is None or unit not in UNITS:
        return Resolved(type_, "PAST_REF" if sign < 0 and not is_clock and value is None else None)
    if is_clock:
        return _safely(lambda: calendar.of_day(now)._replace(type=type_, value=None))
    if letter in "DW":
        days = int((value * size * (7 if letter == "W" else 1)).to_integral_value(ROUND_HALF_UP))
        return _safely(lambda: calendar.of_day(now + sign * days * DAY))
    months = sign * int((value * size * (12 if letter == "Y" else 1)).to_integral_value(ROUND_HALF_UP))
    return _safely(lambda: _far(now, months, is_years=letter == "Y" and months % 12 == 0))


def _far(now: dt.date, months: int, *, is_years: bool) -> Resolved:
    first = calendar.shifted(now, months)
    return calendar.of_year(first.year) if is_years else calendar.of_month(first.year, first.month)


def _told(context: Context, unit: str) -> dt.date | None:
    """What «годом ранее» and «три дня спустя» are counted from: the story, then the publication."""
    told = context.last if UNITS.get(unit, (1, "Y", False))[1] in "DW" else context.era
    return told or context.now


def _ago(slots: Slots, context: Context) -> Resolved | None:
    value, unit = length_of(slots)
    now = context.now if "ago" in slots else _told(context, unit)
    second = amount(slots["n2"]) if "n2" in slots else None
    if second and now and slots["unit2"] == "D":  # «два года и десять дней назад»
        now -= int(second) * DAY
    return _moved(now, value, unit, -1)._replace(modifier=modifier(slots))


def _later(slots: Slots, context: Context) -> Resolved | None:
    if "minute" in slots:
        return _moved(context.now, Decimal(1), "H", 1)
    value, unit = length_of(slots)
    if "event" in slots:  # «спустя 20 лет после аварии»
        return Resolved("time" if UNITS.get(unit, (1, "Y", False))[2] else "date", None)
    is_told = "later" in slots or (context.tense() in ("past", "done") and (context.last or context.era))
    found = _moved(_told(context, unit) if is_told else context.now, value, unit, 1)._replace(modifier=modifier(slots))
    if not is_told and "weekday" not in slots and found.begin and context.tense() in ("past", "done"):
        return Resolved(found.type, None)  # «спустя год завод закрыли»: after what is not told
    if "weekday" in slots and found.begin:
        return calendar.of_day(found.begin - found.begin.weekday() * DAY + int(slots["weekday"]) * DAY)
    return found


def _whole(slots: Slots, context: Context) -> Resolved | None:
    unit, shift = slots.get("whole") or slots["weekend"], shift_of(slots)
    now = context.now
    if unit == "D":
        now = context.last or (context.now if "this" in slots else None)
    elif is_same(slots):
        now = context.era or context.now
    if now is None or unit in ("season", "Y100"):
        return Resolved("date", "XXXX" if unit == "Y" else None)
    if unit == "weekend" and shift is None:
        shift = 0 if "coming" in slots or is_ahead(slots, context) or now.weekday() > 4 else -1
    return _safely(lambda: unit_of(unit, now, shift or 0))


def unit_of(unit: str, now: dt.date, shift: int) -> Resolved:
    """The whole unit that a day lies in, or so many before or after: «в прошлом квартале»."""
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
    size, make = (3, calendar.of_quarter) if unit == "Q" else (6, calendar.of_half)
    first = calendar.shifted(dt.date(now.year, (now.month - 1) // size * size + 1, 1), shift * size)
    return make(first.year, (first.month - 1) // size + 1)


def _before_end(slots: Slots, context: Context) -> Resolved | None:
    """«За два дня до конца месяца»; working days leave out the weekends."""
    now, count = context.now, number(slots, "n")
    if now is None or count is None or slots["unit"] != "D" or slots["whole"] not in ("Y", "M1", "W", "Q", "H1"):
        return Resolved("date", None)
    end = unit_of(slots["whole"], now, 0).end
    day = (end or now) - DAY
    for _ in range(min(count, 366)):
        day -= DAY
        while "working" in slots and day.weekday() > 4:
            day -= DAY
    return calendar.of_day(day)


TABLE: dict[str, Callable[[Slots, Context], Resolved | None]] = {
    "weekday": weekday_of,
    "deictic": _deictic,
    "eve": eve_of,
    "nth_day": _nth_day,
    "vague": _vague,
    "ago": _ago,
    "later": _later,
    "whole": _whole,
    "before_end": _before_end,
}
