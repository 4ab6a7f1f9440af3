"""Slots + context → value and calendar interval, the table of all readings, and days. Pure: no clock, no locale."""

from collections.abc import Callable

from faktograf.dates import calendar, clock, durations, feasts, pieces, relative, stretches
from faktograf.dates.calendar import Context, Resolved
from faktograf.dates.slots import Slots, day_in_figures, day_of, figured, number, shift_of
from faktograf.dates.stretches import a_year, month_of

_OPEN_END = frozenset(("с", "со", "c"))


def resolve(name: str, slots: Slots, context: Context) -> Resolved | None:
    """What the slots of a rule mean; None for what can't be: a day that does not exist, a range that runs backwards."""
    try:
        found = _TABLE[name](slots, context)
    except OverflowError:  # «завтра» on the last day of the calendar
        return None
    return _bounded(_marked(found, slots), slots) if found else None


def _marked(found: Resolved, slots: Slots) -> Resolved:
    """«В начале мая», «вторая половина 2017 года»; the half of a year is a stretch of its own."""
    if found.modifier is None and "edge" in slots:
        return found._replace(modifier=slots["edge"])
    if "opening" in slots or "closing" in slots:  # «в первых числах марта», «в последние дни года»
        return found._replace(modifier="START" if "opening" in slots else "END")
    half = number(slots, "portion")
    if half not in (1, 2):
        return found
    if found.value and len(found.value) == 4 and found.begin:
        return calendar.of_half(found.begin.year, half)
    return found._replace(modifier="START" if half == 1 else "END")


def _bounded(found: Resolved, slots: Slots) -> Resolved:
    """«С 2019 года» leaves the end open, «до 7 апреля» and «по май» the beginning; «с 2019 годом» compares."""
    preposition, is_compared = slots.get("at", "").lower(), "compared" in slots
    if found.type != "date" or found.begin is None or "/" in (found.value or ""):
        return found
    if preposition in _OPEN_END and not is_compared and found.modifier in (None, "START"):
        return found._replace(end=None)
    if preposition == "до" and found.modifier != "END":
        return found._replace(begin=None, end=found.begin if found.modifier is None else found.end)
    if preposition == "по" or (preposition == "до" and found.modifier == "END"):
        return found._replace(begin=None)
    return found


def _days_in_figures(slots: Slots, context: Context) -> Resolved | None:
    last = figured(slots["dmy"], context.published)
    if last is None:
        return None
    if "from" in slots:
        first = figured(slots["from"], context.published)
    else:
        parts = [int(part) for part in slots["day"].replace(",", ".").split(".") if part.isdigit()]
        month = parts[1] if len(parts) > 1 else last.month
        first = calendar.day(last.year, month, parts[0]) if parts and 0 < month < 13 else None
    return calendar.joined(calendar.of_day(first), calendar.of_day(last)) if first else None


def _day_of_month(slots: Slots, context: Context) -> Resolved | None:
    """«5-го числа»: of the month that the article or the story is in."""
    number_, now = number(slots, "day"), context.now
    if number_ is None or not 1 <= number_ <= 31:
        return None
    if now is None or slots.get("whole", "M1") != "M1":
        return Resolved("date", None)
    first = calendar.shifted(now, shift_of(slots) or 0)
    date = calendar.day(first.year, first.month, number_)
    return calendar.of_day(date) if date else None


def _days(slots: Slots, context: Context) -> Resolved | None:
    second = {"day": slots["to"], "month": slots.get("month2") or slots["month"]}
    year = slots.get("year2") or slots.get("year")
    at = {"at": slots["at"]} if "at" in slots else {}
    second |= ({"year": year} if year else {}) | at
    first = {"day": slots.get("day") or slots.get("ordinal", ""), "month": slots.get("month") or slots["month2"]}
    first |= ({"year": slots.get("year") or year} if year else {}) | at
    a, b = day_of(first, context), day_of(second, context)
    if a is None or b is None:
        return None
    if a.begin and b.begin and a.begin > b.begin and "year" not in slots:
        earlier = calendar.day(a.begin.year - 1, a.begin.month, a.begin.day)
        a = calendar.of_day(earlier) if earlier else a
    return calendar.joined(a, b)


def _range(slots: Slots, context: Context) -> Resolved | None:
    """«С 2013 года по январь 2015 года»: either end a day, a month or a year."""
    ends = {"day": slots.get("to"), "month": slots.get("month2"), "year": slots.get("year2")}
    last = _end({name: text for name, text in ends.items() if text}, context)
    names = [name for name in slots if name in ("day", "month", "year")]
    first: Slots = {name: slots[name] for name in names}
    begin = _end({"year": slots["year2"]} | first if "year2" in slots else first, context)
    return calendar.joined(begin, last) if begin and last else None


def _end(slots: Slots, context: Context) -> Resolved | None:
    return (day_of if "day" in slots else month_of if "month" in slots else a_year)(slots, context)


_TABLE: dict[str, Callable[[Slots, Context], Resolved | None]] = {
    "day": day_of,
    "day_of_month": _day_of_month,
    "figures": day_in_figures,
    "days": _days,
    "days_in_figures": _days_in_figures,
    "range": _range,
    **stretches.TABLE,
    **pieces.TABLE,
    **feasts.TABLE,
    **relative.TABLE,
    **durations.TABLE,
    **clock.TABLE,
}
