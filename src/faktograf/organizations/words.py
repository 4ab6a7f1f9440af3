"""What words.tsv knows of a word: head of a full name, class word before a name, name by itself."""

from functools import cache
from pathlib import Path

from faktograf.language import atoms
from faktograf.language.lexicon import Slots, expand, rows

_PATH = Path(__file__).with_name("words.tsv")
_slots = Slots(_PATH)


def kind(slot: str, form: str) -> str | None:
    """The kind of organization that a form stands for in a slot (`head_noun`, `class`, `whole`, …), else None."""
    return _slots.lexicon.value(slot, form) if slot in _slots[form] else None


def has(slot: str, form: str) -> bool:
    """Whether a row of words.tsv gives the form this slot."""
    return slot in _slots[form]


def known(form: str) -> frozenset[str]:
    """The slots that words.tsv gives a form."""
    return _slots[form]


def base(form: str) -> str | None:
    """The row that a form of a name by itself belongs to, in small letters: «Росгвардией» → «росгвардия», else None."""
    return _bases().get(atoms.key(form)) if has("whole", form) else None


@cache
def _bases() -> dict[str, str]:
    whole = [row.word for row in rows(_PATH) if row.slot == "whole"]
    return {key: word for word in reversed(whole) for key in expand(word)} | {atoms.key(word): word for word in whole}
