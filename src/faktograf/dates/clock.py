"""Times of day: hours and minutes, parts of the day, and either with its day."""

import re
from collections.abc import Callable

from faktograf.dates import calendar
from faktograf.dates.calendar import DAY, Context, Resolved
from faktograf.dates.relative import eve_of, weekday_of
from faktograf.dates.slots import Slots, day_in_figures, day_of, is_same, number

_PARTS = {"MO": "TMO", "EV": "TEV", "NI": "TNI", "DT": "TDT"}


def _hour(slots: Slots) -> tuple[int, int] | None:
    """Hour and minute: «14:30», «половина десятого утра», «три часа ночи»; None for what is no time."""
    if "clock" in slots or "dotted" in slots:
        hour, minute = map(int, re.split("[:.]", slots.get("clock") or slots["dotted"])[:2])
    elif "half" in slots or "quarter_of" in slots:
        hour, minute = (number(slots, "ordinal") or 0) - 1, int(slots.get("half") or slots["quarter_of"])
    elif "halfhour" in slots:  # «полпервого»
        hour, minute = int(slots["halfhour"]) - 1, 30
    elif "less" in slots:  # «без четверти девять», «без пяти шесть»
        less = 15 if slots["less"].lower().startswith("четверт") else number(slots, "less") or 0
        hour, minute = (number(slots, "words") or 0) - 1, 60 - less
    elif "one" in slots:
        hour, minute = 1, 0
    else:
        said = number(slots, "words") if "words" in slots else number(slots, "hour")
        hour, minute = -1 if said is None else said, number(slots, "minute") or 0
    part = slots.get("daypart") or slots.get("dawn")
    if part == "PM" and hour < 12:
        hour += 12
    if part == "NI" and hour == 12:
        hour = 0
    if part == "NI" and 8 < hour < 12:
        hour += 12
    return (hour, minute) if 0 <= hour <= 24 and 0 <= minute < 60 else None


def _has_time(slots: Slots) -> bool:
    return any(
        name in slots for name in ("clock", "dotted", "half", "halfhour", "quarter_of", "less", "one", "words", "hour")
    )


def _day(slots: Slots, context: Context) -> Resolved | None:
    """The day that goes with the time, said or meant by «вчера» or a weekday; None for one that does not exist."""
    if "month" in slots:
        return day_of(slots, context)
    if "dmy" in slots or "iso" in slots:
        return day_in_figures(slots, context)
    if "weekday" in slots:
        return weekday_of(slots, context)
    if "eve" in slots:
        return eve_of(slots, context)
    if "deictic" in slots:
        steps, base = int(slots["deictic"]), context.published
    elif "onday" in slots or is_same(slots) or "next" in slots:
        steps, base = -1 if "last" in slots else 1 if "next" in slots else 0, context.last or context.published
    else:
        steps, base = -1 if "last" in slots else 0, context.published
    has_day = any(name in slots for name in ("deictic", "onday", "last", "this", "same", "next"))
    return calendar.of_day(base + steps * DAY) if base and has_day else Resolved("date", None)


def _told(hour: tuple[int, int]) -> str:
    return f"T{hour[0]:02}:{hour[1]:02}"


def _clock(slots: Slots, context: Context) -> Resolved | None:
    time = _hour(slots)
    if time is None:
        return None
    value = _told(time)
    if "to" in slots:
        text = slots["to"]
        part = {"daypart": slots["daypart2"]} if "daypart2" in slots else {}
        end = _hour(({"clock": text} if ":" in text else {"hour": text}) | part)
        if end is None:
            return None
        value = f"{value}/{_told(end)}"
    return Resolved("time", value, modifier="APPROX" if "about" in slots else None)


def _moment(slots: Slots, context: Context) -> Resolved | None:
    """A time or a part of the day with its day: 2020-02-13T10:15, 2020-02-13TEV."""
    day = _day(slots, context)
    if day is None:
        return None
    if _has_time(slots):
        hour = _hour(slots)
        if hour is None:
            return None
        value = _told(hour)
    else:
        part = slots.get("daytime") or slots.get("daynoun") or "AF"
        value = _PARTS.get(part) or "T" + part
    return Resolved("time", (day.value or "") + value, day.begin, day.end)


def _night(slots: Slots, context: Context) -> Resolved | None:
    """«В ночь с 18 на 19 апреля»: both days; «в ночь на 19 апреля»: the night that ends on it."""
    if "month2" in slots:
        said = {"day": slots["to"], "month": slots["month2"]}
        said |= {name: slots[name] for name in ("year", "at") if name in slots}
        day = day_of(said, context)
    else:
        day = weekday_of(slots, context)
    if day is None:
        return None
    if day.begin is None or day.end is None:
        return Resolved("time", (day.value or "") + "TNI")
    eve = day.begin - DAY
    return Resolved("time", eve.isoformat() + "TNI", eve, day.end)


def _minute(slots: Slots, context: Context) -> Resolved | None:
    """The minute of a match is a time that no clock tells."""
    return Resolved("time", None)


TABLE: dict[str, Callable[[Slots, Context], Resolved | None]] = {
    "clock": _clock,
    "moment": _moment,
    "night": _night,
    "minute": _minute,
}
