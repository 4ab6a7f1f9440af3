"""Months, seasons, years, decades, centuries: slots + context → calendar interval. Pure."""

from collections.abc import Callable

from faktograf.dates import calendar
from faktograf.dates.calendar import Context, Resolved
from faktograf.dates.slots import Slots, is_ahead, near, number, said_year, year_of
from faktograf.language import numerals


def month_of(slots: Slots, context: Context) -> Resolved | None:
    """A month, its year found where it is not said."""
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
    second = month_of({"month": slots["month2"]} | ({"year": year2} if year2 else yearly), context)
    year1 = slots.get("year") or year2
    first = month_of({"month": slots["month"]} | ({"year": year1} if year1 else yearly), context)
    if first is None or second is None:
        return None
    if first.begin and second.begin and first.begin > second.begin and "year" not in slots:
        first = calendar.of_month(first.begin.year - 1, first.begin.month)
    return calendar.joined(first, second)


def a_year(slots: Slots, context: Context) -> Resolved | None:
    """One year, or a range of them: «2019 год», «2011—2016»."""
    if "to" in slots:
        return _years(slots, context)
    year = said_year(slots, context)
    return calendar.of_year(year) if year else None


def _years(slots: Slots, context: Context) -> Resolved | None:
    first, second = said_year(slots, context) or 0, number(slots, "to") or 0
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
        if head is not None and head < 100:  # «две десятых»
            return None
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
    value = number(slots, next(name for name in ("roman", "nth", "words", "figures") if name in slots))
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


def season_of(slots: Slots, context: Context) -> Resolved | None:
    """A season, the nearest begun where no year is said."""
    season, now = slots["season"], context.now
    year = year_of(slots, context)
    if "to" in slots:  # «зимой 2018/19»
        last = number(slots, "to") or 0
        return calendar.of_season(year + 1, season) if year and last % 100 == (year + 1) % 100 else None
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
    """«III квартал 2019 года», «второе полугодие»; without a year the nearest that has begun."""
    letter = "Q" if "quarter" in slots else "H"
    most, make = _PARTS[letter]
    which = next((number(slots, name) for name in ("roman", "nth", "figures", "ordinal") if name in slots), None)
    last = number(slots, "to") if "to" in slots else which
    if which is None or last is None or not 1 <= which <= last <= most:
        return None
    year = year_of(slots, context) or _begun(make, which, last, slots, context)
    if year is None:
        return Resolved("date", f"XXXX-{letter}{which}")
    return make(year, which) if last == which else calendar.joined(make(year, which), make(year, last))


def _begun(make: Callable[[int, int], Resolved], which: int, last: int, slots: Slots, context: Context) -> int | None:
    """The year of a part of it that has begun, or is over where results are told; this one where it lies ahead."""
    now = context.now
    if now is None or is_ahead(slots, context):
        return now.year if now else None
    first, end = make(now.year, which).begin, make(now.year, last).end
    is_over = first is not None and end is not None and (end <= now if "outcome" in slots else first <= now)
    return now.year if is_over else now.year - 1


TABLE: dict[str, Callable[[Slots, Context], Resolved | None]] = {
    "month": month_of,
    "months": _months,
    "year": a_year,
    "years": _years,
    "decade": _decade,
    "decades": _decades,
    "century": _century,
    "before_our_era": _before_our_era,
    "season": season_of,
    "part_of_year": _part_of_year,
}
