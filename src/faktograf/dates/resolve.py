"""Slots + context → value and calendar interval. Pure: no clock, no locale."""

from collections.abc import Callable

from faktograf.dates import calendar, clock, durations
from faktograf.dates.calendar import DAY, Context, Resolved
from faktograf.dates.slots import Slots, day_of, near, number, shift_of, year_of
from faktograf.language import numerals

_OPEN_END = frozenset(("с", "со", "c", "от"))


def resolve(name: str, slots: Slots, context: Context) -> Resolved | None:
    """What the slots of a rule mean; None for what can't be: a day that does not exist, a range that runs backwards."""
    found = _TABLE[name](slots, context)
    if found is None:
        return None
    if "edge" in slots and found.modifier is None:
        found = found._replace(modifier=slots["edge"])
    return _bounded(found, (slots.get("at") or slots.get("prep") or "").lower())


def _bounded(found: Resolved, preposition: str) -> Resolved:
    """«С 2019 года» leaves the end open, «до 7 апреля» the beginning."""
    if found.type != "date" or found.begin is None or "/" in (found.value or ""):
        return found
    if preposition in _OPEN_END and found.modifier in (None, "START"):
        return found._replace(end=None)
    if preposition == "до" and found.modifier == "END":
        return found._replace(begin=None)
    if preposition == "до" and found.modifier is None:
        return found._replace(begin=None, end=found.begin)
    return found


def _figures(slots: Slots, context: Context) -> Resolved | None:
    if "iso" in slots:
        year, month, number_ = map(int, slots["iso"].split("-"))
    else:
        number_, month, year = map(int, slots["dmy"].replace("/", ".").split("."))
        if year < 100:
            year += _century(year, context)
    date = calendar.day(year, month, number_)
    return calendar.of_day(date) if date else None


def _days_in_figures(slots: Slots, context: Context) -> Resolved | None:
    second = _figures({"dmy": slots["dmy"]}, context)
    if second is None or second.begin is None:
        return None
    if "from" in slots:
        first = _figures({"dmy": slots["from"]}, context)
    else:
        parts = [int(part) for part in slots["day"].replace(",", ".").split(".") if part.isdigit()]
        month = parts[1] if len(parts) > 1 else second.begin.month
        date = calendar.day(second.begin.year, month, parts[0]) if 0 < month < 13 else None
        first = calendar.of_day(date) if date else None
    return calendar.joined(first, second) if first else None


def _century(two: int, context: Context) -> int:
    """The century of a year in two figures: the latest that is not more than ten years ahead of publication."""
    now = context.published.year if context.published else 2030
    return 2000 if 2000 + two <= now + 10 else 1900


def _days(slots: Slots, context: Context) -> Resolved | None:
    second = {"day": slots["to"], "month": slots.get("month2") or slots["month"]}
    year = slots.get("year2") or slots.get("year")
    second |= {"year": year} if year else {}
    first = {"day": slots["day"], "month": slots.get("month") or slots["month2"]}
    first |= {"year": slots.get("year") or year} if year else {}
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
    if year is None and shift_of(slots) is None:
        if context.published is None and "rel" not in slots and not context.story:
            return Resolved("date", f"XXXX-{month:02}")
        year = _year_of_month(context, month) if "rel" not in slots else _next_or_last(slots["rel"], context, month)
    if year is None:
        return Resolved("date", f"XXXX-{month:02}")
    return calendar.of_month(year, month)


def _year_of_month(context: Context, month: int) -> int | None:
    """The year of a bare month; by the story alone only for a month next to the story's day."""
    if context.published is None and (context.story is None or abs(context.story.month - month) > 1):
        return None
    return near(context, month)


def _week_of_month(slots: Slots, context: Context) -> Resolved | None:
    """«В последнюю неделю октября»: its last seven days; the first ones for «в первую»."""
    month = _month(slots, context)
    if month is None or month.begin is None or month.end is None:
        return Resolved("date", None)
    if slots["which"].lower().startswith("перв"):
        return month._replace(value=None, end=month.begin + 7 * DAY)
    return month._replace(value=None, begin=month.end - 7 * DAY)


def _next_or_last(word: str, context: Context, month: int) -> int | None:
    """«В следующем мае», «в прошлом мае»: the nearest to that side."""
    if context.now is None:
        return None
    ahead = word.lower()[:3] in ("сле", "буд", "пре", "гря", "нас")
    before = month <= context.now.month
    return context.now.year + (1 if before else 0) if ahead else context.now.year - (0 if before else 1)


