"""The legal form that stands before a name or at its head: «ООО «Заря»», «МБОУ «Лицей № 6»», in full or in brief."""

import re
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from faktograf.language.lexicon import columns_of

_BEFORE = 120  # characters in which a form written in full is looked for
_GAP = r"[\s«\"“„(]*"
_INSIDE = re.compile(r"\w")
_GAPS = "".join(filter(str.isspace, map(chr, range(0x3001)))) + '«"“„('


class Form(NamedTuple):
    """A legal form as legal_forms.tsv has it: its abbreviation, and the kind of organization it tells, if any."""

    short: str
    kind: str | None


@cache
def _forms() -> dict[str, Form]:
    """Name of the group in `_pattern` → form. Raises BadRules for a bad line."""
    return {f"f{number}": form for number, (form, _) in enumerate(_rows())}


def _rows() -> list[tuple[Form, str]]:
    path = Path(__file__).with_name("legal_forms.tsv")
    rows = columns_of(path, "short<TAB>full<TAB>kind", (3,))
    return [(Form(short, kind or None), full) for short, full, kind in rows]


@cache
def _pattern() -> str:
    """All forms as one alternative, the longest first: «публичное акционерное общество» is no «акционерное»."""
    rows = [(f"f{number}", form.short, full) for number, (form, full) in enumerate(_rows())]
    rows.sort(key=lambda row: -len(row[2]))
    return "|".join(f"(?P<{name}>{re.escape(short)}|(?i:{_written(full)}))" for name, short, full in rows)


def _written(full: str) -> str:
    return r"\s+".join(re.escape(word).replace(r"\*", r"\w*") for word in full.split())


@cache
def _before() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_pattern()})(?:\s+(?:ВО|ДО|ДПО|РО|РБ|РФ)\b)?{_GAP}$")


@cache
def _at_head() -> re.Pattern[str]:
    return re.compile(rf"(?:{_pattern()})(?!\w)")


@cache
def _hints() -> re.Pattern[str]:
    """What no form at the head of a name goes without; most names need no longer look."""
    full = "|".join(sorted({re.escape(full.split("*")[0].split()[0]) for _, full in _rows()}))
    short = "|".join(sorted(re.escape(form.short) for form, _ in _rows()))
    return re.compile(rf"(?<!\w)(?:(?:{short})\b|(?i:{full}))")


@cache
def _last() -> re.Pattern[str]:
    """How a form that stands before a name ends."""
    full = "|".join(sorted({_written(full.split()[-1]) for _, full in _rows()}))
    short = "|".join(sorted({re.escape(form.short.split()[-1]) for form, _ in _rows()}))
    return re.compile(rf"(?:{short}|(?i:{full})|ВО|ДО|ДПО|РО|РБ|РФ)$")


@lru_cache(maxsize=20_000)
def _may_end(word: str) -> bool:
    return _last().search(word) is not None


@lru_cache(maxsize=20_000)
def _may_begin(name: str) -> bool:
    return _hints().match(name) is not None


def form(text: str, start: int, stop: int) -> Form | None:
    """The legal form of the name at text[start:stop], None where none is told."""
    line = text[max(0, start - _BEFORE) : start].rsplit("\n", 1)[-1]
    ending = line.rstrip(_GAPS).rsplit(None, 1)[-1:]
    is_before = bool(ending) and _may_end(ending[0])
    is_inside = _INSIDE.match(text[start - 1 : start]) is not None
    if is_inside:  # «5АО»: a name that begins within a word
        is_before = _hints().search(line) is not None
    if not is_before and (is_inside or not _may_begin(text[start:stop])):
        return None
    found = _at_head().match(text, start, stop) or (_before().search(line) if is_before else None)
    return _forms()[found.lastgroup] if found and found.lastgroup else None


def stripped(name: str) -> str:
    """A name without the legal form at its head; a name that is nothing else stays."""
    found = _at_head().match(name)
    return (name[found.end() :].strip() or name) if found else name
