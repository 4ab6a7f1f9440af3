"""Which stretches of a text lie inside others: asked in the logarithm of their number, not once for each of them."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import accumulate


class Covered:
    """Half-open places of a text, in any order; they may overlap and lie in each other."""

    def __init__(self, places: Iterable[tuple[int, int]]):
        rows = sorted(places)
        self._starts = [start for start, _ in rows]
        self._reach = list(accumulate((stop for _, stop in rows), max))  # how far the places up to each one go

    def hold(self, start: int, stop: int) -> bool:
        """Whether one place holds the whole stretch."""
        at = bisect_right(self._starts, start)
        return at > 0 and self._reach[at - 1] >= stop

    def touch(self, start: int, stop: int) -> bool:
        """Whether one place has a character in common with the stretch."""
        at = bisect_left(self._starts, stop)
        return at > 0 and self._reach[at - 1] > start
