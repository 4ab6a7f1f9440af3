"""Text → paragraphs, sentences and tokens, all with offsets. Nothing crosses a paragraph's border."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import razdel
from razdel.segmenters.tokenize import PUNCTS

from faktograf.language.recent import Recent

_PARAGRAPH = re.compile(r"[^\n\r\u2028\u2029]+")
# a Russian word with a sign on either side at most, which nothing joins; or anything else
_PIECE = re.compile(r"([«\"(])?([а-яёА-ЯЁ]+)([,.:;!?»\")…])?(?!\S)|(\S+)")
_OTHER = 4
_SIGNS = frozenset("‑–—−-_.,/\\")  # razdel asks what stands on either side of these
_PIECES = 40_000
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


_Cuts = tuple[tuple[int, int, str], ...]  # of a piece: where its tokens begin and end in it, and their text
_cuts: dict[str | tuple[str, str, str], _Cuts] = {}


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
    return tuple(_tokens(text, start, stop) for start, stop in sentences(text))


def _tokens(text: str, start: int, stop: int) -> tuple[Token, ...]:
    """razdel's tokens of a sentence: plain words by one look, what else stands between white space once and for all."""
    out: list[Token] = []
    pieces = list(_PIECE.finditer(text, start, stop))
    for i, found in enumerate(pieces):
        if found.lastindex == _OTHER:
            first = found.start()
            before = pieces[i - 1][0] if i else ""
            for begin, end, form in _cut(found[0], before, pieces[i + 1][0] if i + 1 < len(pieces) else ""):
                out.append(Token(first + begin, first + end, form))
            continue
        opening, word, closing = found.groups()[:3]
        first, last = found.span(2)
        if opening:
            out.append(Token(first - 1, first, opening))
        out.append(Token(first, last, word))
        if closing:
            out.append(Token(last, last + 1, closing))
    return tuple(out)


def _kind(sign: str) -> str:
    """What razdel's rules tell of a neighbour: a figure, a sign, or anything else."""
    return "0" if sign.isdecimal() else "." if sign in PUNCTS else "a"


def _cut(piece: str, before: str, after: str) -> _Cuts:
    """razdel's tokens of a piece; its rules look at the neighbours only from a sign at its edge: «5, 6», «кто -то»."""
    depends = piece[0] in _SIGNS or piece[-1] in _SIGNS
    key = (piece, _kind(before[-1:]), _kind(after[:1])) if depends else piece
    found = _cuts.get(key)
    if found is None:
        told = razdel.tokenize(f"{before} {piece} {after}")
        first = len(before) + 1
        inside = (t for t in told if first <= t.start < first + len(piece))
        found = tuple((t.start - first, t.stop - first, t.text) for t in inside)
        if len(_cuts) >= _PIECES:
            _cuts.clear()
        _cuts[key] = found
    return found


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
