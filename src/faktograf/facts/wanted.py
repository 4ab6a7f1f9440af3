"""Which sentences of a text are to be parsed: those of a paragraph up to its last quantity, and a few around."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass
from typing import TypeVar

from faktograf.dates import Found as Date
from faktograf.facts import source
from faktograf.facts.scene import OPENS_SPEECH, Mentioned, Scene, mentioned
from faktograf.facts.sentence import Sentence
from faktograf.language import names, segments
from faktograf.numbers import Found as Quantity
from faktograf.organizations import Found as Organization

_T = TypeVar("_T")
_FACTUAL = frozenset(("count", "money", "percent", "percentage_points", "measure", "multiple", "fraction"))
_BLANK = re.compile(r"\n[^\S\n]*\r?\n")


@dataclass(frozen=True)
class Wanted:
    """A text with the sentences that are to be parsed."""

    text: str
    mentions: Sequence[Mentioned]
    dates: Sequence[tuple[int, Date]]
    quantities: Sequence[tuple[int, Quantity]]
    joined: Set[int]  # the paragraphs that no blank line parts from the one before, in a text that has such lines
    speech: Set[int]  # those that begin with a dash or a quote
    sentences: Sequence[tuple[int, segments.Tokens]]  # each with the number of its paragraph

    @classmethod
    def of(
        cls, text: str, organizations: Sequence[Organization], dates: Sequence[Date], quantities: Sequence[Quantity]
    ) -> "Wanted":
        """The text with what was found in it."""
        wanted = [(i, q) for i, q in enumerate(quantities) if q.kind in _FACTUAL]
        sentences = [tokens for tokens in segments.tokens(text) if tokens.forms] if wanted else []
        paragraphs = segments.paragraphs(text) if wanted else ()
        joined, speech = _joined(text, paragraphs), _speech(text, paragraphs)
        rows = list(zip(_numbered(sentences, paragraphs), sentences, strict=True))
        asked = _asked(rows, [q.start for _, q in wanted], [date.start for date in dates], joined=joined, speech=speech)
        chosen = [row for row, is_asked in zip(rows, asked, strict=True) if is_asked]
        return cls(text, mentioned(organizations), list(enumerate(dates)), wanted, joined, speech, chosen)

    def scenes(self, sentences: Sequence[Sentence]) -> list[Scene]:
        """A Scene for each of the sentences, parsed."""
        tagged = names.tagged(self.text) if sentences else ()
        out = []
        for (number, _), sentence in zip(self.sentences, sentences, strict=True):
            start, stop = sentence.start, sentence.stop
            out.append(
                Scene(
                    sentence,
                    number,
                    number in self.joined,
                    number in self.speech,
                    _within(self.mentions, start, stop, lambda mention: mention.start),
                    _within(tagged, start, stop, lambda name: name.start),
                    _within(self.dates, start, stop, lambda row: row[1].start),
                    _within(self.quantities, start, stop, lambda row: row[1].start),
                )
            )
        return out


def _asked(
    rows: Sequence[tuple[int, segments.Tokens]],
    quantities: Sequence[int],
    dates: Sequence[int],
    *,
    joined: Set[int],
    speech: Set[int],
) -> Iterator[bool]:
    """Whether each sentence is to be parsed: those of a paragraph up to its last quantity, in direct speech all.

    And before such a paragraph the last one of the same block, where it holds a date; behind it «Об этом сообщает …».
    """
    final = {n: tokens.starts[0] for n, tokens in rows if _holds_one(tokens, quantities)}
    before = {n: tokens.starts[0] for n, tokens in rows if n not in final and n + 1 in final and n + 1 in joined}
    last = None
    for n, tokens in rows:
        start, is_first, last = tokens.starts[0], n != last, n
        if n in final:
            yield start <= final[n] or n in speech or source.sums_up(tokens.forms)
        elif before.get(n) == start and _holds_one(tokens, dates):
            yield True
        else:
            yield is_first and n - 1 in final and source.sums_up(tokens.forms)


def _speech(text: str, paragraphs: Sequence[segments.Segment]) -> set[int]:
    return {n for n, place in enumerate(paragraphs) if text[place.start : place.stop].lstrip()[:1] in OPENS_SPEECH}


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
    return at < len(starts) and starts[at] < tokens.stop(-1)


def _within(rows: Sequence[_T], start: int, stop: int, key: Callable[[_T], int]) -> Sequence[_T]:
    """The rows, in order by `key`, that begin in a stretch of the text."""
    return rows[bisect_left(rows, start, key=key) : bisect_left(rows, stop, key=key)]
