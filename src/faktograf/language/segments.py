"""Text → paragraphs, sentences and tokens, all with offsets. Nothing crosses a paragraph's border."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple, overload

import razdel
from razdel.segmenters.tokenize import PUNCTS

from faktograf.language import borders
from faktograf.language.recent import Recent
from faktograf.language.remembered import Remembered

_PARAGRAPH = re.compile(r"[^\n\r\u2028\u2029]+")
# a Russian word with a sign on either side at most, which nothing joins; a foreign word or a number alone
_PLAIN = re.compile(r"([«\"(])?([а-яёА-ЯЁ]+(?:-[а-яёА-ЯЁ]+)*)([,.:;!?»\")…])?|([A-Za-z]+|[0-9]+)")
_CHUNK = re.compile(r"\S+")
_SIGNS = frozenset("‑–—−-_.,/\\")  # razdel asks what stands on either side of these
_PIECES = 10_000
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


class Tokens(Sequence[Token]):
    """The tokens of a sentence as columns; each is made when it is asked for."""

    __slots__ = ("_tokens", "forms", "starts", "stops")

    def __init__(self, forms: list[str], starts: list[int], stops: list[int]):
        self.forms, self.starts, self.stops = forms, starts, stops
        self._tokens: tuple[Token, ...] | None = None

    @property
    def tokens(self) -> tuple[Token, ...]:
        """All of them."""
        if self._tokens is None:
            self._tokens = tuple(map(Token._make, zip(self.starts, self.stops, self.forms, strict=True)))
        return self._tokens

    def __len__(self) -> int:
        """How many there are."""
        return len(self.forms)

    def __iter__(self) -> Iterator[Token]:
        """One by one."""
        return iter(self.tokens)

    @overload
    def __getitem__(self, at: int) -> Token: ...

    @overload
    def __getitem__(self, at: slice) -> tuple[Token, ...]: ...

    def __getitem__(self, at: int | slice) -> Token | tuple[Token, ...]:
        """A token, or some."""
        return self.tokens[at]


_Cuts = tuple[tuple[int, int, str], ...]  # of a piece: where its tokens begin and end in it, and their text
_beside: dict[tuple[str, str, str], _Cuts] = {}


@lru_cache(maxsize=4)
def paragraphs(text: str) -> tuple[Segment, ...]:
    """The lines of a text that hold more than white space."""
    return tuple(Segment(*match.span()) for match in _PARAGRAPH.finditer(text) if not match[0].isspace())


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
        Segment(piece.start + start, piece.start + stop)
        for paragraph in paragraphs(text)
        for piece in _pieces(*paragraph, text)
        for start, stop in borders.sentences(text[piece.start : piece.stop])
        if stop > start
    )


@Recent
def tokens(text: str) -> tuple[Tokens, ...]:
    """razdel's tokens, sentence by sentence."""
    return tuple(_tokens(text[start:stop], start) for start, stop in sentences(text))


def _tokens(text: str, first: int) -> Tokens:
    """razdel's tokens of a sentence, what stands between white space cut once and for all."""
    forms: list[str] = []
    starts: list[int] = []
    stops: list[int] = []
    chunks = text.split()
    for i, (at, chunk) in enumerate(zip(_places(text, chunks), chunks, strict=True)):
        cut = _alone[chunk]
        if not cut:
            cut = _among(chunk, chunks[i - 1] if i else "", chunks[i + 1] if i + 1 < len(chunks) else "")
        for begin, end, form in cut:
            forms.append(form)
            starts.append(first + at + begin)
            stops.append(first + at + end)
    return Tokens(forms, starts, stops)


def _places(text: str, chunks: Sequence[str]) -> list[int]:
    """Where the chunks of a text begin; mostly a space stands between two."""
    sizes = list(map(len, chunks))
    if sum(sizes) + len(sizes) - 1 == len(text):
        return [at + i for i, at in enumerate(accumulate(sizes[:-1], initial=0))]
    return [found.start() for found in _CHUNK.finditer(text)]


def _kind(sign: str) -> str:
    """What razdel's rules tell of a neighbour: a figure, a sign, or anything else."""
    return "0" if sign.isdecimal() else "." if sign in PUNCTS else "a"


def _cut(piece: str) -> _Cuts:
    """razdel's tokens of a piece; none where its neighbours matter, from a sign at its edge: «5, 6», «кто -то»."""
    plain = _plain(piece)
    depends = piece[0] in _SIGNS or (piece[-1] in _SIGNS and not plain)
    return () if depends else plain or _asked(piece, "", "")


_alone = Remembered(_cut, 20_000)


def _among(piece: str, before: str, after: str) -> _Cuts:
    """razdel's tokens of a piece between its neighbours, of which it looks at a sign or a figure."""
    key = (piece, _kind(before[-1:]), _kind(after[:1]))
    found = _beside.get(key)
    if found is None:
        if len(_beside) >= _PIECES:
            _beside.clear()
        found = _beside[key] = _asked(piece, before, after)
    return found


def _plain(piece: str) -> _Cuts:
    """A word and the signs beside it, or a number alone; nothing where there is more."""
    match = _PLAIN.fullmatch(piece)
    return tuple((*match.span(i), match[i]) for i in (1, 2, 3, 4) if match[i]) if match else ()


def _asked(piece: str, before: str, after: str) -> _Cuts:
    """What razdel makes of a piece between its neighbours."""
    first = len(before) + 1
    told = razdel.tokenize(f"{before} {piece} {after}")
    return tuple((t.start - first, t.stop - first, t.text) for t in told if first <= t.start < first + len(piece))


def by_paragraph(text: str) -> list[list[Tokens]]:
    """The sentences' tokens of each paragraph that has any."""
    places = paragraphs(text)
    out: list[list[Tokens]] = [[] for _ in places]
    at = 0
    for sentence in tokens(text):
        if sentence:
            while places[at].stop <= sentence.starts[0]:
                at += 1
            out[at].append(sentence)
    return [sentences for sentences in out if sentences]
