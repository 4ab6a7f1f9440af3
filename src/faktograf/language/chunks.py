"""What stands between white space: read once for each distinct chunk, its pieces laid out along a text in columns.

Most chunks of a text were met before, so it costs a look-up for each of them, and next to nothing for each piece.
"""

from collections.abc import Iterable, Sequence
from itertools import accumulate
from sys import intern
from typing import TypeVar

from faktograf.language.remembered import Remembered

V = TypeVar("V")
_LONGEST = 60  # characters of a chunk that is remembered


class Cut:
    """The pieces of a chunk and how far each one's start is from the next one's, a space behind the chunk.

    There is one object for each chunk that is remembered, so that more can be remembered of it.
    """

    __slots__ = ("forms", "steps")

    def __init__(self, forms: Sequence[str], sizes: Sequence[int]):
        self.forms = tuple(map(intern, forms))
        steps = [*sizes[:-1], sizes[-1] + 1] if sizes else []
        # bytes take a fifth of a tuple's memory
        self.steps: Iterable[int] = bytes(steps) if max(steps, default=0) < 256 else tuple(steps)

    @classmethod
    def of(cls, *forms: str) -> "Cut":
        """Of pieces with nothing between them."""
        return cls(forms, list(map(len, forms)))

    @classmethod
    def whole(cls, chunk: str) -> "Cut":
        """Of one piece, as most chunks are."""
        if len(chunk) > _LONGEST:
            return cls.of(chunk)
        cut = cls.__new__(cls)
        cut.forms, cut.steps = (intern(chunk),), _STEPS[len(chunk)]
        return cut


_STEPS = [bytes((size + 1,)) for size in range(_LONGEST + 1)]


class Chunks(Remembered[str, V]):
    """Chunk → what is made of it; endless ones are not remembered. Equal words are one string in all of these."""

    def __missing__(self, chunk: str) -> V:
        """A chunk that was not met lately."""
        return Remembered.__missing__(self, intern(chunk)) if len(chunk) <= _LONGEST else self._call(chunk)


def lay(line: str, chunks: Sequence[str], cuts: Iterable[Cut], forms: list[str], steps: list[int]) -> None:
    """Append the pieces of a line, and how far it is from each to the next, and from the last to the line's end.

    `steps` holds one number at least, how far it is to the line. What the chunks are cut from is told where some
    white space is more than a space, or stands at an edge.
    """
    if sum(map(len, chunks)) + len(chunks) == len(line) + 1:
        for cut in cuts:
            forms += cut.forms
            steps += cut.steps
        steps[-1] -= 1
        return
    done = 0
    for chunk, cut in zip(chunks, cuts, strict=True):
        at = line.index(chunk, done)
        steps[-1] += at - done
        forms += cut.forms
        steps += cut.steps
        steps[-1] -= 1
        done = at + len(chunk)
    steps[-1] += len(line) - done


def begins(steps: Iterable[int]) -> list[int]:
    """Where pieces begin, from how far it is to the first, from each to the next, and from the last to the end."""
    starts = list(accumulate(steps))
    starts.pop()
    return starts
