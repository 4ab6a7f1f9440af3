"""The grammar of this room: rules.toml over its words and the words that numbers are written with."""

from functools import cache
from pathlib import Path

from faktograf.language import grammar as engine
from faktograf.language import numerals
from faktograf.language.grammar import Grammar

_HERE = Path(__file__).parent
_LEXICONS = ("words.tsv", "units.tsv", "currencies.tsv")


@cache
def grammar() -> Grammar:
    """The compiled rules, read once."""
    return engine.load(_HERE / "rules.toml", *(_HERE / name for name in _LEXICONS), numerals.WORDS)
