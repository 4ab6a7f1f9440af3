"""Morphology on demand: pymorphy3 asked once for each distinct form, never for each token."""

import unicodedata
from functools import cache, lru_cache
from typing import Any

import pymorphy3


@cache
def analyzer() -> Any:
    """The one pymorphy3 analyzer of this process (0.2 s to load, so only when first asked)."""
    return pymorphy3.MorphAnalyzer(lang="ru")


@lru_cache(maxsize=8_000)  # 1.4 KB each; what is made of them is kept by who asks
def parses(form: str) -> tuple[Any, ...]:
    """pymorphy3's parses of a form, likeliest first."""
    if max(form, default="") > "\uffff":  # «𗀀» has no name in Unicode, which pymorphy3 asks for and fails
        form = "".join("□" if sign.isalpha() and not unicodedata.name(sign, "") else sign for sign in form)
    return tuple(analyzer().parse(form))


@lru_cache(maxsize=20_000)
def lemma(form: str) -> str:
    """The likeliest normal form, ё kept as the dictionary writes it: «детей» → «ребёнок»."""
    return str(parses(form)[0].normal_form)


def is_lemma(word: str) -> bool:
    """Whether a dictionary word is its own normal form: «год» yes, «году» no."""
    return bool(_as_lemma(word))


def forms(word: str) -> frozenset[str]:
    """All inflected forms of a normal form, superlatives apart; the word alone where it is none."""
    found = {word}
    for parse in _as_lemma(word):
        has_superlatives = parse.tag.POS == "ADJF"
        found.update(other.word for other in parse.lexeme if not (has_superlatives and "Supr" in other.tag))
    return frozenset(found)


@lru_cache(maxsize=20_000)
def _as_lemma(word: str) -> tuple[Any, ...]:
    """The parses by which a dictionary word is its own normal form, one a paradigm."""
    if not analyzer().word_is_known(word):
        return ()
    paradigms = {parse.methods_stack[0][2]: parse for parse in parses(word) if parse.normal_form == word}
    return tuple(paradigms.values())
