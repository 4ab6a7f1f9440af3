"""Where a stretch of symbols may be cut, since no pattern has such neighbours (see stretches.py).

Pieces repeat far more often than whole stretches, and fewer patterns run over each. Which symbols may stand side by
side is what a position automaton knows (Glushkov 1961): the first, last and following positions of an expression.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from faktograf.language.nodes import OPTIONAL, Group, Item
from faktograf.language.table import GLUE

_Symbols = frozenset[str]
_NONE: _Symbols = frozenset()


class _Ends(NamedTuple):
    """The symbols that a part may begin and end with, and whether nothing may stand for it."""

    firsts: _Symbols
    lasts: _Symbols
    is_free: bool


class Cuts:
    """The neighbours that some patterns allow, «~» between them or not."""

    def __init__(self, groups: Iterable[Group]):
        joints = _Joints()
        for group in groups:
            joints.of(group)
        followed: dict[str, set[str]] = {}
        for lasts, firsts in joints.found:
            for symbol in lasts:
                followed.setdefault(symbol, set()).update(firsts)
        self._followed = {symbol: "".join(sorted(firsts)) for symbol, firsts in followed.items()}

    def pieces(self, stretch: str) -> Iterator[tuple[int, str]]:
        """Where each piece begins, and the piece; the glue at a cut belongs to both."""
        first, last = 0, ""
        for i, symbol in enumerate(stretch):
            if symbol == GLUE:
                continue
            if last and symbol not in self._followed.get(last, ""):
                yield first, stretch[first:i]
                first = i - (stretch[i - 1] == GLUE)
            last = symbol
        yield first, stretch[first:]


class _Joints:
    """Reads patterns part by part, and keeps what may end beside what may follow it."""

    def __init__(self) -> None:
        self.found: set[tuple[_Symbols, _Symbols]] = set()
        self._known: dict[
            int, _Ends
        ] = {}  # of options, by identity: groups of one macro share theirs, and all outlive this

    def of(self, node: Item | Group) -> _Ends:
        """The ends of a part."""
        if isinstance(node, Item):
            ends = _Ends(node.symbols, node.symbols, node.operator in OPTIONAL)
        else:
            ends = self._of_options(node.options)
            ends = ends._replace(is_free=ends.is_free or node.operator in OPTIONAL)
        if node.operator in ("+", "*"):
            self.found.add((ends.lasts, ends.firsts))
        return ends

    def _of_options(self, options: Sequence[Sequence[Item | Group | str]]) -> _Ends:
        found = self._known.get(id(options))
        if found is None:
            rows = [self._of_sequence(option) for option in options]
            firsts, lasts = _NONE.union(*(row.firsts for row in rows)), _NONE.union(*(row.lasts for row in rows))
            found = self._known[id(options)] = _Ends(firsts, lasts, any(row.is_free for row in rows))
        return found

    def _of_sequence(self, nodes: Sequence[Item | Group | str]) -> _Ends:
        firsts = lasts = _NONE
        is_free = True
        for node in nodes:
            if isinstance(node, str):  # «~», «_»
                continue
            ends = self.of(node)
            if lasts:
                self.found.add((lasts, ends.firsts))
            firsts = firsts | ends.firsts if is_free else firsts
            lasts = lasts | ends.lasts if ends.is_free else ends.lasts
            is_free = is_free and ends.is_free
        return _Ends(firsts, lasts, is_free)
