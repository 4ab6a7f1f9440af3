"""The rules and words of this room, read once, and what they match in a text."""

from functools import cache
from pathlib import Path

from faktograf.dates import conditions
from faktograf.language import atoms, numerals
from faktograf.language.grammar import Grammar, Match, load


@cache
def grammar() -> Grammar:
    """The grammar of this room."""
    here = Path(__file__).parent
    return load(here / "rules.toml", here / "words.tsv", numerals.WORDS)


def matches(text: str) -> list[Match]:
    """What the rules match in a text, in order, their conditions kept and skip rules left out."""
    found = grammar().find(atoms.scan(text), vetoed=lambda match: not conditions.holds(text, match))
    return [match for match in found if not match.rule.skip]
