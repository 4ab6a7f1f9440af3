"""Times of day: hours and minutes, parts of the day, and either with its day."""

import re
from collections.abc import Callable

from faktograf.dates import calendar
from faktograf.dates.calendar import DAY, Context, Resolved
from faktograf.dates.slots import Slots, day_of, number

_PARTS = {"MO": "TMO", "EV": "TEV", "NI": "TNI", "DT": "TDT"}


def _hour(slots: Slots) -> tuple[int, int] | None:
    """Hour and minute: «14:30», «половина десятого утра», «три часа ночи»; None for what is no time."""
    if "clock" in slots or "dotted" in slots:
        hour, minute = map(int, re.split("[:.]", slots.get("clock") or slots["dotted"])[:2])
    elif "half" in slots:
        hour, minute = (number(slots, "ordinal") or 0) - 1, int(slots["half"])
    elif "words" in slots:
        hour, minute = number(slots, "words") or 0, 0
    else:
        hour, minute = number(slots, "hour") or 0, number(slots, "minute") or 0
    part = slots.get("daypart")
    if part == "PM" and hour < 12:
        hour += 12
    if part == "NI" and hour == 12:
        hour = 0
    if part == "NI" and 8 < hour < 12:
        hour += 12
    return (hour, minute) if 0 <= hour <= 24 and 0 <= minute < 60 else None


def _date(slots: Slots, context: Context) -> Resolved | None:
    """The day that goes with the time: said, or meant by «вчера» or a weekday; None where there is none."""
    if "month" in slots:
        return day_of(slots, context)
    if "dmy" in slots:
        day, month, year = map(int, slots["dmy"].replace("/", ".").split("."))
        date = calendar.day(year if year > 99 else year + 2000, month, day)
        return calendar.of_day(date) if date else None
    if context.published is None:
        return None
    if "deictic" in slots:
        return calendar.of_day(context.published + int(slots["deictic"]) * DAY)
    if "weekday" in slots:
        back = (context.published.weekday() - int(slots["weekday"])) % 7
        return calendar.of_day(context.published - back * DAY)
    if "last" in slots:
        return calendar.of_day(context.published - DAY)
    if "this" in slots:
        return calendar.of_day(context.published)
    return None


def _has_day(slots: Slots) -> bool:
    return any(name in slots for name in ("month", "dmy", "deictic", "weekday"))


def _clock(slots: Slots, context: Context) -> Resolved | None:
    time = _hour(slots)
    if time is None:
        return None
    if "weekday" in slots and context.published:
        return _day_clock(slots, context)
    return Resolved("time", f"T{time[0]:02}:{time[1]:02}", modifier="APPROX" if "about" in slots else None)


def _day_clock(slots: Slots, context: Context) -> Resolved | None:
    time, day = _hour(slots), _date(slots, context)
    if time is None or (day is None and "month" in slots):
        return None
    told = f"T{time[0]:02}:{time[1]:02}"
    if day is None or day.value is None:
        return Resolved("time", told)
    return Resolved("time", day.value + told, day.begin, day.end)


def _part_of_day(slots: Slots, context: Context) -> Resolved | None:
    part = slots["daytime"]
    told = _PARTS.get(part) or "T" + part
    day = _date(slots, context)
    if day is None:
        return None if "month" in slots else Resolved("time", told)
    return Resolved("time", (day.value or "") + told, day.begin, day.end)


def _night(slots: Slots, context: Context) -> Resolved | None:
    """«В ночь с 18 на 19 апреля»: both days; «в ночь на 19 апреля»: the night that ends on it."""
    if "to" not in slots and "month2" not in slots:
        day = _date(slots, context)
        if day is None or day.begin is None or day.end is None:
            return Resolved("time", "TNI")
        eve = day.begin - DAY
        return Resolved("time", eve.isoformat() + "TNI", eve, day.end)
    year = {"year": slots["year"]} if "year" in slots else {}
    second = day_of({"day": slots["to"], "month": slots["month2"]} | year, context)
    if second is None:
        return None
    if second.begin is None or second.end is None:
        return Resolved("time", f"{second.value}TNI")
    eve = second.begin - DAY
    return Resolved("time", eve.isoformat() + "TNI", eve, second.end)


TABLE: dict[str, Callable[[Slots, Context], Resolved | None]] = {
    "clock": _clock,
    "day_clock": _day_clock,
    "part_of_day": _part_of_day,
    "night": _night,
}
