"""A saved page as plain text → its title, lead and counters, and which part of it is news."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

RULES = Path(__file__).with_name("boilerplate.toml")
_LINE = re.compile(r"[^\n\r\u2028\u2029]+")
_BREAK = re.compile(r"\r\n|[\n\r\u2028\u2029]")
_TITLE = 200  # characters that a title may have at most
_LEAD = 300
_RULE = 300  # a longer line is news


class Rule(NamedTuple):
    """One kind of line that is no news."""

    name: str
    line: re.Pattern[str]
    is_anywhere: bool
    field: str | None


class Page(NamedTuple):
    """What a page says of itself, and the half-open intervals of its text that are news."""

    title: str | None
    extra: dict[str, Any]
    body: tuple[tuple[int, int], ...]


class _Line(NamedTuple):
    start: int
    stop: int
    rule: Rule | None
    value: str | None


@cache
def rules() -> tuple[Rule, ...]:
    """The rules of boilerplate.toml in order."""
    rows = tomllib.loads(RULES.read_text(encoding="utf-8"))["rule"]
    return tuple(
        Rule(row["name"], re.compile(row["line"]), row["where"] == "anywhere", row.get("field")) for row in rows
    )


def understood(text: str) -> Page:
    """The page that a text is."""
    lines = list(_lines(text))
    dropped = list(_dropped(lines))
    extra: dict[str, Any] = {}
    for line in dropped:
        if line.rule and line.rule.field and line.value is not None:
            extra.setdefault(line.rule.field, _number(line.value))
    news = len(lines) - len(dropped)
    title = _title(text, lines) if news > 1 else None
    lead = _lead(text, lines) if title and news > 2 else None
    return Page(title, {"lead": lead, **extra} if lead else extra, _body(text, dropped))


def _lines(text: str) -> Iterator[_Line]:
    for match in _LINE.finditer(text):
        stripped = match[0].strip()
        if not stripped:
            continue
        start = match.start() + match[0].index(stripped[0])
        rule, value = _rule(stripped) if len(stripped) <= _RULE else (None, None)
        yield _Line(start, start + len(stripped), rule, value)


def _rule(line: str) -> tuple[Rule | None, str | None]:
    for rule in rules():
        match = rule.line.fullmatch(line)
        if match:
            return rule, match[1] if rule.field else None
    return None, None


def _dropped(lines: list[_Line]) -> Iterator[_Line]:
    """The lines that are no news: some anywhere, some only where nothing but such lines follow."""
    tail = len(lines)
    while tail > 1 and lines[tail - 1].rule:
        tail -= 1
    for i, line in enumerate(lines):
        if line.rule and (line.rule.is_anywhere or i >= tail) and len(lines) > 1:
            yield line


def _number(value: str) -> int | float:
    plain = re.sub(r"\s", "", value).replace(",", ".")
    return float(plain) if "." in plain else int(plain)


def _title(text: str, lines: list[_Line]) -> str | None:
    """The first line where it is short, a paragraph of its own and no sentence."""
    if lines[0].rule:
        return None
    first = text[lines[0].start : lines[0].stop]
    is_apart = len(_BREAK.findall(text, lines[0].stop, lines[1].start)) > 1
    return first if is_apart and len(first) <= _TITLE and not first.endswith(".") else None


def _lead(text: str, lines: list[_Line]) -> str | None:
    """The short line between the title and the counters."""
    if lines[1].rule or not (lines[2].rule and lines[2].rule.field):
        return None
    lead = text[lines[1].start : lines[1].stop]
    return lead if len(lead) <= _LEAD else None


def _body(text: str, dropped: list[_Line]) -> tuple[tuple[int, int], ...]:
    out, at = [], 0
    for line in dropped:
        if text[at : line.start].strip():
            out.append((at, line.start))
        at = line.stop
    if text[at:].strip():
        out.append((at, len(text)))
    return tuple(out)
