"""Byte streams → text: decoded as they are read, cut into lines, each step bounded."""

import codecs
from collections.abc import Callable, Iterator
from typing import AnyStr, BinaryIO, NamedTuple

from faktograf.readers import encodings
from faktograf.readers.packed import BROKEN
from faktograf.readers.packed import CHUNK as _CHUNK

_BOM = "\ufeff"


class Line(NamedTuple):
    """A line with its end; or with the reason why it is none, and so much of it as could be read."""

    text: str
    reason: str | None = None
    detail: str = ""


class Stream:
    """Bytes whose beginning was looked at, and the encoding they are in: the one given, or the one guessed.

    What came before damage is handed on first; then the error is raised.
    """

    def __init__(self, raw: BinaryIO, encoding: str | None):
        self._read: Callable[[int], bytes] = getattr(raw, "read1", raw.read)  # what is there, before an error
        self._damage: BaseException | None = None
        self.sample = self._sample()
        self.encoding = encoding or encodings.guess(self.sample)

    def _sample(self) -> bytes:
        out = bytearray()
        try:
            while len(out) < _CHUNK and (more := self._read(_CHUNK - len(out))):
                out += more
        except BROKEN as error:
            self._damage = error
        return bytes(out)

    def pieces(self) -> Iterator[bytes]:
        """All the bytes, from the start, piece by piece."""
        yield self.sample
        if self._damage:
            raise self._damage
        while more := self._read(_CHUNK):
            yield more

    def start(self) -> str:
        """The beginning as text, white space left out, to tell the format by."""
        return self.sample.decode(self.encoding or encodings.PLAIN, "ignore").lstrip(_BOM + " \t\r\n")

    def whole(self, longest: int) -> str | None:
        """The text to its end, None where it has more than `longest` characters. Raises any of BROKEN."""
        data = bytearray()
        for piece in self.pieces():
            data += piece
            if len(data) > 4 * longest + 4:  # no encoding has longer characters; the mark at the start apart
                return None
        text = data.decode(_settled(self.encoding, data)).removeprefix(_BOM)
        return text if len(text) <= longest else None

    def texts(self) -> Iterator[str]:
        """The text piece by piece. Raises any of BROKEN."""
        decoder, is_first = None, True
        for piece in self.pieces():
            if decoder is None or (self.encoding == encodings.PLAIN and not piece.isascii()):
                self.encoding = _settled(self.encoding, piece)
                decoder = codecs.getincrementaldecoder(self.encoding)()
            try:
                text = decoder.decode(piece)
            except UnicodeDecodeError as error:
                yield error.object[: error.start].decode(self.encoding or encodings.PLAIN)
                raise
            yield text.removeprefix(_BOM) if is_first else text
            is_first = is_first and not text
        if decoder:
            yield decoder.decode(b"", True)

    def lines(self, longest: int) -> Iterator[Line]:
        """The lines; one longer than `longest` bytes is read past, one that can't be decoded loses only itself."""
        end = b"\r" if b"\r" in self.sample and b"\n" not in self.sample else b"\n"  # an old Mac's table
        if (self.encoding or "").startswith(("utf-16", "utf-32")):
            for text in _split(self.texts(), end.decode(), longest):
                yield _TOO_LONG if text is None else Line(text)
            return
        for number, line in enumerate(_split(self.pieces(), end, longest)):
            if line is None:
                yield _TOO_LONG
                continue
            self.encoding = _settled(self.encoding, line)
            found = _decoded(line, self.encoding)
            yield found if number else found._replace(text=found.text.removeprefix(_BOM))


_TOO_LONG = Line("\n", "too_large", "the line is too long")


def _settled(encoding: str | None, data: bytes | bytearray) -> str:
    """The encoding, guessed again where the sample was plain ASCII and the Russian begins only here."""
    if encoding != encodings.PLAIN or data.isascii():
        return encoding or encodings.PLAIN
    first = next(place for place in range(0, len(data), _CHUNK) if not data[place : place + _CHUNK].isascii())
    return encodings.guess(bytes(data[first : first + 2 * _CHUNK])) or "utf-8"


def _decoded(line: bytes, encoding: str) -> Line:
    try:
        return Line(line.decode(encoding))
    except UnicodeError as error:
        return Line(line.decode(encoding, "replace"), "unreadable", str(error))


def _split(pieces: Iterator[AnyStr], end: AnyStr, longest: int) -> Iterator[AnyStr | None]:
    """The lines of the pieces with their ends; None for one that is longer, of which nothing is kept."""
    parts: list[AnyStr] = []
    size = 0
    for piece in pieces:
        lines = piece.split(end)
        rest = lines.pop()
        for line in lines:
            parts += [line, end]
            yield None if size + len(line) > longest else end[:0].join(parts)
            parts, size = [], 0
        size += len(rest)
        parts = [] if size > longest else parts
        parts.append(rest)
    if size:
        yield None if size > longest else end[:0].join(parts)
