"""What words.tsv knows of a word: head of a full name, class word before a name, name by itself."""

from functools import cache, lru_cache
from pathlib import Path

from faktograf.language.lexicon import Lexicon, rows


@cache
def _lexicon() -> Lexicon:
    return Lexicon(rows(Path(__file__).with_name("words.tsv")), of_tokens=True)


@lru_cache(maxsize=100_000)
def kind(slot: str, form: str) -> str | None:
    """The kind of organization that a form stands for in a slot (`head_noun`, `class`, `whole`, …), else None."""
    return _lexicon().value(slot, form)


@lru_cache(maxsize=100_000)
def has(slot: str, form: str) -> bool:
    """Whether a row of words.tsv gives the form this slot."""
    return slot in _lexicon().of(form)
