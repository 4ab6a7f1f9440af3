"""Calendar arithmetic: half-open intervals of whole days, their TIMEX3 values, and what to count them from."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

DAY = dt.timedelta(days=1)


class Resolved(NamedTuple):
    """What an expression means: TIMEX3 type and value, days [begin, end) where they are fixed, and a modifier."""

    type: str
    value: str | None
    begin: dt.date | None = None
    end: dt.date | None = None
    modifier: str | None = None


@dataclass(frozen=True)
class Context:
    """What an expression is read against.

    `published`; `last`, the day last told before it, and `era`, the first day of the last stretch told;
    `story`, the latest day that the article tells in full, where no publication date is known; `years`, the
    year of each day and month told in full; `lead`, the day of the news that an article without publication date
    begins with; `tense` of the clause: «future», «past», «done»
    («открыт») or None.
    """

    published: dt.date | None
    last: dt.date | None = None
    era: dt.date | None = None
    story: dt.date | None = None
    years: Mapping[tuple[int, int], int] = field(default_factory=dict)
    lead: dt.date | None = None
    tense: Callable[[], str | None] = lambda: None

    @property
    def today(self) -> dt.date | None:
        """The day that «вчера» and «в среду» are counted from: publication, else that of the news."""
        return self.published or self.lead

    @property
    def now(self) -> dt.date | None:
        """The day that «this year» and «in March» are counted from: publication, else the story's own."""
        return self.published or self.story


def day(year: int, month: int, number: int) -> dt.date | None:
    """A day of the calendar; None for one that does not exist («31 ноября»)."""
    try:
        return dt.date(year, month, number)
    except ValueError:  # «31 ноября», «29 февраля 2019 года»
        return None


def shifted(date: dt.date, months: int) -> dt.date:
    """The first day of the month that lies so many months away."""
    index = date.year * 12 + date.month - 1 + months
    return dt.date(index // 12, index % 12 + 1, 1)


def of_day(date: dt.date) -> Resolved:
    """One day."""
    return Resolved("date", date.isoformat(), date, date + DAY)


def of_month(year: int, month: int) -> Resolved:
    """One month: 2019-11."""
    begin = dt.date(year, month, 1)
    return Resolved("date", f"{year:04}-{month:02}", begin, shifted(begin, 1))


def of_year(year: int) -> Resolved:
    """One year: 2019."""
    return Resolved("date", f"{year:04}", dt.date(year, 1, 1), dt.date(year + 1, 1, 1))


def of_week(date: dt.date) -> Resolved:
    """The ISO week that a day lies in: 2020-W06."""
    begin = date - dt.timedelta(days=date.weekday())
    year, week, _ = date.isocalendar()
    return Resolved("date", f"{year:04}-W{week:02}", begin, begin + 7 * DAY)


def of_quarter(year: int, quarter: int) -> Resolved:
    """A quarter: 2021-Q1."""
    begin = dt.date(year, 3 * quarter - 2, 1)
    return Resolved("date", f"{year:04}-Q{quarter}", begin, shifted(begin, 3))


def of_half(year: int, half: int) -> Resolved:
    """A half-year: 2021-H1."""
    begin = dt.date(year, 6 * half - 5, 1)
    return Resolved("date", f"{year:04}-H{half}", begin, shifted(begin, 6))


def of_decade(first: int) -> Resolved:
    """A decade by its first year: 1990 → 199."""
    return Resolved("date", str(first // 10), dt.date(first, 1, 1), dt.date(first + 10, 1, 1))


def of_century(number: int) -> Resolved:
    """A century by its number: the nineteenth is 1801 to 1900, as Russian counts it; TIMEX3 value 18."""
    begin = dt.date(100 * (number - 1) + 1, 1, 1)
    return Resolved("date", f"{number - 1:02}", begin, dt.date(100 * number + 1, 1, 1))


_SEASONS = {"WI": 12, "SP": 3, "SU": 6, "FA": 9}


def of_season(year: int, season: str) -> Resolved:
    """A season: 2022-SU; the winter of a year is the one that ends in it, December to February."""
    begin = dt.date(year - (season == "WI"), _SEASONS[season], 1)
    return Resolved("date", f"{year:04}-{season}", begin, shifted(begin, 3))


def joined(first: Resolved, second: Resolved) -> Resolved | None:
    """A range from the first to the end of the second; None where that runs backwards."""
    if first.begin and second.end and first.begin >= second.end:
        return None
    return Resolved("date", f"{first.value}/{second.value}", first.begin, second.end)
