"""The publication date that an article states at its top."""

import datetime as dt
import re
from collections.abc import Iterable

from faktograf.dates.calendar import Context
from faktograf.dates.grammar import matches
from faktograf.dates.resolve import resolve
from faktograf.dates.slots import has_year
from faktograf.language.grammar import Match

TOP = 500  # characters in which a dateline stands
_FULL = ("day month year", "date in figures", "a day and its hour")
_PLACE = r"(?:(?:г\. ?)?[А-ЯЁ][\w-]*(?: [А-ЯЁ][\w-]*)?)"
_BEFORE = re.compile(
    rf"(?:{_PLACE}[,.(]?"
    r"|(?:[Оо]публиковано|[Дд]ата(?: публикации)?)\s?:?|\d\d?:\d\d ?[,|]?|[А-Яа-я]+дня,|[А-ЯЁа-яё]+,)?"
)
_AFTER = re.compile(r"[.,)|]*\s?(?:,?\s?\d\d?:\d\d\.?)?(?:\s?[—–-]\s.*|\.?\s?/?[А-ЯЁ][\w. ]*/?\.?\s?[—–-]\s.*|[.,)|]*)")
_TODAY = re.compile(r"(?:[Сс]егодня|СЕГОДНЯ),?\s?\(?$")


def dateline(text: str) -> dt.date | None:
    """The publication date, stated as a line or the start of one; None unless it is beyond doubt.

    «5 марта 2019 года» on a line of its own, «Благовещенск, 12 октября 2022 года», «МОСКВА, 5 мар 2020 – …»,
    «сегодня, 5 марта 2019 года».
    """
    return among(text, matches(text[:TOP]))


def among(text: str, rows: Iterable[Match]) -> dt.date | None:
    """The same, from the matches that were found in the text."""
    for match in rows:
        if match.stop > TOP:
            break
        is_full = match.rule.name in _FULL and has_year(match.slots)
        if not is_full or "yearly" in match.slots or not _is_dateline(text, match):
            continue
        meant = resolve(match.rule.fields["resolve"], match.slots, Context(None))
        if meant and meant.begin and meant.end:
            return meant.begin
    return None


def _is_dateline(text: str, match: Match) -> bool:
    """Whether «сегодня», or only a place, stands before the date, and nothing, or a dash, behind it on its line."""
    line_start = text.rfind("\n", 0, match.start) + 1
    line_stop = text.find("\n", match.stop)
    before = text[line_start : match.start].strip()
    after = text[match.stop : len(text) if line_stop < 0 else line_stop].strip()
    if _TODAY.search(text[max(0, match.start - 12) : match.start]):
        return True
    if match.slots.get("at"):
        return False
    return _BEFORE.fullmatch(before) is not None and _AFTER.fullmatch(after + " ") is not None
