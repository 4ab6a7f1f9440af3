"""Text → paragraphs, sentences and tokens, all with offsets. Nothing crosses a paragraph's border."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, chain, pairwise
from operator import add
from typing import NamedTuple, overload

import razdel
from razdel.segmenters.tokenize import PUNCTS

from faktograf.language import borders
from faktograf.language.chunks import Chunks, Cut, begins, lay
from faktograf.language.recent import Recent

_PARAGRAPH = re.compile(r"[^\n\r\u2028\u2029]+")
# a word of letters or figures, parts joined by dashes, with signs on either side that nothing joins: «США».»
_WORD = r"(?:[а-яёА-ЯЁ]+|[A-Za-z]+|[0-9]+)"
_PLAIN = re.compile(
    rf"([«\"(])?({_WORD}(?:[‑–—−-]{_WORD})*)(?:([:;?»\")…]|(?<![0-9])[.,]|(?<![A-Za-z])!)(?:(?<=[»\")])([,.:;!?»\")…]))?)?"
)
_BETWEEN_FIGURES, _BETWEEN_WORDS = frozenset(".,/\\"), frozenset("‑–—−-_")  # signs that razdel may join
_CHUNKS, _BESIDE = 20_000, 2_000  # that are remembered, and those whose neighbours matter
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
    """The tokens of a sentence or a paragraph, as their text and starts; each is made when it is asked for."""

    __slots__ = ("_tokens", "forms", "starts")

    def __init__(self, forms: list[str], starts: list[int]):
        self.forms, self.starts = forms, starts
        self._tokens: tuple[Token, ...] | None = None

    def stop(self, at: int) -> int:
        """Where one of them ends, exclusive."""
        return self.starts[at] + len(self.forms[at])

    @property
    def stops(self) -> list[int]:
        """Where they end."""
        return list(map(add, self.starts, map(len, self.forms)))

    @property
    def tokens(self) -> tuple[Token, ...]:
        """All of them."""
        if self._tokens is None:
            self._tokens = tuple(map(Token._make, zip(self.starts, self.stops, self.forms, strict=True)))
        return self._tokens

    def part(self, first: int, stop: int) -> "Tokens":
        """Some of them."""
        return Tokens(self.forms[first:stop], self.starts[first:stop])

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


@Recent
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


def sentences(text: str) -> tuple[Segment, ...]:
    """The sentences of a text, found by razdel inside each paragraph."""
    return tuple(
        Segment(*place)
        for start, stop in paragraphs(text)
        for piece in _pieces(start, stop, text)
        for place in _sentences(text, piece)
    )


def _sentences(text: str, piece: Segment) -> list[tuple[int, int]]:
    at = piece.start
    return [(at + start, at + stop) for start, stop in borders.sentences(text[at : piece.stop]) if stop > start]


class Read(NamedTuple):
    """A paragraph's tokens, and the same sentence by sentence."""

    tokens: Tokens
    sentences: list[Tokens]


@Recent
def by_paragraph(text: str) -> tuple[Read, ...]:
    """razdel's tokens of each paragraph."""
    return tuple(_read(text, start, stop) for start, stop in paragraphs(text))


def tokens(text: str) -> tuple[Tokens, ...]:
    """razdel's tokens, sentence by sentence."""
    return tuple(chain.from_iterable(paragraph.sentences for paragraph in by_paragraph(text)))


def _read(text: str, start: int, stop: int) -> Read:
    """A paragraph, what stands between white space cut once and for all."""
    forms, steps, firsts = list[str](), [start], list[int]()
    for piece in _pieces(start, stop, text):
        line, places = text[piece.start : piece.stop], _sentences(text, piece)
        chunks = line.split()
        cuts = list(map(_alone.__getitem__, chunks))
        if _DEPENDS in cuts:
            cuts = _in_company(text, chunks, cuts, places)
        lay(line, chunks, cuts, forms, steps)
        firsts += [first for first, _ in places]
    whole = Tokens(forms, begins(steps))
    at = [bisect_left(whole.starts, first) for first in firsts]
    parts = [whole.part(*row) for row in pairwise([*at, len(forms)])] if len(at) > 1 else [whole]
    return Read(whole, parts)


def _in_company(text: str, chunks: Sequence[str], cuts: Sequence[Cut], places: Iterable[tuple[int, int]]) -> list[Cut]:
    """The cuts with those that depend on their neighbours, of which a sentence's first and last have but one."""
    sizes = [len(text[first:last].split()) for first, last in places]
    firsts = set(accumulate(sizes, initial=0))
    return [
        cut
        if cut is not _DEPENDS
        else _among(chunk, "" if i in firsts else chunks[i - 1], "" if i + 1 in firsts else chunks[i + 1])
        for i, (chunk, cut) in enumerate(zip(chunks, cuts, strict=True))
    ]


def _kind(sign: str) -> str:
    """What razdel's rules tell of a neighbour: a figure, a sign, or anything else."""
    return "0" if sign.isdecimal() else "." if sign in PUNCTS else "a"


_DEPENDS = Cut((), ())  # stands for chunks whose neighbours matter


def _cut(chunk: str) -> Cut:
    """razdel's tokens of a chunk; _DEPENDS where its neighbours matter: «5, 6», «кто -то»."""
    match = _PLAIN.fullmatch(chunk)
    if match:
        return Cut.whole(chunk) if match[2] == chunk else Cut.of(*filter(None, match.groups()))
    if len(chunk) > 1 and (_depends(chunk[0], chunk[1]) or _depends(chunk[-1], chunk[-2])):
        return _DEPENDS
    return _asked(chunk, "", "")


def _depends(sign: str, beside: str) -> bool:
    """Whether razdel asks what stands on the other side of a sign at a chunk's edge, to join it with what is beside."""
    return beside.isdecimal() if sign in _BETWEEN_FIGURES else sign in _BETWEEN_WORDS and beside not in PUNCTS


_alone = Chunks(_cut, _CHUNKS)
_beside: dict[tuple[str, str, str], Cut] = {}


def _among(chunk: str, before: str, after: str) -> Cut:
    """razdel's tokens of a chunk between its neighbours, of which it looks at a sign or a figure."""
    key = (chunk, _kind(before[-1:]), _kind(after[:1]))
    found = _beside.get(key)
    if found is None:
        if len(_beside) >= _BESIDE:
            _beside.clear()
        found = _beside[key] = _asked(chunk, before, after)
    return found


def _asked(chunk: str, before: str, after: str) -> Cut:
    """What razdel makes of a chunk between its neighbours."""
    first = len(before) + 1
    told = razdel.tokenize(f"{before} {chunk} {after}")
    return Cut.of(*(token.text for token in told if first <= token.start < first + len(chunk)))