def _months(slots: Slots, context: Context) -> Resolved | None:
    year2 = slots.get("year2") or slots.get("year")
    second = _month({"month": slots["month2"]} | ({"year": year2} if year2 else {}), context)
    year1 = slots.get("year") or year2
    first = _month({"month": slots["month"]} | ({"year": year1} if year1 else {}), context)
    if first is None or second is None:
        return None
    if first.begin and second.begin and first.begin > second.begin and "year" not in slots:
        first = calendar.of_month(first.begin.year - 1, first.begin.month)
    return calendar.joined(first, second)


def _year(slots: Slots, context: Context) -> Resolved | None:
    if "to" in slots:
        return _years(slots, context)
    year = year_of(slots, context)
    return calendar.of_year(year) if year else None


def _years(slots: Slots, context: Context) -> Resolved | None:
    first, second = number(slots, "year"), number(slots, "to")
    if first is None or second is None:
        return None
    if second < 100:
        second += first // 100 * 100
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
    if first < 100:
        first += 1900
    return calendar.of_decade(first) if 1000 <= first < 2100 else None


def _century_of(slots: Slots, context: Context) -> Resolved | None:
    name = next(name for name in ("roman", "nth", "words") if name in slots)
    value = number(slots, name)
    if value is None or not 1 <= value <= 30:
        return None
    if "to" in slots:
        second = number(slots, "to")
        ordered = second is not None and value < second <= 30
        return calendar.joined(calendar.of_century(value), calendar.of_century(second or 0)) if ordered else None
    return calendar.of_century(value)


def _season(slots: Slots, context: Context) -> Resolved | None:
    season = slots["season"]
    year = year_of(slots, context)
    if year is None and context.published:
        now = context.published
        candidates = [calendar.of_season(now.year + shift, season) for shift in (-1, 0, 1)]
        past = [row for row in candidates if row.begin and row.begin <= now]
        ahead = [row for row in candidates if row.end and row.end > now]
        return ahead[0] if context.is_future and ahead else past[-1]
    return calendar.of_season(year, season) if year else Resolved("date", f"XXXX-{season}")


def _weekday(slots: Slots, context: Context) -> Resolved | None:
    if context.published is None:
        return Resolved("date", None)
    wanted, now = int(slots["weekday"]), context.published
    if "week" in slots:
        monday = now - now.weekday() * DAY + 7 * (shift_of(slots) or 0) * DAY
        return calendar.of_day(monday + wanted * DAY)
    back = (now.weekday() - wanted) % 7
    if "last" in slots and back == 0:
        back = 7
    if "next" in slots:
        ahead = (wanted - now.weekday()) % 7 or 7
        return calendar.of_day(now + ahead * DAY)
    is_ahead = context.is_future or slots.get("at", "").lower() in ("к", "ко", "до")
    if is_ahead and back and "last" not in slots:
        return calendar.of_day(now + (7 - back) * DAY)
    return calendar.of_day(now - back * DAY)


def _deictic(slots: Slots, context: Context) -> Resolved | None:
    if context.published is None:
        is_today = slots["deictic"] == "0"
        return Resolved("date", "PRESENT_REF" if is_today else None)
    return calendar.of_day(context.published + int(slots["deictic"]) * DAY)


def _eve(slots: Slots, context: Context) -> Resolved | None:
    day = context.published or context.last
    return calendar.of_day(day - DAY) if day else Resolved("date", None)


def _vague(slots: Slots, context: Context) -> Resolved | None:
    if "vague" in slots:
        return Resolved("date", slots["vague"])
    if "present" in slots:
        return Resolved("date", "PRESENT_REF")
    return Resolved("date", slots.get("recent", "FUTURE_REF" if "soon" in slots else None))


_TABLE: dict[str, Callable[[Slots, Context], Resolved | None]] = {
    "day": day_of,
    "figures": _figures,
    "days": _days,
    "days_in_figures": _days_in_figures,
    "month": _month,
    "months": _months,
    "week_of_month": _week_of_month,
    "year": _year,
    "years": _years,
    "decade": _decade,
    "century": _century_of,
    "season": _season,
    "weekday": _weekday,
    "deictic": _deictic,
    "eve": _eve,
    "vague": _vague,
    **durations.TABLE,
    **clock.TABLE,
}
