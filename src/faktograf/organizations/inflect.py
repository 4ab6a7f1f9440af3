"""Names into the nominative, agreement kept: «Благовещенском городском суде» → «Благовещенский городской суд»."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from faktograf.language import morphology
from faktograf.language.agreement import ADJECTIVES, agrees, inflected, like
from faktograf.organizations import words

_VOWELS = frozenset("аеёиоуыэюя")
_STILL = frozenset("иоуэ")  # the ends of foreign names that have but one form


def nominative(forms: Sequence[str], *, hint: str | None = None) -> tuple[str, ...]:
    """The words of a name with its adjectives and head noun in the nominative, the tail left alone.

    The head is the first noun; `hint` is the case that a preposition before the name asks for.
    """
    return _nominative(tuple(forms), hint)


@lru_cache(maxsize=20_000)
def _nominative(forms: tuple[str, ...], hint: str | None) -> tuple[str, ...]:
    known = (_known(forms[0]) or _unknown(forms[0], hint)) if len(forms) == 1 else None
    if known:
        return (known,)
    head = _head(forms)
    if head is None:
        return tuple(_before_abbreviation(forms))
    noun = _reading(forms, head, hint)
    if noun is None or noun.tag.case == "nomn":
        return forms
    number = noun.tag.number
    out = list(forms)
    for i in range(head):
        out[i] = inflected(forms[i], noun.tag.gender, number)
    changed = morphology.inflected(noun, "nomn", number)
    out[head] = like(forms[head], changed) if changed else forms[head]
    return tuple(out)


def _known(form: str) -> str | None:
    """The base of a known name in an oblique case: «Росстата» → «Росстат», «ВГИКе» → «ВГИК»."""
    base = words.base(form)
    if base is None:
        return None
    letters = len(base) if form.isupper() else next((i for i, sign in enumerate(form) if sign.islower()), len(form))
    return base[:letters].upper() + base[letters:]


def _unknown(form: str, hint: str | None) -> str | None:
    """The base of a name that no dictionary has, where its end tells: «Ламборджини», «Селтика» in the genitive."""
    last = form.lower().rpartition("-")[2]  # of «Динамо-Волги» the end is known
    if not _is_russian_word(form) or any(parse.is_known for parse in morphology.parses(last)):
        return None
    if form[-1] in _STILL:
        return form
    is_owner = hint == "gent" and form.endswith("а") and form[-2] not in _VOWELS
    return form[:-1] if is_owner else None


def _before_abbreviation(forms: Sequence[str]) -> list[str]:
    """«Королевских ВВС» → «Королевские ВВС»; other names without a Russian noun stay as they are."""
    out = list(forms)
    if not (forms[-1].isupper() and len(forms[-1]) > 1):
        return out
    for i, form in enumerate(forms[:-1]):
        adjectives = [p for p in morphology.parses(form.lower()) if p.tag.POS in ADJECTIVES]
        if not _is_russian_word(form) or not adjectives:
            return list(forms)
        number, gender = adjectives[0].tag.number, adjectives[0].tag.gender
        out[i] = inflected(form, gender, number)
    return out


def _head(forms: Sequence[str]) -> int | None:
    """The first noun, all before it being adjectives; None for Latin names and abbreviations."""
    for i, form in enumerate(forms):
        if not _is_russian_word(form):
            return None
        tags = [parse.tag for parse in morphology.parses(form.lower())]
        if tags[0].POS == "NOUN" and not _describes(form, forms[i + 1 : i + 2]):
            return i
        if tags[0].POS not in ADJECTIVES | {"NOUN"}:
            return i if any(tag.POS == "NOUN" for tag in tags) else None
    return len(forms) - 1 if len(forms) == 1 else None


def _describes(form: str, following: Sequence[str]) -> bool:
    """«[Частного] обозревателя»: a noun too, but an adjective before the noun that it agrees with."""
    nouns = [p.tag for word in following for p in morphology.parses(word.lower()) if p.tag.POS == "NOUN"]
    return any(agrees(form, noun) for noun in nouns)


def _is_russian_word(form: str) -> bool:
    return form[0].isalpha() and not form.isascii() and not (form.isupper() and len(form) > 1)


def _reading(forms: Sequence[str], head: int, hint: str | None) -> Any | None:
    """The head's reading that its adjectives agree with, the hinted case preferred, then pymorphy's order."""
    found = []
    for rank, parse in enumerate(morphology.parses(forms[head].lower())):
        tag = parse.tag
        if tag.POS != "NOUN" or not tag.case:
            continue
        if not all(agrees(form, tag) for form in forms[:head]):
            continue
        hinted = hint is not None and tag.case.startswith(hint[:3])
        plain = not head and hint is None and tag.case == "nomn"
        is_unusual = (tag.number == "plur") != words.has("plural", forms[head])  # «власти Москвы»
        found.append((not hinted, is_unusual, not plain, rank, parse))
    return min(found, key=lambda row: row[:4])[4] if found else None
