"""Text → its time expressions, each resolved to a TIMEX3 value and, where the text fixes it, to calendar days."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from pathlib import Path

import msgspec

from faktograf.dates.calendar import Context, Resolved
from faktograf.dates.resolve import resolve
from faktograf.language import atoms, grammar, morphology, numerals
from faktograf.language.grammar import Grammar, Match

_FUTURE = re.compile(
    r"\b(?:буд(?:ет|ут)|состо(?:ится|ятся)|пройд(?:ёт|ет|ут)|начн(?:ётся|ется|утся)|план\w+|намер\w+|ожида\w+"
    r"|предсто\w+|заверш(?:ится|атся|ат|ит)|откро(?:ется|ются|ют|ет)|появ(?:ится|ятся)|стартует|запланир\w+)\b"
)
_FULL = ("day month year", "date in figures")
_TOP = 400  # characters in which a dateline stands
_CLAUSE = re.compile(r"[.!?\n;,:—]")
_WORD = re.compile(r"[а-яё]+")


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


@cache
def rules() -> Grammar:
    """The grammar of this room."""
    here = Path(__file__).parent
    return grammar.load(here / "rules.toml", here / "words.tsv", numerals.WORDS)


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
    published = published or dateline(text)
    found: list[Found] = []
    last: dt.date | None = None
    matches = [m for m in rules().find(atoms.scan(text)) if not m.rule.skip and _is_open(m, body, names)]
    story = None if published else _story(text, matches)
    for match in matches:
        context = Context(published, last, story, _is_future(text, match))
        meant = resolve(match.rule.fields["resolve"], match.slots, context)
        if meant is None:
            continue
        found.append(_found(match, meant))
        last = _told(match, meant) or last
    return found


def _story(text: str, matches: Iterable[Match]) -> dt.date | None:
    """The latest day that the article tells in full; None where it tells none."""
    full = (m for m in matches if m.rule.name in _FULL or (m.rule.name == "days of a month" and "year" in m.slots))
    full = (m for m in full if not _is_future(text, m))
    days = (resolve(m.rule.fields["resolve"], m.slots, Context(None)) for m in full)
    told = (day.begin or day.end for day in days if day)
    return max((day for day in told if day), default=None)


def _is_open(match: Match, body: Sequence[tuple[int, int]] | None, names: Iterable[tuple[int, int]]) -> bool:
    if body is not None and not any(start <= match.start and match.stop <= stop for start, stop in body):
        return False
    return not any(start <= match.start and match.stop <= stop for start, stop in names)


def _is_future(text: str, match: Match) -> bool:
    """Whether the clause around says future: «состоится», «планируют», «предстоящий»."""
    before = list(_CLAUSE.finditer(text, max(0, match.start - 200), match.start))
    after = _CLAUSE.search(text, match.stop, match.stop + 200)
    start = before[-1].end() if before else max(0, match.start - 200)
    stop = after.start() if after else match.stop + 200
    clause = text[start:stop].lower()
    return _FUTURE.search(clause) is not None or any(map(_is_future_verb, _WORD.findall(clause)))


@lru_cache(maxsize=50_000)
def _is_future_verb(form: str) -> bool:
    """Whether a form is first of all a verb of the future: «закроют»."""
    return len(form) > 3 and morphology.parses(form)[0].tag.tense == "futr"


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


def _told(match: Match, meant: Resolved) -> dt.date | None:
    """The day that the story is at after an expression that fixes one day or night."""
    if meant.begin and meant.end and (meant.end - meant.begin).days <= 3:
        return meant.begin
    if meant.begin and meant.end is None and meant.value and len(meant.value) == 10:
        return meant.begin
    return None


def dateline(text: str) -> dt.date | None:
    """The publication date that an article states at its top, as a line or the start of one; None unless beyond doubt.

    «5 марта 2019 года» on a line of its own, «Благовещенск, 12 октября 2022 года», «МОСКВА, 5 мар 2020 – …».
    """
    for match in rules().find(atoms.scan(text[:_TOP])):
        if match.rule.name not in _FULL or not _stands_at_line(text, match):
            continue
        meant = resolve(match.rule.fields["resolve"], match.slots, Context(None))
        if meant and meant.begin and meant.end:
            return meant.begin
    return None


def _stands_at_line(text: str, match: Match) -> bool:
    """Whether only a place stands before the date on its line, and nothing, or a dash, behind it."""
    line_start = text.rfind("\n", 0, match.start) + 1
    line_stop = text.find("\n", match.stop)
    before = text[line_start : match.start].strip()
    after = text[match.stop : len(text) if line_stop < 0 else line_stop].strip()
    is_place = re.fullmatch(r"(?:(?:г\. ?)?[А-ЯЁ][\w-]*(?: [А-ЯЁ][\w-]*)?[,.(])?", before) is not None
    return is_place and (not after.strip(".,)") or re.match(r"[.,)]? ?[—–-] ", after + " ") is not None)


def show(found: Found) -> str:
    """A finding as the examples of rules.toml write it: «2019-05-01/2019-06-01», «P3Y», «START 2015-01-01/…»."""
    interval = f"{found.begin or ''}/{found.end or ''}" if found.begin or found.end else None
    meant = found.value if found.type in ("time", "duration", "set") or interval is None else interval
    return " ".join(part for part in (found.modifier, meant) if part)
