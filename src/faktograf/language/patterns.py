"""The pattern language of rules.toml, compiled to regular expressions over symbols (see grammar.py).

Items stand apart by a space; white space in the text is free between them:

    год             any form of the lemma; a word that is no lemma («году») only itself
    {month}         a slot of words.tsv, captured; {from=day} captures it under another name, {.day} not at all
    {day}~{dash}    ~ : nothing between the two in the text;  a _ b : something between them
    x? x* x+        optional, repeated;  ( a | b ) one of them;  (low= … ) captures its text
    до [ {n} лет ]  square brackets mark the span where the pattern says more than it
    {w} {W} {p}     a word in lower case, a capitalised word, a sign that no row of words.tsv names
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from faktograf.errors import BadRules

OTHER = frozenset("wWp")  # symbols, and slots, of atoms that no row names
_ITEM = re.compile(r"\{(?:(\w+)=)?([^{}\s]+)\}|\((\w+)=|([()\[\]|?*+~_])|([^\W\d_]+)|(\S)")
_OPERATORS = "?*+"
_TRIGGER_LENGTH = 4  # a shorter literal («в», «до», «лет») makes a poor trigger


@dataclass
class Item:
    """One atom of a pattern: the symbols that fit, and what it is captured as."""

    symbols: frozenset[str]
    weight: int
    name: str | None = None
    slot: str | None = None
    operator: str = ""


@dataclass
class Group:
    """Alternatives, each a sequence of items, groups and the marks ~ and _; `name` is its capture."""

    options: list[list["Item | Group | str"]]
    name: str | None = None
    is_span: bool = False
    operator: str = ""


@dataclass
class Compiled:
    """A pattern ready to run: what it captures, and the symbols without which it can't match.

    `triggers` is the best set to look for, `required` the others of which one symbol each must be there.
    """

    regex: re.Pattern[str]
    triggers: frozenset[str]
    required: tuple[frozenset[str], ...]
    captures: dict[str, tuple[str, str]] = field(default_factory=dict)  # regex group → name, slot


def literals(pattern: str) -> Iterator[str]:
    """The words and signs that a pattern names by themselves; a sign comes as «=%»."""
    for _, _, _, _, word, sign in _ITEM.findall(pattern):
        if word or sign:
            yield word or "=" + sign


def literal_slot(literal: str) -> str:
    """The slot under which a literal of a pattern is kept in the lexicon."""
    return "'" + literal


def compiled(pattern: str, symbols_of: Callable[[str], frozenset[str]]) -> Compiled:
    """The pattern over the symbols that `symbols_of(slot)` gives; raises BadRules where it can't be read."""
    group = _Parser(pattern, symbols_of).parsed()
    captures: dict[str, tuple[str, str]] = {}
    body = _regex(group, captures)
    _, triggers = _needed(group)
    if not triggers:
        raise BadRules(f"nothing in the pattern must be there: {pattern}")
    required = tuple(symbols for symbols in _required(group) if symbols != triggers)
    return Compiled(re.compile(body), triggers, required, captures)


class _Parser:
    """Recursive descent over the items of one pattern."""

    def __init__(self, pattern: str, symbols_of: Callable[[str], frozenset[str]]):
        self._pattern, self._symbols_of = pattern, symbols_of
        self._items = list(_ITEM.finditer(pattern))
        self._at = 0

    def parsed(self) -> Group:
        group = self._group("")
        if self._at < len(self._items):
            raise BadRules(f"«{self._items[self._at][0]}» closes nothing: {self._pattern}")
        return group

    def _group(self, close: str) -> Group:
        group = Group([[]])
        while self._at < len(self._items):
            item = self._items[self._at]
            mark = item[4]
            if mark in (")", "]"):
                if mark == close:
                    self._at += 1
                    return group
                break
            self._at += 1
            if mark == "|":
                group.options.append([])
            elif mark in ("~", "_"):
                group.options[-1].append(mark)
            else:
                group.options[-1].append(self._node(item))
        if close:
            raise BadRules(f"«{close}» is missing: {self._pattern}")
        return group

    def _node(self, item: re.Match[str]) -> Item | Group:
        name, slot, capture, mark, word, sign = item.groups()
        node: Item | Group
        if capture or mark in ("(", "["):
            node = self._group("]" if mark == "[" else ")")
            node.name, node.is_span = capture, mark == "["
        elif mark:
            raise BadRules(f"«{mark}» follows nothing: {self._pattern}")
        elif slot:
            bare = slot.removeprefix(".")
            named = name or (slot if slot == bare else None)
            node = Item(self._symbols_of(bare), 0 if bare in OTHER else 3, named, bare)
        else:
            weight = 2 if len(word or "") >= _TRIGGER_LENGTH else 1
            node = Item(self._symbols_of(literal_slot(word or "=" + sign)), weight)
        if self._at < len(self._items) and (self._items[self._at][4] or " ") in _OPERATORS:
            node.operator = self._items[self._at][4]
            self._at += 1
        return node


def _regex(node: Item | Group, captures: dict[str, tuple[str, str]]) -> str:
    """A node as a regular expression; «~» (nothing between) is free between items unless marked."""
    if isinstance(node, Item):
        body = "[" + "".join(sorted(node.symbols)) + "]"
    else:
        body = "|".join(_sequence(option, captures) for option in node.options)
        body = f"(?P<span>{body})" if node.is_span else f"(?:{body})"
    if node.operator in ("+", "*"):
        body = f"{body}(?:~?{body})*" if isinstance(node, Item) else f"(?:{body}~?)+"
    if node.name:
        group = f"g{len(captures)}"
        captures[group] = (node.name, (node.slot or "") if isinstance(node, Item) else "")
        body = f"(?P<{group}>{body})"
    return f"(?:{body}~?)?" if node.operator in ("?", "*") else body


def _sequence(nodes: list[Item | Group | str], captures: dict[str, tuple[str, str]]) -> str:
    out: list[str] = []
    joined = True  # nothing to join before the first
    for node in nodes:
        if isinstance(node, str):
            out.append("~" if node == "~" else "(?<!~)")
            joined = True
            continue
        out.append(("" if joined else "~?") + _regex(node, captures))
        joined = False
    return "".join(out)


def _required(node: Item | Group) -> Iterator[frozenset[str]]:
    """Sets of symbols of each of which one must be there."""
    if isinstance(node, Group) and len(node.options) == 1 and node.operator not in ("?", "*"):
        for inner in node.options[0]:
            if not isinstance(inner, str):
                yield from _required(inner)
        return
    _, symbols = _needed(node)
    if symbols:
        yield symbols


def _needed(node: Item | Group) -> tuple[int, frozenset[str]]:
    """The best set of symbols one of which must be there, with its weight; empty where there is none."""
    if node.operator in ("?", "*"):
        return 0, frozenset()
    if isinstance(node, Item):
        return node.weight, node.symbols
    best = []
    for option in node.options:
        rows = [_needed(inner) for inner in option if not isinstance(inner, str)]
        wanted = (row for row in rows if row[1])
        best.append(max(wanted, key=lambda row: (row[0], -len(row[1])), default=(0, frozenset[str]())))
    if not all(symbols for _, symbols in best):
        return 0, frozenset()
    return min(weight for weight, _ in best), frozenset[str]().union(*(symbols for _, symbols in best))
