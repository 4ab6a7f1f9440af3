"""Pieces of a longer stretch: «в последнюю пятницу ноября», «в первый день года», «за девять месяцев 2019 года»."""

import datetime as dt
import re
from collections.abc import Callable

from faktograf.dates import calendar
from faktograf.dates.calendar import DAY, Context, Resolved
from faktograf.dates.durations import amount
from faktograf.dates.relative import unit_of
from faktograf.dates.slots import Slots, number, shift_of, year_of
from faktograf.dates.stretches import month_of, season_of

_SATURDAY = 5
_Days = tuple[dt.date, dt.date]  # [begin, end)


def _stretch(slots: Slots, context: Context) -> _Days | None:
    """The month, season, year or unit that the piece is cut from."""
    if "month" in slots or "season" in slots:
        found = (month_of if "month" in slots else season_of)(slots, context)
    elif "year" in slots or "yearly" in slots:
        year = year_of(slots, context)
        found = calendar.of_year(year) if year else None
    else:
        now = context.now
        found = unit_of(slots["whole"], now, shift_of(slots) or 0) if now else None
    return (found.begin, found.end) if found and found.begin and found.end else None


def _pieces(slots: Slots, begin: dt.date, end: dt.date) -> list[_Days]:
    """The days, weeks, months, weekends or Fridays of a stretch, in order; weeks are counted from its nearer end."""
    days = [begin + step * DAY for step in range((end - begin).days)]
    piece = slots.get("piece")
    if "weekday" in slots:
        return [(day, day + DAY) for day in days if day.weekday() == int(slots["weekday"])]
    if piece == "weekend":
        return [(day, day + 2 * DAY) for day in days if day.weekday() == _SATURDAY]
    if piece == "M1":
        firsts = [day for day in days if day.day == 1]
        return [(day, calendar.shifted(day, 1)) for day in firsts]
    if piece == "W":
        weeks = [(day, day + 7 * DAY) for day in (days[::-1][6::7] if "final" in slots else days[::7])]
        return sorted(week for week in weeks if begin <= week[0] and week[1] <= end)
    return [(day, day + DAY) for day in days if "working" not in slots or day.weekday() < _SATURDAY]


def _made(begin: dt.date, end: dt.date) -> Resolved | None:
    if begin.day == end.day == 1:
        first, last = calendar.of_month(begin.year, begin.month), calendar.shifted(end, -1)
        if last == begin:
            return first
        return calendar.joined(first, calendar.of_month(last.year, last.month))
    first = calendar.of_day(begin)
    return first if end - begin == DAY else calendar.joined(first, calendar.of_day(end - DAY))


def _piece(slots: Slots, context: Context) -> Resolved | None:
    """The nth or the last piece of a stretch; None for a fifth Friday that the month has not."""
    whole = _stretch(slots, context)
    if whole is None:
        return Resolved("date", None)
    nth = 0 if "final" in slots else number(slots, "nth") or 0
    rows = _pieces(slots, *whole)
    if nth > len(rows) or (nth < 1 and "final" not in slots) or not rows:
        return None
    return _made(*rows[nth - 1])


def _first_pieces(slots: Slots, context: Context) -> Resolved | None:
    """«За девять месяцев 2019 года», «за первые 10 дней марта», «в последние две недели года»."""
    count = amount(slots["n"])
    whole = _over(int(count), context) if "outcome" in slots and count else _stretch(slots, context)
    if whole is None or count is None:
        return Resolved("date", None)
    rows = _pieces(slots, *whole)
    if count != int(count) or not 1 <= count <= len(rows):
        return None
    chosen = rows[-int(count) :] if "final" in slots else rows[: int(count)]
    return _made(chosen[0][0], chosen[-1][1])


def _over(months: int, context: Context) -> _Days | None:
    """The last year of which so many months are over: «по итогам девяти месяцев»."""
    now = context.now
    if now is None or not 1 <= months <= 12:
        return None
    year = now.year if months < now.month else now.year - 1
    return dt.date(year, 1, 1), dt.date(year + 1, 1, 1)


def _ten_days(slots: Slots, context: Context) -> Resolved | None:
    """«В первой декаде марта»: its days 1 to 10, 11 to 20, the rest."""
    whole, nth = _stretch(slots, context), number(slots, "nth") or 0
    if not 1 <= nth <= 3:
        return None
    if whole is None:
        return Resolved("date", None)
    return _made(whole[0] + 10 * (nth - 1) * DAY, whole[1] if nth == 3 else whole[0] + 10 * nth * DAY)


def _tenth(slots: Slots, context: Context) -> Resolved | None:
    """«В двадцатых числах января»: from the 20th to the 29th."""
    said = slots["tens"]  # «двадцатых» is 2 in words.tsv, «20-х» stands as it is written
    whole, first = _stretch(slots, context), 10 * int(said) if said.isdigit() else int(re.split(r"\D", said)[0])
    if not 10 <= first <= 20:
        return None
    if whole is None:
        return Resolved("date", None)
    return _made(whole[0] + (first - 1) * DAY, min(whole[0] + (first + 9) * DAY, whole[1]))


TABLE: dict[str, Callable[[Slots, Context], Resolved | None]] = {
    "piece": _piece,
    "first_pieces": _first_pieces,
    "tenth": _tenth,
    "ten_days": _ten_days,
}
