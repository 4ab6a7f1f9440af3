"""Which sentences of a text are to be parsed: those of each paragraph that holds a quantity."""

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass
from typing import TypeVar

from faktograf.dates import Found as Date
from faktograf.facts import source
from faktograf.facts.scene import Mentioned, Scene, mentioned
from faktograf.facts.sentence import Sentence
from faktograf.language import names, segments
from faktograf.numbers import Found as Quantity
from faktograf.organizations import Found as Organization

_T = TypeVar("_T")
_FACTUAL = frozenset(("count", "money", "percent", "percentage_points", "measure", "multiple", "fraction"))
_BLANK = re.compile(r"\n[^\S\n]*\r?\n")
_SPEECH = frozenset('—–-«"“')


@dataclass(frozen=True)
class Wanted:
    """A text with the sentences that are to be parsed: those of each paragraph that holds a quantity."""

    text: str
    mentions: Sequence[Mentioned]
    dates: Sequence[tuple[int, Date]]
    quantities: Sequence[tuple[int, Quantity]]
    paragraphs: Sequence[segments.Segment]
    joined: Set[int]  # the paragraphs that no blank line parts from the one before, in a text that has such lines
    sentences: Sequence[tuple[int, segments.Tokens]]  # each with the number of its paragraph

    @classmethod
    def of(
        cls, text: str, organizations: Sequence[Organization], dates: Sequence[Date], quantities: Sequence[Quantity]
    ) -> "Wanted":
        """The paragraphs' sentences, with those that say whose the paragraph before is."""
        wanted = [(i, q) for i, q in enumerate(quantities) if q.kind in _FACTUAL]
        sentences = [tokens for tokens in segments.tokens(text) if tokens.forms] if wanted else []
        paragraphs = list(segments.paragraphs(text)) if wanted else []
        numbers = _numbered(sentences, paragraphs)
        starts = [quantity.start for _, quantity in wanted]
        busy = {number for number, tokens in zip(numbers, sentences, strict=True) if _holds_one(tokens, starts)}
        busy |= {
            n for n, tokens in zip(numbers, sentences, strict=True) if n - 1 in busy and source.sums_up(tokens.forms)
        }
        rows = list(zip(numbers, sentences, strict=True))
        joined = _joined(text, paragraphs)
        before = {n - 1 for n in busy if n in joined} - busy
        last = {n: tokens for n, tokens in rows if n in before}
        days = [date.start for date in dates]
        dated = {id(tokens) for tokens in last.values() if _holds_one(tokens, days)}
        chosen = [row for row in rows if row[0] in busy or id(row[1]) in dated]
        return cls(text, mentioned(organizations), list(enumerate(dates)), wanted, paragraphs, joined, chosen)

    def scenes(self, sentences: Sequence[Sentence]) -> list[Scene]:
        """A Scene for each of the sentences, parsed."""
        tagged = names.tagged(self.text) if sentences else ()
        out = []
        for (number, _), sentence in zip(self.sentences, sentences, strict=True):
            start, stop = sentence.start, sentence.stop
            paragraph = self.paragraphs[number]
            out.append(
                Scene(
                    sentence,
                    number,
                    number in self.joined,
                    self.text[paragraph.start : paragraph.stop].lstrip()[:1] in _SPEECH,
                    _within(self.mentions, start, stop, lambda mention: mention.start),
                    _within(tagged, start, stop, lambda name: name.start),
                    _within(self.dates, start, stop, lambda row: row[1].start),
                    _within(self.quantities, start, stop, lambda row: row[1].start),
                )
            )
        return out


def _numbered(sentences: Sequence[segments.Tokens], paragraphs: Sequence[segments.Segment]) -> list[int]:
    """The number of each sentence's paragraph."""
    out, at = [], 0
    for tokens in sentences:
        while paragraphs[at].stop <= tokens.starts[0]:
            at += 1
        out.append(at)
    return out


def _joined(text: str, paragraphs: Sequence[segments.Segment]) -> set[int]:
    """The paragraphs that go on with the one before; none where a text has no blank lines: each line is a paragraph."""
    parted = {i for i in range(1, len(paragraphs)) if _BLANK.search(text, paragraphs[i - 1].stop, paragraphs[i].start)}
    return set(range(1, len(paragraphs))) - parted if parted else set()


def _holds_one(tokens: segments.Tokens, starts: Sequence[int]) -> bool:
    at = bisect_left(starts, tokens.starts[0])
    return at < len(starts) and starts[at] < tokens.stops[-1]


def _within(rows: Sequence[_T], start: int, stop: int, key: Callable[[_T], int]) -> Sequence[_T]:
    """The rows, in order by `key`, that begin in a stretch of the text."""
    return rows[bisect_left(rows, start, key=key) : bisect_left(rows, stop, key=key)]
