"""One name in two alphabets: «Twitter» and «Твиттеру», «Facebook» and «Фейсбук», by their consonants."""

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path

from faktograf.language import morphology
from faktograf.language.lexicon import columns_of

_VOWELS = re.compile(r"[аеёиоуыэюяйьъ]")
_ENDING = re.compile(r"(?:ами|ах|ам|ом|ем|ой|ов|а|у|е|ы|и|ю|я)$")
_CAPITALS = {"A": "АЭ", "B": "БВ", "C": "СКЦ", "D": "Д", "E": "ЕЭИ", "F": "Ф", "G": "ГЖД", "H": "ХГ", "I": "ИАЙ"}
_CAPITALS |= {"J": "ЖДЙ", "K": "К", "L": "Л", "M": "М", "N": "Н", "O": "О", "P": "П", "R": "Р", "S": "СЗ", "T": "Т"}
_CAPITALS |= {"U": "УЮ", "V": "ВФ", "W": "ВУ", "X": "К", "Y": "ИЙ", "Z": "ЗЦ"}
_SHORTEST = 3  # consonants: with fewer, names are alike by chance


@cache
def _sounds() -> dict[str, str]:
    """scripts.tsv: a Latin spelling → its consonants in Russian letters."""
    return dict(columns_of(Path(__file__).with_name("scripts.tsv"), "spelling<TAB>consonants", (2,)))


@cache
def _spelling() -> re.Pattern[str]:
    return re.compile("|".join(_sounds()))


@lru_cache(maxsize=20_000)
def consonants(form: str) -> str | None:
    """The consonants of a name in Russian letters, doubled ones once; None where they are too few to tell it."""
    low = form.lower()
    if not low.isalpha():
        return None
    if low.isascii():
        sounds = "".join(_sounds()[spelling] for spelling in _spelling().findall(low))
    else:
        sounds = _VOWELS.sub("", _ENDING.sub("", low))
    told = re.sub(r"(.)\1+", r"\1", sounds)
    return told if len(told) >= _SHORTEST else None


def are_one(a: str, b: str) -> bool:
    """Whether two names, one in each alphabet, have the same consonants, or in capitals the same letters."""
    if a.isascii() == b.isascii():
        return False
    latin, russian = (a, b) if a.isascii() else (b, a)
    if latin.isupper() and russian.isupper() and len(latin) == len(russian) > 2:
        return all(own in _CAPITALS.get(sign, "") for sign, own in zip(latin, russian, strict=True))
    return consonants(a) is not None and consonants(a) == consonants(b)


def latin(forms: Iterable[str]) -> frozenset[str]:
    """The consonants of the names in Latin letters among these words."""
    told = (consonants(form) for form in forms if form.isascii() and form[0].isupper())
    return frozenset(filter(None, told))


def is_spelt(form: str, latin: frozenset[str]) -> bool:
    """Whether a word is one of the article's Latin names in Russian letters: «Твиттеру»; no surname, no place."""
    if form.isascii() or not form[0].isupper() or consonants(form) not in latin:
        return False
    first = morphology.parses(form.lower())[0]
    return not first.is_known or not {"Name", "Surn", "Patr", "Geox"} & first.tag.grammemes
