"""Byte streams → rows of JSON Lines, JSON, CSV and TSV, one at a time; a bad row loses only itself."""

import csv
import io
from collections.abc import Iterator
from typing import Any, BinaryIO, NamedTuple

import msgspec

from faktograf.readers import encodings

_SAMPLE = 65_536


class Row(NamedTuple):
    """A row by its number in the file (from 1), or why it could not be read."""

    number: int
    values: dict[str, Any] | None
    reason: str | None = None


class Peeked:
    """A stream whose beginning was looked at; reads on from its start."""

    def __init__(self, stream: BinaryIO):
        self._stream = stream
        self.sample = stream.read(_SAMPLE)
        self._buffer = self.sample

    def read(self, size: int) -> bytes:
        """At most `size` bytes, fewer only at the end."""
        out, self._buffer = self._buffer[:size], self._buffer[size:]
        while len(out) < size:
            more = self._stream.read(size - len(out))
            if not more:
                break
            out += more
        return out

    def lines(self, longest: int) -> Iterator[bytes | None]:
        """The lines with their ends; None for one longer than `longest`, which is read past, not kept."""
        rest, is_long = b"", False
        while chunk := self.read(_SAMPLE):
            *whole, rest = (rest + chunk).split(b"\n")
            for line in whole:
                yield None if is_long or len(line) > longest else line + b"\n"
                is_long = False
            if len(rest) > longest:
                rest, is_long = b"", True
        if rest or is_long:
            yield None if is_long else rest


def encoding_of(peeked: Peeked, given: str | None) -> str | None:
    """The encoding given, or the one that the beginning is in; None for bytes that are no text."""
    return given or encodings.guess(peeked.sample)


def decoded(peeked: Peeked, encoding: str, longest: int) -> Iterator[tuple[str | None, str | None]]:
    """Lines as text, or why a line is none; UTF-16 and 32 are decoded as one stream."""
    if encoding.startswith(("utf-16", "utf-32")):
        stream = io.TextIOWrapper(io.BytesIO(peeked.read(longest * 4)), encoding=encoding, newline="")
        yield from ((line, None) for line in stream)
        return
    name = "utf-8" if encoding == "utf-8-sig" else encoding
    for number, line in enumerate(peeked.lines(longest)):
        if line is None:
            yield None, "the line is too long"
            continue
        if number == 0 and encoding == "utf-8-sig":
            line = line.removeprefix(b"\xef\xbb\xbf")
        try:
            yield line.decode(name), None
        except UnicodeDecodeError as error:
            yield None, f"not {name}: {error.reason}"


def json_lines(peeked: Peeked, encoding: str, longest: int) -> Iterator[Row]:
    """One object a line; blank lines are passed over."""
    for number, (line, reason) in enumerate(decoded(peeked, encoding, longest), 1):
        if line is None:
            yield Row(number, None, reason)
        elif line.strip():
            yield _object(number, line)


def _object(number: int, text: str) -> Row:
    try:
        value = msgspec.json.decode(text)
    except (msgspec.DecodeError, UnicodeEncodeError) as error:
        return Row(number, None, f"not JSON: {error}")
    if not isinstance(value, dict):
        return Row(number, None, f"want a JSON object, got {type(value).__name__}")
    return Row(number, value)


def json_array(peeked: Peeked, encoding: str, longest: int) -> Iterator[Row]:
    """An array of objects, or one object; read whole, so bounded by `longest` bytes."""
    data = peeked.read(longest + 1)
    if len(data) > longest:
        yield Row(1, None, "the file is too long for one JSON value; JSON Lines has no such bound")
        return
    try:
        value = msgspec.json.decode(data.decode(encoding))
    except (msgspec.DecodeError, UnicodeError) as error:
        yield Row(1, None, f"not JSON: {error}")
        return
    for number, item in enumerate(value if isinstance(value, list) else [value], 1):
        is_object = isinstance(item, dict)
        yield Row(number, item if is_object else None, None if is_object else "want a JSON object")


def table(peeked: Peeked, encoding: str, longest: int) -> Iterator[Row]:
    """Rows of a table whose first row names the columns; the delimiter is the commonest of tab ; , in it."""
    csv.field_size_limit(longest)
    problems: list[str] = []

    def lines() -> Iterator[str]:
        for line, reason in decoded(peeked, encoding, longest):
            if line is None:
                problems.append(reason or "")
                yield "\n"
            else:
                yield line.replace("\0", "")

    source = lines()
    header_line = next(source, "")
    delimiter = max("\t;,", key=header_line.count)
    header = next(csv.reader([header_line], delimiter=delimiter), [])
    yield from _table_rows(csv.reader(source, delimiter=delimiter), header, problems)


def _table_rows(reader: Any, header: list[str], problems: list[str]) -> Iterator[Row]:
    number = 1
    while True:
        number += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Row(number, None, str(error))
            continue
        if problems:
            yield Row(number, None, problems.pop())
        elif not cells:
            continue
        elif len(cells) != len(header):
            yield Row(number, None, f"{len(cells)} cells under {len(header)} columns")
        else:
            yield Row(number, dict(zip(header, cells, strict=True)))
