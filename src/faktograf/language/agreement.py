"""How adjectives agree with their noun, and how they are put into the nominative."""

from functools import lru_cache
from typing import Any

from faktograf.language import morphology

ADJECTIVES = frozenset(("ADJF", "PRTF"))


@lru_cache(maxsize=20_000)
def agrees(form: str, noun: Any) -> bool:
    """Whether a form has a reading as an adjective in the case, number and gender of a noun's tag."""
    for parse in morphology.parses(form.lower()):
        tag = parse.tag
        same = tag.POS in ADJECTIVES and tag.case == noun.case and tag.number == noun.number
        if same and (tag.number == "plur" or tag.gender == noun.gender):
            return True
    return False


@lru_cache(maxsize=20_000)
def inflected(form: str, gender: str | None, number: str | None) -> str:
    """An adjective in the nominative of a gender and number; a form that is none stays as it is."""
    found = [parse for parse in morphology.parses(form.lower()) if parse.tag.POS in ADJECTIVES]
    for parse in sorted(found, key=lambda parse: (-parse.score, not parse.normal_form.endswith("ой"))):  # «окружной»
        changed = morphology.inflected(parse, "nomn", number, gender if number == "sing" else None)
        if changed:
            return like(form, changed)
    return form


def like(form: str, word: str) -> str:
    """The word in the capitals of the form: «Сбербанка» → «Сбербанк»."""
    if form.isupper() and len(form) > 1:
        return word.upper()
    if form.count("-") == word.count("-") > 0:  # «Аль-Каиды»
        return "-".join(map(like, form.split("-"), word.split("-")))
    return word[:1].upper() + word[1:] if form[:1].isupper() else word
