"""Streams → rows of JSON Lines, JSON, CSV and TSV, one at a time; a bad row loses only itself."""

import csv
import itertools
import json
import re
from collections import deque
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from faktograf.readers import layouts
from faktograf.readers.streams import Line, Stream


class Row(NamedTuple):
    """A row by its number in the file (from 1), or the reason why it is none."""

    number: int
    values: dict[str, Any] | None
    reason: str = "bad_row"
    detail: str = ""


class Format(NamedTuple):
    """How rows are read, and whether a header names the columns of them all."""

    rows: Callable[[Stream, int], Iterator[Row]]
    has_header: bool


_SPECIAL = re.compile(r'\\.|["\[\]{},]', re.DOTALL)


def json_lines(stream: Stream, longest: int) -> Iterator[Row]:
    """One object a line; blank lines are passed over."""
    for number, line in enumerate(stream.lines(longest), 1):
        if line.reason:
            yield Row(number, None, line.reason, line.detail)
        elif line.text.strip():
            yield _object(number, line.text)


def json_values(stream: Stream, longest: int) -> Iterator[Row]:
    """The objects of an array, or those that stand one after another; read one by one."""
    for number, text in enumerate(_values(stream.texts(), longest), 1):
        if text is None:
            yield Row(number, None, "too_large", "the object is too long")
        else:
            yield _object(number, text)


def _object(number: int, text: str) -> Row:
    try:
        value = json.loads(text, parse_constant=lambda name: None)  # NaN: what pandas writes for nothing
    except (ValueError, RecursionError) as error:
        return Row(number, None, "bad_row", f"not JSON: {error}")
    if not isinstance(value, dict):
        return Row(number, None, "bad_row", f"want a JSON object, got {type(value).__name__}")
    return Row(number, value)


class _Value:
    """One JSON value in the making: its text so far, how deep it is in brackets, whether inside quotes."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.size = 0
        self.depth = 0
        self.is_quoted = False

    def add(self, text: str, longest: int) -> None:
        """More of its text, which is dropped once there is too much."""
        self.size += len(text)
        if self.size > longest:
            self.parts.clear()
        elif text:
            self.parts.append(text)

    def sign(self, sign: str) -> None:
        """A quote or a bracket of its text."""
        if sign == '"':
            self.is_quoted = not self.is_quoted
        elif not self.is_quoted:
            self.depth += {"{": 1, "[": 1, "}": -1, "]": -1}.get(sign, 0)

    def done(self, longest: int) -> str | None:
        """The text, None where there was too much."""
        return None if self.size > longest else "".join(self.parts).strip()


def _values(texts: Iterator[str], longest: int) -> Iterator[str | None]:
    """The values one level below a top bracket, or at the top, as they are written; None for one too long."""
    value, is_array = _Value(), None
    for text in _whole_escapes(texts):
        at = 0
        if is_array is None and text.strip():
            is_array = text.lstrip().startswith("[")
            at = text.index("[") + 1 if is_array else 0
        for match in _SPECIAL.finditer(text, at):
            value.sign(match[0])
            is_between = not value.is_quoted and (value.depth < 0 or (value.depth == 0 and match[0] == ","))
            is_closed = not value.is_quoted and value.depth == 0 and match[0] in "}]"
            if is_between or is_closed:
                value.add(text[at : match.start() + is_closed], longest)
                if value.size > longest or value.done(longest):
                    yield value.done(longest)
                value, at = _Value(), match.end()
        value.add(text[at:], longest)
    if value.size > longest or value.done(longest):
        yield value.done(longest)


def _whole_escapes(texts: Iterator[str]) -> Iterator[str]:
    """The texts, none of them ending amid an escape («\\» cut off from «n»)."""
    rest = ""
    for text in texts:
        text = rest + text
        cut = len(text) - (len(text) - len(text.rstrip("\\"))) % 2
        text, rest = text[:cut], text[cut:]
        yield text
    yield rest


class _Lines:
    """Lines for csv.reader that can be given back, and what was wrong with those of the row at hand."""

    def __init__(self, lines: Iterator[Line]):
        self._lines = lines
        self._back: deque[Line] = deque()
        self.taken: list[Line] = []
        self.is_slashed = False

    def __iter__(self) -> Iterator[str]:
        """Itself: csv.reader asks for the next line when a row needs it."""
        return self

    def __next__(self) -> str:
        """The next line with its end."""
        self.taken.append(self._back.popleft() if self._back else next(self._lines))
        text = self.taken[-1].text
        return text.replace('\\"', '""') if self.is_slashed else text

    def start(self) -> None:
        """A row begins."""
        self.taken.clear()

    def give_back(self) -> None:
        """All but the first line of the row are to be read again: a stray quote had taken them in."""
        self._back.extendleft(reversed(self.taken[1:]))

    def problem(self) -> Line | None:
        """The first line of the row that could not be read."""
        return next((line for line in self.taken if line.reason), None)


def table(stream: Stream, longest: int) -> Iterator[Row]:
    """Rows of a table whose first row names the columns; the delimiter is the commonest of tab ; , in it."""
    csv.field_size_limit(min(longest, 2**31 - 1))  # a C long, 32 bits on some systems
    source = stream.lines(longest)
    first = next((line for line in source if line.text.strip()), Line(""))
    delimiter = max("\t;,", key=first.text.count)
    lines = _Lines(itertools.chain([first], source))
    records = enumerate(_records(lines, delimiter), 1)
    number, header = next(records, (1, Row(1, None, "empty", "no rows")))
    if isinstance(header, Row):
        yield header
        return
    names = list(distinct(header))
    lines.is_slashed = layouts.is_slashed(names)
    for number, cells in records:
        if isinstance(cells, Row):
            yield cells._replace(number=number)
        elif cells:
            yield _row(number, cells, names)


def _records(lines: _Lines, delimiter: str) -> Iterator[list[str] | Row]:
    """The cells of each row, or why there are none; strict, for else «"Заря" открыла» loses its quotes."""
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        lines.start()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            lines.give_back()
            yield _unquoted(lines.taken[0], delimiter) or Row(0, None, "bad_row", str(error))
            continue
        problem = lines.problem()
        yield Row(0, None, problem.reason or "", problem.detail) if problem else cells


def _unquoted(line: Line, delimiter: str) -> list[str] | None:
    """The cells of a line whose quotes are the text's own, as many tables with tabs have it: «1, "Заря" открыла»."""
    if line.reason or line.text.count('"') % 2:
        return None
    return line.text.rstrip("\r\n").split(delimiter)


def _row(number: int, cells: list[str], header: list[str]) -> Row:
    if not any(cells[len(header) :]):  # a delimiter ends each line, as in the ODS dumps
        cells = cells[: len(header)]
    if len(cells) != len(header):
        return Row(number, None, "bad_row", f"{len(cells)} cells under {len(header)} columns")
    return Row(number, dict(zip(header, cells, strict=True)))


def distinct(names: list[str]) -> Iterator[str]:
    """The names of the columns, a repeated one with its place: «text», «text 2»."""
    for place, name in enumerate(names, 1):
        yield f"{name} {place}" if name in names[: place - 1] else name


FORMATS = {
    "jsonl": Format(json_lines, has_header=False),
    "json": Format(json_values, has_header=False),
    "csv": Format(table, has_header=True),
    "tsv": Format(table, has_header=True),
}
