"""A publication date as machines write it → an ISO date; anything unclear is none."""

import datetime as dt
import re
from email.utils import parsedate_to_datetime

_FORMS = (
    (re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]\d{1,2}:\d{2}.*)?"), (1, 2, 3)),
    (re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})(?:,? (?:в )?\d{1,2}:\d{2}.*)?"), (3, 2, 1)),
    (re.compile(r"(?:\d{1,2}:\d{2}(?::\d{2})?,? )(\d{1,2})\.(\d{1,2})\.(\d{4})"), (3, 2, 1)),
)
_EPOCH = re.compile(r"1?\d{9}(?:\d{3})?(?:\.\d+)?")  # seconds or milliseconds since 1970


def iso(value: object) -> str | None:
    """The day that a date field names: «2019/03/05», «05.03.2019 12:30», «Tue, 05 Mar 2019 …», 1551780000.

    None for a day that does not exist and for what is no date: never a guess.
    """
    text = str(value).strip()
    for pattern, order in _FORMS:
        match = pattern.fullmatch(text)
        if match:
            return _day(*(int(match[i]) for i in order))
    if _EPOCH.fullmatch(text):
        seconds = float(text) / (1000 if len(text.split(".")[0]) > 10 else 1)
        return dt.datetime.fromtimestamp(seconds, dt.UTC).date().isoformat()
    try:
        return parsedate_to_datetime(text).date().isoformat()
    except (ValueError, TypeError, IndexError):
        return None


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:  # «31.11.2019»
        return None
