"""A publication date as machines write it → an ISO date; anything unclear is none."""

import datetime as dt
import re

_ENGLISH = (  # whole or cut
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_RUSSIAN = (
    ("января", "январь"),
    ("февраля", "февраль"),
    ("марта", "март"),
    ("апреля", "апрель"),
    ("мая", "май"),
    ("июня", "июнь"),
    ("июля", "июль"),
    ("августа", "август"),
    ("сентября", "сентябрь"),
    ("октября", "октябрь"),
    ("ноября", "ноябрь"),
    ("декабря", "декабрь"),
)
_CLOCK = r"\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?"
_ZONE = r"(?:\s*(?:Z|UTC|GMT|MSK|МСК|[+-]\d{2}(?::?\d{2})?)(?:\s\([\w ]+\)|\[[\w/]+\])?)?"
_THEN = rf"(?:,?\s+(?:в\s|\|\s)?{_CLOCK}{_ZONE})?"  # the clock behind the day, or before it
_FIRST = rf"(?:(?:{_CLOCK}(?:\s[/|])?|[^\W\d_]+),?\s+)?"  # «12:30, », «вторник, »
_YEAR = r"(?P<y>\d{4})(?:\s?г(?:\.|ода)?)?"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?P<y>\d{{4}})([-/.])(?P<m>\d{{1,2}})\2(?P<d>\d{{1,2}})(?:(?:T|\s+){_CLOCK}{_ZONE})?",  # 2019-03-05T12:30Z
        rf"(?P<y>\d{{4}})(?P<m>\d{{2}})(?P<d>\d{{2}})(?:T\d{{4,6}}{_ZONE})?",  # 20190305T123000Z
        rf"{_FIRST}(?P<d>\d{{1,2}})\.(?P<m>\d{{1,2}})\.{_YEAR}{_THEN}",  # 12:30, 05.03.2019
        rf"{_FIRST}(?P<d>\d{{1,2}})\s(?P<m>[^\W\d_]{{3,9}})\.?\s{_YEAR}{_THEN}",  # Tue, 05 Mar 2019 …, 5 мая 2019 г.
        rf"(?P<m>[a-z]{{3,9}})\.?\s(?P<d>\d{{1,2}}),\s(?P<y>\d{{4}}){_THEN}",  # March 5, 2019
        rf"[a-z]{{3}}\s(?P<m>[a-z]{{3}})\s+(?P<d>\d{{1,2}})\s{_CLOCK}\s(?P<y>\d{{4}})",  # Tue Mar  5 12:30:00 2019
    )
)
_EPOCH = re.compile(r"(?P<seconds>1?[0-9]{9})(?:[0-9]{3})?(?:\.[0-9]+)?")  # seconds or milliseconds since 1970


def iso(value: object) -> str | None:
    """The day that a date field names: «2019/03/05», «05.03.2019 12:30», «Tue, 05 Mar 2019 …», «5 мая 2019 г.».

    It is the day where the publisher is; of seconds since 1970 (1551780000), which say no place, the day in Greenwich.
    None for a day that does not exist and for what is no date: never a guess.
    """
    text = str(value).strip()
    for form in _FORMS:
        match = form.fullmatch(text)
        if match:
            return _day(match["y"], match["m"], match["d"])
    epoch = _EPOCH.fullmatch(text)
    return dt.datetime.fromtimestamp(int(epoch["seconds"]), dt.UTC).date().isoformat() if epoch else None


def _day(year: str, month: str, day: str) -> str | None:
    try:
        return dt.date(int(year), _month(month.lower()), int(day)).isoformat()
    except ValueError:  # «31.11.2019», «05 Foo 2019»
        return None


def _month(name: str) -> int:
    """The month's number: «3», «mar», «марта», «нояб». Raises ValueError for what is none."""
    forms = ((*russian, english) for russian, english in zip(_RUSSIAN, _ENGLISH, strict=True))
    found = (number for number, names in enumerate(forms, 1) if any(form.startswith(name) for form in names))
    return next(found, 0) or int(name)
