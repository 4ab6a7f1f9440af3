"""Text → paragraphs, sentences and tokens, all with offsets. Nothing crosses a paragraph's border."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import razdel

from faktograf.language.recent import Recent

_PARAGRAPH = re.compile(r"[^\n\r\u2028\u2029]+")
_LONGEST = 5_000  # characters that razdel sees at once: an endless line still costs linear time


class Segment(NamedTuple):
    """A half-open stretch of the text."""

    start: int
    stop: int


class Token(NamedTuple):
    """A token with its place in the text (half-open)."""

    start: int
    stop: int
    text: str


def paragraphs(text: str) -> Iterator[Segment]:
    """The lines of a text that hold more than white space."""
    for match in _PARAGRAPH.finditer(text):
        if not match[0].isspace():
            yield Segment(*match.span())


def _pieces(start: int, stop: int, text: str) -> Iterator[Segment]:
    """A paragraph cut at white space where it is too long to be one."""
    while stop - start > _LONGEST:
        cut = text.rfind(" ", start + 1, start + _LONGEST)
        cut = start + _LONGEST if cut < 0 else cut
        yield Segment(start, cut)
        start = cut
    yield Segment(start, stop)


@lru_cache(maxsize=4)
def sentences(text: str) -> tuple[Segment, ...]:
    """The sentences of a text, found by razdel inside each paragraph."""
    return tuple(
        Segment(piece.start + found.start, piece.start + found.stop)
        for paragraph in paragraphs(text)
        for piece in _pieces(*paragraph, text)
        for found in razdel.sentenize(text[piece.start : piece.stop])
        if found.stop > found.start
    )


@Recent
def tokens(text: str) -> tuple[tuple[Token, ...], ...]:
    """razdel's tokens, sentence by sentence."""
    return tuple(
        tuple(Token(start + t.start, start + t.stop, t.text) for t in razdel.tokenize(text[start:stop]))
        for start, stop in sentences(text)
    )


def by_paragraph(text: str) -> list[list[tuple[Token, ...]]]:
    """The sentences' tokens of each paragraph that has any."""
    places = list(paragraphs(text))
    out: list[list[tuple[Token, ...]]] = [[] for _ in places]
    at = 0
    for sentence in tokens(text):
        if sentence:
            while places[at].stop <= sentence[0].start:
                at += 1
            out[at].append(sentence)
    return [sentences for sentences in out if sentences]
