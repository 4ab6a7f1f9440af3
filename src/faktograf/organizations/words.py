"""What words.tsv knows of a word: head of a full name, class word before a name, name by itself."""

from pathlib import Path

from faktograf.language.lexicon import Slots

_slots = Slots(Path(__file__).with_name("words.tsv"))


def kind(slot: str, form: str) -> str | None:
    """The kind of organization that a form stands for in a slot (`head_noun`, `class`, `whole`, …), else None."""
    return _slots.lexicon.value(slot, form) if slot in _slots[form] else None


def has(slot: str, form: str) -> bool:
    """Whether a row of words.tsv gives the form this slot."""
    return slot in _slots[form]
