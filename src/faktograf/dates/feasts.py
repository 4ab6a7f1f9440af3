"""Days that have a name: «День Победы», «Новый год», «Пасха», «День шахтёра» (the last Sunday of August)."""

import datetime as dt
import re
from collections.abc import Callable

from dateutil import easter, relativedelta

from faktograf.dates import calendar
from faktograf.dates.calendar import DAY, Context, Resolved
from faktograf.dates.slots import Slots, is_ahead, near, year_of

# words.tsv writes a feast as month-day, as the nth or last weekday of a month, or by Orthodox Easter; «/7» is how long
_FEAST = re.compile(
    r"(?:(?P<month>\d\d)-(?P<day>\d\d)|(?P<of>\d\d) (?P<weekday>[A-Z]{2})(?P<nth>[+-]\d)|easter(?P<from>[+-]\d+)?)"
    r"(?:/(?P<days>\d+))?"
)
_CALLED = {"new_year": "01-01", "old_new_year": "01-14", "womens_day": "03-08", "palm_sunday": "easter-7"}


def of_feast(feast: str, year: int) -> tuple[dt.date, int]:
    """The first day of a feast in a year, and how many days it has: («08 SU-1», 2019) → 25 August, 1."""
    match = _FEAST.fullmatch(feast)
    if match is None:
        raise ValueError(f"no feast: {feast!r}; write 05-09, 08 SU-1, easter+49 or 01-01/8")
    days = int(match["days"] or 1)
    if match["month"]:
        return dt.date(year, int(match["month"]), int(match["day"])), days
    if match["of"]:
        nth = int(match["nth"])
        weekday = getattr(relativedelta, match["weekday"])(nth)
        return dt.date(year, int(match["of"]), 1) + relativedelta.relativedelta(
            day=31 if nth < 0 else 1, weekday=weekday
        ), days
    return easter.easter(year, easter.EASTER_ORTHODOX) + int(match["from"] or 0) * DAY, days


def _named(slots: Slots, context: Context) -> Resolved | None:
    """The feast of the year said, else the nearest behind, or ahead where the clause says so; «накануне» its eve."""
    if "compared" in slots:  # «С Новым годом!»
        return None
    feast = slots.get("day_of") or slots.get("feast") or next(_CALLED[name] for name in _CALLED if name in slots)
    year = _year(feast, slots, context)
    if year is None:
        return Resolved("date", f"XXXX-{feast}" if re.fullmatch(r"\d\d-\d\d", feast) and "eve" not in slots else None)
    first, days = of_feast(feast, year)
    if "eve" in slots:
        return calendar.of_day(first - DAY)
    found = calendar.of_day(first)
    return found if days == 1 else calendar.joined(found, calendar.of_day(first + (days - 1) * DAY))


def _year(feast: str, slots: Slots, context: Context) -> int | None:
    said = year_of(slots, context)
    if said is not None or "year" in slots or "yearly" in slots:
        return said
    match = _FEAST.fullmatch(feast)
    if match and match["month"]:
        return near(slots, context, int(match["month"]), int(match["day"]))
    now = context.now
    if now is None:
        return None
    years = (now.year - 1, now.year, now.year + 1)
    if is_ahead(slots, context):
        return next(year for year in years if of_feast(feast, year)[0] >= now)
    return next(year for year in years[::-1] if of_feast(feast, year)[0] <= now)


TABLE: dict[str, Callable[[Slots, Context], Resolved | None]] = {"named": _named}
