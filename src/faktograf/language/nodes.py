"""What a pattern is made of, and the regular expression that it makes (see patterns.py)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

OTHER = frozenset("wWp")  # symbols, and slots, of atoms that no row names
OPTIONAL = ("?", "*")


@dataclass
class Item:
    """One atom of a pattern: the symbols that fit, and what it is captured as."""

    symbols: frozenset[str]
    weight: int
    name: str | None = None
    slot: str | None = None
    operator: str = ""

    @cached_property
    def needed(self) -> tuple[int, frozenset[str]]:
        """The symbols one of which must be there, with their weight; empty where none must."""
        return (0, frozenset()) if self.operator in OPTIONAL else (self.weight, self.symbols)

    @property
    def opening(self) -> tuple[frozenset[str], bool]:
        """The symbols that it may begin with, and whether nothing may stand for it."""
        return self.symbols, self.operator in OPTIONAL


@dataclass
class Group:
    """Alternatives, each a sequence of items, groups and the marks ~ and _; `name` is its capture.

    Groups of one macro share their options, so what is worked out of a part is kept with it.
    """

    options: list[list["Item | Group | str"]]
    name: str | None = None
    is_span: bool = False
    operator: str = ""

    @cached_property
    def needed(self) -> tuple[int, frozenset[str]]:
        """The best set of symbols one of which must be there, with its weight; empty where there is none."""
        best = []
        for option in () if self.operator in OPTIONAL else self.options:
            rows = [inner.needed for inner in option if not isinstance(inner, str)]
            wanted = (row for row in rows if row[1])
            best.append(max(wanted, key=lambda row: (row[0], -len(row[1])), default=(0, frozenset[str]())))
        if not best or not all(symbols for _, symbols in best):
            return 0, frozenset()
        return min(weight for weight, _ in best), frozenset[str]().union(*(symbols for _, symbols in best))

    @cached_property
    def opening(self) -> tuple[frozenset[str], bool]:
        """The symbols that it may begin with, and whether nothing may stand for it."""
        rows = [_opening(option) for option in self.options]
        is_free = self.operator in OPTIONAL or any(is_free for _, is_free in rows)
        return frozenset[str]().union(*(symbols for symbols, _ in rows)), is_free

    @cached_property
    def one_of(self) -> frozenset[str]:
        """All symbols of a group that is but one atom, whichever of them; empty for any other."""
        rows = [option[0] for option in self.options if len(option) == 1]
        plain = [row.symbols for row in rows if isinstance(row, Item) and not row.name and not row.operator]
        return frozenset[str]().union(*plain) if len(plain) == len(self.options) else frozenset()


Nodes = Sequence[Item | Group | str]


def regex(pattern: Group, captures: dict[str, tuple[str, str]]) -> str:
    """A whole pattern as a regular expression: most places are passed over at a glance at what it may begin with."""
    return f"(?={_class(pattern.opening[0])})(?:{_regex(pattern, captures)})"


def _regex(node: Item | Group, captures: dict[str, tuple[str, str]]) -> str:
    """A node as a regular expression; «~» (nothing between) is free between items unless marked."""
    if isinstance(node, Item):
        body = _class(node.symbols)
    elif node.one_of and not node.is_span:
        body = _class(node.one_of)
    else:
        body = "|".join(_sequence(option, captures) for option in node.options)
        body = f"(?P<span>{body})" if node.is_span else f"(?:{body})" if len(node.options) > 1 else body
    if node.operator in ("+", "*"):
        body = f"{body}(?:~?{body})*" if isinstance(node, Item) else f"(?:{body}~?)+"
    if node.name:
        group = f"g{len(captures)}"
        captures[group] = (node.name, (node.slot or "") if isinstance(node, Item) else "")
        body = f"(?P<{group}>{body})"
    return f"(?:{body}~?)?" if node.operator in OPTIONAL else body


def _opening(nodes: Nodes) -> tuple[frozenset[str], bool]:
    """The symbols that a sequence may begin with, and whether it may be empty."""
    found = frozenset[str]()
    for node in nodes:
        if isinstance(node, str):
            if node == "~":
                return found | {"~"}, False
            continue
        symbols, is_free = node.opening
        found |= symbols
        if not is_free:
            return found, False
        found |= {"~"}  # which may stand before what comes after it
    return found, True


def _sequence(nodes: Nodes, captures: dict[str, tuple[str, str]]) -> str:
    out: list[str] = []
    joined = True  # nothing to join before the first
    for node in nodes:
        if isinstance(node, str):
            out.append("~" if node == "~" else "(?<!~)")
            joined = True
            continue
        out.append(("" if joined else "~?") + _regex(node, captures))
        joined = not joined and node.operator in OPTIONAL  # which ends in its own «~?», one stands before it
    return "".join(out)


@lru_cache(maxsize=4096)
def _class(symbols: frozenset[str]) -> str:
    """The symbols as a class of characters, neighbours as ranges."""
    runs: list[list[int]] = []
    for code in sorted(map(ord, symbols)):
        if runs and code == runs[-1][1] + 1:
            runs[-1][1] = code
        else:
            runs.append([code, code])
    if len(symbols) == 1:
        return re.escape(*symbols)
    return "[" + "".join(chr(first) if first == last else f"{chr(first)}-{chr(last)}" for first, last in runs) + "]"


def required(node: Item | Group) -> Iterator[frozenset[str]]:
    """Sets of symbols of each of which one must be there."""
    if isinstance(node, Group) and len(node.options) == 1 and node.operator not in OPTIONAL:
        for inner in node.options[0]:
            if not isinstance(inner, str):
                yield from required(inner)
        return
    if node.needed[1]:
        yield node.needed[1]
