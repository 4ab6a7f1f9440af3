"""Text → its time expressions, each resolved to a TIMEX3 value and, where the text fixes it, to calendar days."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from functools import partial

import msgspec

from faktograf.dates import datelines, scene
from faktograf.dates.calendar import Context, Resolved
from faktograf.dates.datelines import dateline
from faktograf.dates.grammar import grammar, matches
from faktograf.dates.resolve import resolve
from faktograf.dates.slots import has_year
from faktograf.language.grammar import Match
from faktograf.language.places import Covered

__all__ = ["Found", "dateline", "find", "grammar", "show"]

_FULL = ("day month year", "date in figures", "days of a month")
_BORN = re.compile(r"\b(?:родил\w+|родивш\w+|род\.|рожд[её]нн?\w*)[^.!?\n]*$", re.IGNORECASE)
_WEEKDAY = 15  # characters of «В понедельник, » before the day
_NEWS = 1990  # «12 апреля 1961 года …» begins an article on history, whose «сегодня» is another day
_LIMITS = frozenset(("к", "ко", "до", "по", "с", "со", "c"))  # such a day may lie far from the day of the article


class Found(msgspec.Struct, frozen=True):
    """One expression: half-open place, TIMEX3 type and value, days [begin, end), and how it was found."""

    start: int
    stop: int
    type: str
    value: str | None
    begin: str | None
    end: str | None
    modifier: str | None
    rule: str
    slots: dict[str, str]
    anchored: bool


def find(
    text: str,
    *,
    published: dt.date | None = None,
    body: Sequence[tuple[int, int]] | None = None,
    names: Sequence[tuple[int, int]] = (),
) -> list[Found]:
    """The expressions of a text in order. Without `published` its own dateline serves, without that nothing does.

    `body` leaves out the rest of a saved page; `names` are spans inside which no date is looked for.
    """
    everywhere = matches(text)
    published = published or datelines.among(text, everywhere)
    inside, named = None if body is None else Covered(body), Covered(names)
    rows = [
        m for m in everywhere if (inside is None or inside.hold(m.start, m.stop)) and not named.hold(m.start, m.stop)
    ]
    story, years = (None, {}) if published else _told_in_full(text, rows)
    lead = None if published else _lead(text, rows, story)
    last: dt.date | None = None
    era: dt.date | None = None
    found: list[Found] = []
    for match in rows:
        context = Context(published, last, era, story, years, lead, partial(scene.tense, text, match.start, match.stop))
        meant = resolve(match.rule.fields["resolve"], match.slots, context)
        if meant is None:
            continue
        found.append(_found(match, meant))
        last, era = _told(meant, last, era)
    return found


def _lead(text: str, rows: Iterable[Match], story: dt.date | None) -> dt.date | None:
    """The day of the news, where a paragraph near the top begins with it and the article tells of no later one."""
    for match in rows:
        if match.start > datelines.TOP or story is None:
            return None
        if match.rule.name in _FULL and has_year(match.slots):
            before = text[text.rfind("\n", 0, match.start) + 1 : match.start]
            meant = resolve(match.rule.fields["resolve"], match.slots, Context(None))
            is_news = story.year >= _NEWS and len(before) <= _WEEKDAY
            return meant.begin if is_news and meant and meant.begin == story else None
    return None


def _told_in_full(text: str, rows: Iterable[Match]) -> tuple[dt.date | None, dict[tuple[int, int], int]]:
    """The latest day that the article tells in full, no day of birth, and the year of each day told so."""
    days: list[dt.date] = []
    years: dict[tuple[int, int], int] = {}
    for match in rows:
        if match.rule.name not in _FULL or not has_year(match.slots):
            continue
        meant = resolve(match.rule.fields["resolve"], match.slots, Context(None))
        day = meant and (meant.begin or meant.end)
        if day:
            years[day.month, day.day] = day.year
            is_far = match.slots.get("at", "").lower() in _LIMITS or _BORN.search(
                text, max(0, match.start - 40), match.start
            )
            days += [] if is_far else [day]
    return max(days, default=None), years


def _found(match: Match, meant: Resolved) -> Found:
    return Found(
        start=match.start,
        stop=match.stop,
        type=meant.type,
        value=meant.value,
        begin=meant.begin.isoformat() if meant.begin else None,
        end=meant.end.isoformat() if meant.end else None,
        modifier=meant.modifier,
        rule=match.rule.name,
        slots=match.slots,
        anchored=meant.begin is not None or meant.end is not None,
    )


def _told(meant: Resolved, last: dt.date | None, era: dt.date | None) -> tuple[dt.date | None, dt.date | None]:
    """The day and the stretch that the story is at after an expression."""
    if meant.begin is None:
        return last, era
    is_day = (meant.end is not None and (meant.end - meant.begin).days <= 3) or len(meant.value or "") == 10
    return (meant.begin if is_day else last), meant.begin


def show(found: Found) -> str:
    """A finding as the examples of rules.toml write it: «2019-05-01/2019-06-01», «P3Y», «START 2015-01-01/…»."""
    interval = f"{found.begin or ''}/{found.end or ''}" if found.begin or found.end else None
    meant = found.value if found.type in ("time", "duration", "set") or interval is None else interval
    return " ".join(part for part in (found.modifier, meant) if part)
