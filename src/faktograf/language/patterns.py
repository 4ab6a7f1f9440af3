"""The pattern language of rules.toml, compiled to regular expressions over symbols (see grammar.py).

Items stand apart by a space; white space in the text is free between them:

    год             any form of the lemma; a word that is no lemma («году») only itself
    {month}         a slot of words.tsv, captured; {from=day} captures it under another name, {.day} not at all
    {day}~{dash}    ~ : nothing between the two in the text;  a _ b : something between them
    x? x* x+        optional, repeated;  ( a | b ) one of them;  (low= … ) captures its text
    до [ {n} лет ]  square brackets mark the span where the pattern says more than it
    {w} {W} {p}     a word in lower case, a capitalised word, a sign that no row of words.tsv names
    <n>             the macro of that name, as if it stood there in round brackets
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from faktograf.errors import BadRules
from faktograf.language import nodes
from faktograf.language.nodes import OTHER, Group, Item

_ITEM = re.compile(r"\{(?:(\w+)=)?([^{}\s]+)\}|\((\w+)=|([()\[\]|?*+~_])|<(\w+)>|([^\W\d_]+)|(\S)")
_OPERATORS = "?*+"
_TRIGGER_LENGTH = 4  # a shorter literal («в», «до», «лет») makes a poor trigger


@dataclass
class Compiled:
    """A pattern ready to run: what it captures, and the symbols without which it can't match.

    `triggers` is the best set to look for, `required` the others of which one symbol each must be there.
    """

    group: Group
    triggers: frozenset[str]
    required: tuple[frozenset[str], ...]
    captures: dict[str, tuple[str, str]] = field(default_factory=dict)  # regex group → name, slot

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """Compiled when a text first needs it: all of them take seconds, one text needs few."""
        return re.compile(nodes.regex(self.group, self.captures))


def literals(pattern: str) -> Iterator[str]:
    """The words and signs that a pattern names by themselves; a sign comes as «=%»."""
    for *_, word, sign in _ITEM.findall(pattern):
        if word or sign:
            yield word or "=" + sign


def literal_slot(literal: str) -> str:
    """The slot under which a literal of a pattern is kept in the lexicon."""
    return "'" + literal


class Patterns:
    """Patterns over the symbols that `symbols_of(slot)` gives, and the macros that they may name."""

    def __init__(self, symbols_of: Callable[[str], frozenset[str]], macros: Mapping[str, str]):
        self.symbols_of, self._texts = symbols_of, macros
        self._macros: dict[str, Group | None] = {}  # None: being read

    def compiled(self, pattern: str) -> Compiled:
        """A pattern ready to run; raises BadRules where it can't be read."""
        group = _Parser(pattern, self).parsed()
        _, triggers = group.needed
        if not triggers:
            raise BadRules(f"nothing in the pattern must be there: {pattern}")
        return Compiled(group, triggers, tuple(symbols for symbols in nodes.required(group) if symbols != triggers))

    def macro(self, name: str) -> Group:
        """What a macro stands for, read once; raises BadRules for one that is not there, or names itself."""
        if name not in self._texts:
            raise BadRules(f"no macro <{name}>; there are: {', '.join(self._texts)}")
        if name not in self._macros:
            self._macros[name] = None
            self._macros[name] = _Parser(self._texts[name], self).parsed()
        found = self._macros[name]
        if found is None:
            raise BadRules(f"the macro <{name}> names itself")
        return found


class _Parser:
    """Recursive descent over the items of one pattern."""

    def __init__(self, pattern: str, patterns: Patterns):
        self._pattern, self._patterns = pattern, patterns
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
        name, slot, capture, mark, macro, word, sign = item.groups()
        node: Item | Group
        if capture or mark in ("(", "["):
            node = self._group("]" if mark == "[" else ")")
            node.name, node.is_span = capture, mark == "["
        elif mark:
            raise BadRules(f"«{mark}» follows nothing: {self._pattern}")
        elif macro:
            node = Group(self._patterns.macro(macro).options)
        elif slot:
            bare = slot.removeprefix(".")
            named = name or (slot if slot == bare else None)
            node = Item(self._patterns.symbols_of(bare), 0 if bare in OTHER else 3, named, bare)
        else:
            weight = 2 if len(word or "") >= _TRIGGER_LENGTH else 1
            node = Item(self._patterns.symbols_of(literal_slot(word or "=" + sign)), weight)
        if self._at < len(self._items) and (self._items[self._at][4] or " ") in _OPERATORS:
            node.operator = self._items[self._at][4]
            self._at += 1
        return node
