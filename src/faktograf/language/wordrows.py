"""What a network computes of a word alone, computed once for each distinct word and kept."""

from collections.abc import Callable, Sequence

import numpy as np

from faktograf.language.blocks import Floats


class WordRows:
    """A row for each distinct word, kept in two generations, of `kept` words each.

    When the newer one is full it becomes the older, and what is still in use is copied from there. Row 0 is zeros.
    """

    def __init__(self, compute: Callable[[Sequence[str]], Floats], *, width: int, kept: int):
        self._compute, self._kept = compute, kept
        self._row_of: dict[str, int] = {}
        self.table = self._empty(width)
        self._before: tuple[dict[str, int], Floats] = {}, self._empty(width)

    def _empty(self, width: int) -> Floats:
        """Room for all words of a generation; the system gives its pages as they are written."""
        out = np.empty((self._kept + 1, width), dtype=np.float32)
        out[0] = 0
        return out

    def numbers(self, words: Sequence[str]) -> list[int]:
        """Where the words' rows are in `table`, until the next call."""
        known = self._row_of
        new = [word for word in dict.fromkeys(words) if word not in known]
        if new and len(known) + len(new) > self._kept:
            self._before, self._row_of, self.table = (known, self.table), {}, self._before[1]
            new = list(dict.fromkeys(words))
        if new:
            before, table = self._before
            old = [word for word in new if word in before]
            if old:
                self._add(old, table[[before[word] for word in old]])
            fresh = [word for word in new if word not in before]
            if fresh:
                self._add(fresh, self._compute(fresh))
        return list(map(self._row_of.__getitem__, words))

    def _add(self, words: Sequence[str], rows: Floats) -> None:
        first, last = len(self._row_of) + 1, len(self._row_of) + 1 + len(words)
        if last > len(self.table):  # more words at once than are kept
            grown = np.zeros((last, self.table.shape[1]), dtype=np.float32)
            grown[:first] = self.table[:first]
            self.table = grown
        self.table[first:last] = rows
        self._row_of.update(zip(words, range(first, last), strict=True))
