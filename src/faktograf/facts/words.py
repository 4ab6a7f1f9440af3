"""What words.tsv knows of a word: verbs of speech, nouns of action, words that point back."""

from pathlib import Path

from faktograf.language.lexicon import Slots

slots = Slots(Path(__file__).with_name("words.tsv"))


def has(slot: str, form: str) -> bool:
    """Whether a row of words.tsv gives the form this slot."""
    return slot in slots[form]
