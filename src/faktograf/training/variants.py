"""Paragraphs made of a corpus's own: other names, other words, no quotes, small letters; nobody has tagged them.

The teachers know words that the corpus never shows, from the 700 thousand articles that slovnet's models read. In
these paragraphs they say so.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from faktograf.language.bioes import BEGIN, END, SINGLE
from faktograf.language.recognizer import HEADS
from faktograf.training.corpus import Paragraph
from faktograf.training.others import Others, signature

Sentences = list[list[str]]
_NAMED = tuple(HEADS.index(head) for head in ("ORG", "PER", "LOC"))
_NAMES = 0.5  # the share of names that become others
_WORDS = (0.05, 0.6)  # the share of words that do, another for each paragraph
_UNQUOTED, _SMALL, _LOUD = 0.08, 0.05, 0.01  # shares of the paragraphs
_QUOTES = frozenset('«»"“”„')


class _Span(NamedTuple):
    """A name in a sentence: tokens [first, stop) and the head that has it."""

    first: int
    stop: int
    head: int


class Variants:
    """What may be made of the paragraphs of a corpus."""

    def __init__(self, found: Sequence[Paragraph]):
        self._rows = [([[token.text for token in s] for s in one.sentences], _names(one)) for one in found]
        self._others = Others(dict.fromkeys(word for rows, _ in self._rows for s in rows for word in s))
        self._names: dict[tuple[object, ...], list[list[str]]] = defaultdict(list)
        for sentences, named in self._rows:
            for sentence, spans in zip(sentences, named, strict=True):
                for span in spans:
                    words = sentence[span.first : span.stop]
                    self._names[_kind(span, words)].append(words)

    def __call__(self, among: np.random.Generator) -> Iterator[Sentences]:
        """A variant of each paragraph in turn."""
        for sentences, named in self._rows:
            share = among.uniform(*_WORDS)
            made = [self._renamed(s, spans, among) for s, spans in zip(sentences, named, strict=True)]
            made = [[self._others(w, among) if among.random() < share else w for w in s] for s in made]
            yield _printed(made, among)

    def _renamed(self, sentence: list[str], spans: Sequence[_Span], among: np.random.Generator) -> list[str]:
        """The sentence with some of its names exchanged for others of their kind, inflected alike."""
        out, done = [], 0
        for span in spans:
            if among.random() < _NAMES:
                others = self._names[_kind(span, sentence[span.first : span.stop])]
                out += [*sentence[done : span.first], *others[int(among.integers(len(others)))]]
                done = span.stop
        return out + sentence[done:]


def _kind(span: _Span, words: Sequence[str]) -> tuple[object, ...]:
    """What two names must share: the head that has them and the inflection of their first word."""
    word = words[0].lower()
    return (span.head, signature(word) if word.replace("-", "").isalpha() else None, len(words) == 1)


def _names(one: Paragraph) -> list[list[_Span]]:
    """The outermost names of each sentence, in order; the ones that cross its border are left out."""
    out, start = [], 0
    for sentence in one.sentences:
        tags, spans = one.tags[start : start + len(sentence)], []
        for head in _NAMED:
            first = None
            for i, tag in enumerate(tags[:, head].tolist()):
                first = i if tag in (BEGIN, SINGLE) else first
                if tag in (END, SINGLE) and first is not None:
                    spans.append(_Span(first, i + 1, head))
                    first = None
        kept: list[_Span] = []
        for span in sorted(spans, key=lambda span: (span.first, -span.stop)):
            if not kept or kept[-1].stop <= span.first:
                kept.append(span)
        out.append(kept)
        start += len(sentence)
    return out


def _printed(sentences: Sentences, among: np.random.Generator) -> Sentences:
    """The paragraph as another printer might have it."""
    chance = among.random()
    if chance < _UNQUOTED:
        bare = [[word for word in sentence if word not in _QUOTES] for sentence in sentences]
        return [sentence for sentence in bare if sentence] or sentences
    if chance < _UNQUOTED + _SMALL:
        return [[word.lower() for word in sentence] for sentence in sentences]
    if chance < _UNQUOTED + _SMALL + _LOUD:
        return [[word.upper() for word in sentence] for sentence in sentences]
    return sentences
