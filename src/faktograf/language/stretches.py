"""The symbols of a text → the matches of patterns in them (see grammar.py).

Patterns run only where a trigger of theirs stands. A stretch of symbols is cut where no pattern has such neighbours
(cuts.py), and neither a stretch nor a piece of one that was met before is matched again.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from faktograf.language.cuts import Cuts
from faktograf.language.nodes import OTHER
from faktograf.language.patterns import Compiled
from faktograf.language.remembered import Remembered
from faktograf.language.table import BREAK, GLUE

_EDGE = OTHER | {BREAK}  # where a stretch of symbols ends
_LONGEST = 400  # symbols in one stretch: a hostile text of numbers only still costs linear time
_KEPT = 60  # longer stretches are not remembered
_STRETCHES, _PIECES = 2_500, 5_000  # that are remembered


class Found(NamedTuple):
    """A match inside a stretch of symbols, by the number of its pattern; positions are relative to the stretch."""

    length: int  # of all that was matched, context included: the longest wins
    order: int
    span: tuple[int, int]
    slots: tuple[tuple[str, str, int, int], ...]  # name, slot, begin, end

    def moved(self, by: int) -> "Found":
        """The same so many symbols farther on."""
        if not by:
            return self
        first, last = self.span
        slots = tuple((name, slot, i + by, j + by) for name, slot, i, j in self.slots)
        return self._replace(span=(first + by, last + by), slots=slots)


class Stretches:
    """Patterns ready to run, their places in the list their order."""

    def __init__(self, patterns: Sequence[Compiled]):
        self._patterns = patterns
        self._stretches = Remembered(self._sorted, _STRETCHES)
        self._pieces = Remembered(self.run, _PIECES)

    def places(self, symbols: str) -> Iterator[tuple[int, int]]:
        """The stretches that hold a trigger, with one atom of context on either side."""
        for run in self._run_with_trigger.finditer(symbols):
            first, last = run.span()
            for start, stop in ((first, last),) if last - first <= _LONGEST else self._parts(symbols, first, last):
                is_after_word = start > 0 and symbols[start - 1] in OTHER
                is_before_word = stop < len(symbols) and symbols[stop] in OTHER
                yield start - is_after_word, stop + is_before_word

    def _parts(self, symbols: str, done: int, end: int) -> Iterator[tuple[int, int]]:
        """A run of symbols too long to be matched at once, cut around its triggers."""
        for trigger in self._trigger.finditer(symbols, done, end):
            if trigger.start() >= done:
                first, done = max(done, trigger.start() - _LONGEST), min(end, trigger.end() + _LONGEST)
                yield first, done

    def matches(self, stretch: str) -> tuple[Found, ...]:
        """All matches in a stretch, best first; remembered, since news repeats itself."""
        return self._stretches[stretch] if len(stretch) <= _KEPT else self._sorted(stretch)

    def _sorted(self, stretch: str) -> tuple[Found, ...]:
        found = [row.moved(first) for first, piece in self.cuts.pieces(stretch) for row in self._found(piece)]
        return tuple(sorted(found, key=lambda row: (-row.length, row.order, row.span)))

    def _found(self, piece: str) -> Sequence[Found]:
        """The matches in a piece; remembered too."""
        return self._pieces[piece] if len(piece) <= _KEPT else self.run(piece)

    def run(self, piece: str) -> list[Found]:
        """All matches of all patterns in a piece, in no order."""
        there, out = set(piece), []
        wanted = {order for symbol in there for order in self._triggered.get(symbol, ())}
        for order in wanted:
            pattern = self._patterns[order]
            if any(map(there.isdisjoint, pattern.required)):
                continue
            for match in pattern.regex.finditer(piece):
                slots = tuple(
                    (name, slot, *match.span(group))
                    for group, (name, slot) in pattern.captures.items()
                    if match.start(group) >= 0
                )
                first, last = whole = _bare(piece, *match.span())
                span = _bare(piece, *match.span("span")) if "span" in match.re.groupindex else whole
                out.append(Found(last - first, order, span, slots))
        return out

    @cached_property
    def cuts(self) -> Cuts:
        """Where stretches may be cut."""
        return Cuts(pattern.group for pattern in self._patterns)

    @cached_property
    def _triggered(self) -> dict[str, list[int]]:
        """Symbol → the patterns that can't match without one of its kind."""
        index: dict[str, list[int]] = {}
        for order, pattern in enumerate(self._patterns):
            for symbol in pattern.triggers:
                index.setdefault(symbol, []).append(order)
        return index

    @cached_property
    def _trigger(self) -> re.Pattern[str]:
        return re.compile(_class(self._triggered))

    @cached_property
    def _run_with_trigger(self) -> re.Pattern[str]:
        """A whole run of symbols between edges that has a trigger."""
        edges, triggers = _class(_EDGE, but=True), _class(self._triggered)
        plain = _class({*_EDGE, *self._triggered}, but=True)
        return re.compile(f"(?<!{edges}){plain}*+{triggers}{edges}*+")


def _bare(piece: str, first: int, last: int) -> tuple[int, int]:
    """A span without the GLUE at its edges, which is between atoms: a piece may begin with what the whole has cut."""
    first += piece.startswith(GLUE, first, last)
    return first, last - piece.endswith(GLUE, first, last)


def _class(symbols: Iterable[str], *, but: bool = False) -> str:
    """The symbols as a class of characters, or all `but` them."""
    return "[" + "^" * but + "".join(sorted(symbols)) + "]"
