"""What was made of the last texts, kept while they are in hand: a batch is read by several rooms in turn."""

from collections.abc import Callable, Iterable
from typing import Any, ClassVar, Generic, TypeVar

R = TypeVar("R")
TEXTS, CHARS = 40, 250_000  # that are kept, the last one always: more than are analysed together


class Recent(Generic[R]):
    """A function of a text, its results for the last texts kept."""

    _all: ClassVar[list["Recent[Any]"]] = []

    def __init__(self, call: Callable[[str], R]):
        self._all.append(self)
        self._call = call
        self._kept: dict[str, R] = {}
        self._chars = 0
        self.__doc__ = call.__doc__

    def __call__(self, text: str) -> R:
        """What the function gives."""
        found = self._kept.get(text)
        if found is None:
            found = self._call(text)
            self.keep([(text, found)])
        return found

    def lacking(self, texts: Iterable[str]) -> list[str]:
        """Those of the texts whose result is not kept, each once."""
        return [text for text in dict.fromkeys(texts) if text not in self._kept]

    def keep(self, rows: Iterable[tuple[str, R]]) -> None:
        """Results made elsewhere; the oldest go."""
        for text, found in rows:
            if text not in self._kept:
                self._chars += len(text)
            self._kept[text] = found
        while len(self._kept) > 1 and (self._chars > CHARS or len(self._kept) > TEXTS):
            oldest = next(iter(self._kept))
            del self._kept[oldest]
            self._chars -= len(oldest)

    @classmethod
    def forget(cls) -> None:
        """Keep nothing of any text."""
        for function in cls._all:
            function._kept.clear()
            function._chars = 0
