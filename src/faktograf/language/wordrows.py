"""What a network computes of a word alone, computed once for each distinct word and kept."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from faktograf.language.blocks import Floats
from faktograf.language.taps import Rows

_TOP = 32_767
_TOGETHER = 192  # words whose rows are computed at once: whole blocks, and a megabyte
Whole = NDArray[np.int16]
Numbers = NDArray[np.int64]


class WordRows:
    """A row for each distinct word: those that are shared for good, and room for `kept` others.

    Where all room is taken, those go that were not asked for since the hand last passed them (the clock of Corbató, A
    Paging Experiment with the Multics System, 1968). Row 0 is zeros. Numbers are kept in 16 bits, half the memory of
    floats, none above `reach` either way.
    """

    def __init__(self, compute: Callable[[Sequence[str]], Floats], *, width: int, kept: int, reach: float):
        self._compute, self.width, self._unit = compute, width, np.float32(reach / _TOP)
        self._shared: dict[str, int] = {}
        self._table: Whole = np.zeros((1, width), dtype=np.int16)
        self._lay_out(kept)

    def _lay_out(self, kept: int) -> None:
        """Room behind the shared rows for so many words; the system gives its pages as they are written."""
        self._first = 1 + len(self._shared)
        shared = self._table[: self._first]
        self._table = np.empty((self._first + kept, self.width), dtype=np.int16)
        self._table[: self._first] = shared
        self._row_of = dict(self._shared)
        self._word_of: list[str | None] = [None] * len(self._table)
        self._is_asked, self._hand = np.zeros(len(self._table), dtype=bool), self._first

    def share(self, words: Sequence[str], *, kept: int) -> None:
        """Compute the rows of some words for good, for forked processes to share; there is room for `kept` more."""
        self._shared = dict(zip(words, range(1, 1 + len(words)), strict=True))
        self._table = np.concatenate([np.zeros((1, self.width), np.int16), self._made(words)])
        self._lay_out(kept)

    def numbers(self, words: Sequence[str]) -> Numbers:
        """The numbers of the words' rows, until the next call; 0 is that of no word."""
        found = list(map(self._row_of.get, words))
        if None in found:
            self._meet(dict.fromkeys(words))
            return np.array(list(map(self._row_of.get, words)), dtype=np.int64)
        numbers = np.array(found, dtype=np.int64)
        self._is_asked[numbers] = True
        return numbers

    def _meet(self, distinct: dict[str, None]) -> None:
        """Give rows to those of the words that have none; a word is asked for when it comes again."""
        own = sum(word not in self._shared for word in distinct)
        if own > len(self._table) - self._first:  # more words at once than there is room for
            self._lay_out(own)
        known = [row for row in map(self._row_of.get, distinct) if row is not None]
        new = [word for word in distinct if word not in self._row_of]
        rows = self._free(len(new), known)
        self._table[rows] = self._made(new)
        for word, row in zip(new, rows.tolist(), strict=True):
            gone, self._word_of[row] = self._word_of[row], word
            if gone is not None:
                del self._row_of[gone]
            self._row_of[word] = row

    def _free(self, count: int, taken: Sequence[int]) -> Numbers:
        """So many rows, the next ones from the hand on that were not asked for; the taken ones are in use."""
        self._is_asked[taken] = True
        order = np.r_[self._hand : len(self._table), self._first : self._hand]
        if len(order) - np.count_nonzero(self._is_asked[order]) < count:  # all the way round
            self._is_asked[:] = False
            self._is_asked[taken] = True
        free = np.flatnonzero(~self._is_asked[order])[:count]
        self._is_asked[order[: free[-1]]] = False
        rows: Numbers = order[free]
        self._hand = int(rows[-1]) + 1
        return rows

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
