"""What was made of the words met so far, kept within bounds: what is still asked for outlives what is not."""

from collections.abc import Callable
from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Remembered(dict[K, V]):
    """A function's results by its argument, two generations of `most` each.

    When the newer is full it becomes the older; what is asked for again is taken over from there.
    """

    def __init__(self, call: Callable[[K], V], most: int):
        super().__init__()
        self._call, self._most = call, most
        self._before: dict[K, V] = {}

    def __missing__(self, key: K) -> V:
        """What is not in the newer generation."""
        if len(self) >= self._most:
            before = dict(self)
            self.clear()
            self._before = before
        found = self._before.get(key)
        if found is None:
            found = self._call(key)
        self[key] = found
        return found

    def clear(self) -> None:
        """Forget all."""
        super().clear()
        self._before = {}
