"""The rules and words of this room, read once."""

from functools import cache
from pathlib import Path

from faktograf.language import numerals
from faktograf.language.grammar import Grammar, load


@cache
def grammar() -> Grammar:
    """The grammar of this room."""
    here = Path(__file__).parent
    return load(here / "rules.toml", here / "words.tsv", numerals.WORDS)
