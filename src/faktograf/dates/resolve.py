"""Slots + context → value and calendar interval, for what the calendar names. Pure: no clock, no locale."""

from collections.abc import Callable

from faktograf.dates import calendar, clock, durations, relative
from faktograf.dates.calendar import Context, Resolved
from faktograf.dates.slots import Slots, day_in_figures, day_of, figured, is_ahead, near, number, shift_of, year_of
from faktograf.language import numerals

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
    half = number(slots, "portion")
    if half not in (1, 2):
        return found
    if found.value and len(found.value) == 4 and found.begin:
        return calendar.of_half(found.begin.year, half)
    return found._replace(modifier="START" if half == 1 else "END")


def _bounded(found: Resolved, slots: Slots) -> Resolved:
    """«С 2019 года» leaves the end open, «до 7 апреля» and «по май» the beginning; «с 2019 годом» compares."""
    preposition, is_compared = slots.get("at", "").lower(), slots.get("gd", "").lower() == "годом"
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


def _month(slots: Slots, context: Context) -> Resolved | None:
    month = int(slots["month"])
    year = year_of(slots, context)
    if year is None and "yearly" not in slots and "year" not in slots:
        year = _beside(slots, context, month) if "rel" in slots else near(slots, context, month)
    return calendar.of_month(year, month) if year else Resolved("date", f"XXXX-{month:02}")


def _beside(slots: Slots, context: Context, month: int) -> int | None:
    """The year of «в следующем мае», «в прошлом мае»: the nearest to that side."""
    now = context.now
    if now is None:
        return None
    word = slots["rel"].lower()
    if word.startswith(("эт", "нын", "тек")):
        return now.year
    if word.startswith(("сле", "буд", "пре", "гря", "нас")) and not word.startswith(("пред", "предш")):
        return now.year + (month <= now.month)
    return now.year - (month >= now.month)


def _months(slots: Slots, context: Context) -> Resolved | None:
    year2 = slots.get("year2") or slots.get("year")
    yearly = {name: slots[name] for name in ("yearly", "last", "this", "next", "same", "again", "at") if name in slots}
    second = _month({"month": slots["month2"]} | ({"year": year2} if year2 else yearly), context)
    year1 = slots.get("year") or year2
    first = _month({"month": slots["month"]} | ({"year": year1} if year1 else yearly), context)
    if first is None or second is None:
        return None
    if first.begin and second.begin and first.begin > second.begin and "year" not in slots:
        first = calendar.of_month(first.begin.year - 1, first.begin.month)
    return calendar.joined(first, second)


def _year(slots: Slots, context: Context) -> Resolved | None:
    if "to" in slots:
        return _years(slots, context)
    year = number(slots, "year")
    return calendar.of_year(year) if year and 0 < year < 3000 else None


def _range(slots: Slots, context: Context) -> Resolved | None:
    """«С 2013 года по январь 2015 года»: either end a day, a month or a year."""
    ends = {"day": slots.get("to"), "month": slots.get("month2"), "year": slots.get("year2")}
    last = _end({name: text for name, text in ends.items() if text}, context)
    names = [name for name in slots if name in ("day", "month", "year")]
    first: Slots = {name: slots[name] for name in names}
    begin = _end({"year": slots["year2"]} | first if "year2" in slots else first, context)
    return calendar.joined(begin, last) if begin and last else None


def _end(slots: Slots, context: Context) -> Resolved | None:
    return (day_of if "day" in slots else _month if "month" in slots else _year)(slots, context)


def _years(slots: Slots, context: Context) -> Resolved | None:
    first, second = number(slots, "year") or 0, number(slots, "to") or 0
    second += first // 100 * 100 if second < 100 else 0
    if not 0 < first < second < 3000:
        return None
    return calendar.joined(calendar.of_year(first), calendar.of_year(second))


def _decade(slots: Slots, context: Context) -> Resolved | None:
    if "decade" in slots:
        figures = numerals.figures(slots["decade"])
        first = int(figures) if figures is not None else 0
    else:
        head = numerals.cardinal(slots["words"].rsplit(" ", 1)[0]) if " " in slots["words"] else None
        first = int(head or 0) + 10 * int(slots["tens"])
        if not head and first in (0, 10):  # «нулевые», «десятые»
            first += 2000
    if first < 100:
        century = number(slots, "ordinal") or number(slots, "roman") or (21 if "this" in slots else 20)
        first += 100 * (century - 1)
    return calendar.of_decade(first) if 1000 <= first < 2100 else None


def _decades(slots: Slots, context: Context) -> Resolved | None:
    first, second = _decade(slots, context), _decade({"decade": slots["to"]}, context)
    return calendar.joined(first, second) if first and second else None


def _century(slots: Slots, context: Context) -> Resolved | None:
    value = number(slots, next(name for name in ("roman", "nth", "words") if name in slots))
    second = number(slots, "to") if "to" in slots else None
    if value is None or not 1 <= value <= 30 or ("to" in slots and (second is None or not value < second <= 30)):
        return None
    found = calendar.of_century(value)
    return calendar.joined(found, calendar.of_century(second)) if second else found


def _before_our_era(slots: Slots, context: Context) -> Resolved | None:
    """«В 44 году до н. э.» → BC0044; the calendar has no such days."""
    name = next((name for name in ("year", "roman", "nth", "words") if name in slots), "")
    value = number(slots, name)
    return Resolved("date", f"BC{value:04}" if name == "year" else f"BC{value:02}") if value else None


def _season(slots: Slots, context: Context) -> Resolved | None:
    season, now = slots["season"], context.now
    year = year_of(slots, context)
    if year is None and "yearly" not in slots and now:
        near_by = [calendar.of_season(now.year + shift, season) for shift in (-1, 0, 1)]
        begun = [row for row in near_by if row.begin and row.begin <= now]
        coming = [row for row in near_by if row.end and row.end > now]
        if "next" in slots:
            return next((row for row in coming if row not in begun), None)
        if "last" in slots:
            return next((row for row in begun[::-1] if row not in coming), None)
        return coming[0] if is_ahead(slots, context) and coming else begun[-1]
    return calendar.of_season(year, season) if year else Resolved("date", f"XXXX-{season}")


_PARTS = {"Q": (4, calendar.of_quarter), "H": (2, calendar.of_half)}


def _part_of_year(slots: Slots, context: Context) -> Resolved | None:
    """«III квартал 2019 года», «второе полугодие»; without a year that of the publication."""
    letter = "Q" if "quarter" in slots else "H"
    most, make = _PARTS[letter]
    which = next((number(slots, name) for name in ("roman", "nth", "figures", "ordinal") if name in slots), None)
    last = number(slots, "to") if "to" in slots else which
    if which is None or last is None or not 1 <= which <= last <= most:
        return None
    year = year_of(slots, context)
    year = year or (context.now.year if context.now else None)
    if year is None:
        return Resolved("date", f"XXXX-{letter}{which}")
    return make(year, which) if last == which else calendar.joined(make(year, which), make(year, last))


_TABLE: dict[str, Callable[[Slots, Context], Resolved | None]] = {
    "day": day_of,
    "day_of_month": _day_of_month,
    "figures": day_in_figures,
    "days": _days,
    "days_in_figures": _days_in_figures,
    "month": _month,
    "months": _months,
    "year": _year,
    "years": _years,
    "range": _range,
    "decade": _decade,
    "decades": _decades,
    "century": _century,
    "before_our_era": _before_our_era,
    "season": _season,
    "part_of_year": _part_of_year,
    **relative.TABLE,
    **durations.TABLE,
    **clock.TABLE,
}
