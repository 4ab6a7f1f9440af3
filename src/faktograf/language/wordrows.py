"""What a network computes of a word alone, computed once for each distinct word and kept."""

from collections.abc import Callable, Sequence
from typing import cast

import numpy as np
from numpy.typing import NDArray

from faktograf.language.blocks import Floats
from faktograf.language.taps import Rows

_TOP = 32_767
_TOGETHER = 192  # words whose rows are computed at once: whole blocks, and a megabyte
Whole = NDArray[np.int16]


class WordRows:
    """A row for each distinct word: those that are shared for good, the others in two halves of `kept` words each.

    When one half is full the other is filled anew, and what is still in use is copied there. Row 0 is zeros. Numbers
    are kept in 16 bits, half the memory of floats, none above `reach` either way.
    """

    def __init__(self, compute: Callable[[Sequence[str]], Floats], *, width: int, kept: int, reach: float):
        self._compute, self.width, self._unit = compute, width, np.float32(reach / _TOP)
        self._shared: dict[str, int] = {}
        self._table: Whole = np.zeros((1, width), dtype=np.int16)
        self._lay_out(kept)

    def _lay_out(self, kept: int) -> None:
        """Room behind the shared rows for all words of both halves; the system gives its pages as they are written."""
        first = 1 + len(self._shared)
        self._kept, self._first, self._other = kept, first, first + kept
        shared = self._table[:first]
        self._table = np.empty((first + 2 * kept, self.width), dtype=np.int16)
        self._table[:first] = shared
        self._row_of, self._before = dict(self._shared), dict[str, int]()

    def share(self, words: Sequence[str], *, kept: int) -> None:
        """Compute the rows of some words for good, for forked processes to share; the halves hold `kept` then."""
        self._shared = dict(zip(words, range(1, 1 + len(words)), strict=True))
        self._table = np.concatenate([np.zeros((1, self.width), np.int16), self._made(words)])
        self._lay_out(kept)

    def numbers(self, words: Sequence[str]) -> list[int]:
        """The numbers of the words' rows, until the next call; 0 is that of no word."""
        found = list(map(self._row_of.get, words))
        if None in found:
            self._meet(dict.fromkeys(words))
            found = list(map(self._row_of.get, words))
        return cast(list[int], found)

    def _meet(self, distinct: dict[str, None]) -> None:
        new = [word for word in distinct if word not in self._row_of]
        if new and len(self._row_of) - len(self._shared) + len(new) > self._kept:
            self._before, self._row_of = self._row_of, dict(self._shared)
            self._first, self._other = self._other, self._first
            new = [word for word in distinct if word not in self._shared]
            if len(new) > self._kept:  # more words at once than a half holds
                self._lay_out(len(new))
        if new:
            old = [word for word in new if word in self._before]
            if old:
                self._add(old, self._table[[self._before[word] for word in old]])
            fresh = [word for word in new if word not in self._before]
            if fresh:
                self._add(fresh, self._made(fresh))

    def sums(self, seen: Rows, size: int, *, first: int = 0) -> Floats:
        """What the taps add up to that see the words of these numbers, row × tap: pieces of their rows, one a tap.

        Each piece is so wide; that of the first tap is the `first` of a word's row, those of the others follow it.
        """
        pieces = self._table.reshape(-1, size)
        places = self.width // size * seen + np.arange(first, first + seen.shape[1])
        taken: list[Floats] = [pieces.take(tap, axis=0, mode="clip").astype(np.float32) for tap in places.T]
        sums, *rest = taken
        for others in rest:
            sums += others
        sums *= self._unit
        return sums

    def _made(self, words: Sequence[str]) -> Whole:
        made = np.empty((len(words), self.width), dtype=np.int16)
        for first in range(0, len(words), _TOGETHER):
            rows = self._compute(words[first : first + _TOGETHER])
            rows /= self._unit
            np.clip(rows, np.float32(-_TOP), np.float32(_TOP), out=rows)
            made[first : first + _TOGETHER] = np.rint(rows, out=rows)
        return made

    def _add(self, words: Sequence[str], rows: Whole) -> None:
        first = self._first + len(self._row_of) - len(self._shared)
        self._table[first : first + len(words)] = rows
        self._row_of.update(zip(words, range(first, first + len(words)), strict=True))
