"""The engine that runs a room's rules and knows none of them.

Each atom becomes one character, its symbol: one for every set of slots that a form may fill. A rule's
pattern becomes a regular expression over symbols (patterns.py), so a text costs one dictionary look-up for what
stands between white space (table.py), and what was met before («в {year} году») is not matched again (stretches.py).
"""

import re
import tomllib
from collections.abc import Callable, Iterable
from functools import cached_property, lru_cache
from operator import itemgetter
from pathlib import Path
from typing import Any, NamedTuple

from faktograf.errors import BadRules
from faktograf.language import atoms, patterns, table
from faktograf.language.lexicon import Lexicon, Word, rows
from faktograf.language.nodes import OTHER
from faktograf.language.stretches import Found, Stretches

_WORDS = 5_000  # whose values are remembered


class Rule(NamedTuple):
    """One `[[rule]]` of a rules.toml: what it is called, its patterns, examples, and the room's own fields."""

    name: str
    patterns: tuple[str, ...]
    yes: dict[str, str]
    no: tuple[str, ...]
    skip: str | None
    fields: dict[str, Any]


class Match(NamedTuple):
    """Where a rule stands in the text (half-open), and what its slots hold. `skip` rules are no mentions."""

    start: int
    stop: int
    rule: Rule
    slots: dict[str, str]


def load(path: Path, *lexicons: Path, more: Iterable[Word] = ()) -> "Grammar":
    """The grammar of a rules.toml over `more` words and one or more words.tsv; raises BadRules with the rule's name."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    words = [*more] + [word for lexicon in lexicons for word in rows(lexicon)]
    return Grammar(tuple(map(_rule, data.get("rule", ()))), Lexicon(words), data.get("macros", {}), str(path))


def _rule(row: dict[str, Any]) -> Rule:
    known = {"name", "pattern", "yes", "no", "skip"}
    texts = (row["pattern"],) if isinstance(row["pattern"], str) else tuple(row["pattern"])
    fields = {name: value for name, value in row.items() if name not in known}
    return Rule(row["name"], texts, dict(row.get("yes", {})), tuple(row.get("no", ())), row.get("skip"), fields)


class Grammar:
    """Rules compiled over a lexicon; `find` is the only thing that is called for every text."""

    def __init__(self, rules: tuple[Rule, ...], lexicon: Lexicon, macros: dict[str, str], source: str = "rules"):
        self.rules, self.lexicon, self.source = rules, lexicon, source
        self._macros = macros
        self._said = lru_cache(maxsize=_WORDS)(lexicon.value)

    def find(
        self,
        scanned: atoms.Atoms,
        *,
        hidden: Iterable[range] = (),
        vetoed: Callable[[Match], bool] | None = None,
    ) -> list[Match]:
        """The matches in order, none overlapping: the longest (context counted) first, then the earlier rule.

        The atoms that are `hidden` are signs that no rule knows (a number inside a date, a name), `vetoed(match)`
        refuses a match with all that it says.
        """
        symbols = table.masked("".join(map(self._table.__getitem__, scanned.chunks)), hidden)
        matches = []
        for first, last in self._stretches.places(symbols):
            found = self._stretches.matches(symbols[first:last])
            if found:
                matches += self._chosen(found, first, scanned, vetoed)
        return matches

    def _chosen(
        self,
        found: Iterable[Found],
        offset: int,
        scanned: atoms.Atoms,
        vetoed: Callable[[Match], bool] | None,
    ) -> list[Match]:
        """The best matches of a stretch that do not overlap, in the order of the text."""
        chosen: list[tuple[int, Match]] = []
        taken = 0  # the atoms of those, bit by bit
        for row in found:
            first, last = row.span
            own = (1 << last) - (1 << first)
            if taken & own:
                continue
            slots = {name: self._value(scanned, slot, i + offset, j + offset) for name, slot, i, j in row.slots}
            start, stop = scanned.starts[first + offset], scanned.stop(last + offset - 1)
            match = Match(start, stop, self._compiled[row.order][0], slots)
            if not (vetoed and vetoed(match)):
                chosen.append((first, match))
                taken |= own
        return [match for _, match in sorted(chosen, key=itemgetter(0))]

    def _value(self, scanned: atoms.Atoms, slot: str, first: int, last: int) -> str:
        """A slot's value from the lexicon where one atom fills it, else its text as it stands."""
        if last - first == 1:
            value = self._said(slot, scanned.forms[first])
            if value is not None:
                return value
        return scanned.text[scanned.starts[first] : scanned.stop(last - 1)]

    @cached_property
    def _symbols(self) -> dict[frozenset[str], str]:
        """Set of slots → its symbol; the literals of the patterns are slots too."""
        for text in (*self._macros.values(), *(pattern for rule in self.rules for pattern in rule.patterns)):
            for literal in patterns.literals(text):
                self.lexicon.add(patterns.literal_slot(literal), literal)
        sets = self.lexicon.sets()
        return dict(zip(sets, table.signs(len(sets)), strict=True))

    @cached_property
    def _compiled(self) -> list[tuple[Rule, patterns.Compiled]]:
        by_slot: dict[str, set[str]] = {}
        for slots, symbol in self._symbols.items():
            for slot in slots:
                by_slot.setdefault(slot, set()).add(symbol)

        def symbols_of(slot: str) -> frozenset[str]:
            if slot in OTHER:
                return frozenset(slot)
            if slot not in by_slot:
                raise BadRules(f"no word fills the slot {{{slot}}}")
            return frozenset(by_slot[slot])

        known = patterns.Patterns(symbols_of, self._macros)
        return [(rule, self._compile(rule, text, known)) for rule in self.rules for text in rule.patterns]

    def compile(self) -> None:
        """Compile each pattern, which is done otherwise when a text first needs it: for processes to share."""
        _ = self._table, self._stretches.cuts, [pattern.regex for _, pattern in self._compiled]

    def _compile(self, rule: Rule, text: str, known: patterns.Patterns) -> patterns.Compiled:
        try:
            return known.compiled(text)
        except (BadRules, re.error) as error:
            raise BadRules(f"{self.source}: rule «{rule.name}»: {error}") from error

    @cached_property
    def _stretches(self) -> Stretches:
        return Stretches([pattern for _, pattern in self._compiled])

    @cached_property
    def _table(self) -> table.Table:
        _ = self._compiled  # reads the patterns' literals into the lexicon
        return table.Table(self.lexicon, self._symbols)
