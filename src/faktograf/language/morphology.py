"""Morphology on demand: pymorphy3 asked once for each distinct form, never for each token."""

import unicodedata
from collections.abc import Set
from functools import cache, lru_cache
from operator import itemgetter
from typing import Any

import pymorphy3
import pymorphy3_dicts_ru

_INFLECTED = frozenset(("NOUN", "ADJF"))
_ENDING = 2  # letters that a form may change: «Росгвардия», «Росгвардией»


@cache
def analyzer() -> Any:
    """The one pymorphy3 analyzer of this process (loaded when first asked).

    It is told where its dictionary is: to find that, it would read what all installed packages say of themselves.
    It does not check that grammemes compared to a tag's are some (our tests do): twice as fast, as it says itself.
    """
    found = pymorphy3.MorphAnalyzer(path=pymorphy3_dicts_ru.get_path(), lang="ru")
    found.TagClass.typed_grammemes = False
    return found


@lru_cache(maxsize=8_000)  # 1.4 KB each; most of what is made of them is kept by who asks
def parses(form: str) -> tuple[Any, ...]:
    """pymorphy3's parses of a form, likeliest first."""
    if max(form, default="") > "\uffff":  # «𗀀» has no name in Unicode, which pymorphy3 asks for and fails
        form = "".join("□" if sign.isalpha() and not unicodedata.name(sign, "") else sign for sign in form)
    return _of_dictionary(form.lower()) or tuple(analyzer().parse(form))


def _of_dictionary(word: str) -> tuple[Any, ...]:
    """The parses of a word that the dictionary has, in half the time: pymorphy3 makes each of them three times anew.

    None of a single letter, which may be an initial too.
    """
    told = _told(word) if len(word) > 1 else []
    dictionary, likelihoods = analyzer().dictionary, analyzer().prob_estimator.p_t_given_w
    unit, parse = _dictionary_unit()
    rows = []
    for form, place in told:
        tag, normal = dictionary.build_tag_info(*place), dictionary.build_normal_form(*place, form)
        rows.append((form, tag, normal, likelihoods.prob(word, tag), ((unit, form, *place),)))
    if any(row[3] for row in rows):
        rows.sort(key=itemgetter(3), reverse=True)
        return tuple(parse(*row) for row in rows)
    return tuple(parse(*row[:3], 1 / len(rows), row[4]) for row in rows)


@cache
def _dictionary_unit() -> tuple[Any, type[Any]]:
    """What pymorphy3 says that it has a parse of the dictionary from, and the type of its parses."""
    parse = analyzer().parse("год")[0]
    return parse.methods_stack[0][0], type(parse)


def inflected(parse: Any, *grammemes: str | None) -> str | None:
    """The form of a parse's word that has some grammemes, the nearest to it where several have; None where none has."""
    wanted = frozenset(grammeme for grammeme in grammemes if grammeme)
    (unit, form, *rows), *others = parse.methods_stack
    if others or unit is not _dictionary_unit()[0]:
        found = parse.inflect(wanted)
        return str(found.word) if found else None
    paradigm, row = rows
    to = _place_of(paradigm, row, wanted)
    return None if to is None else _reformed(form, paradigm, row, to)


@lru_cache(maxsize=10_000)
def _place_of(paradigm: int, row: int, grammemes: frozenset[str]) -> int | None:
    """Where in a paradigm the form stands that pymorphy3 makes of the one at a place, whatever the word's stem."""
    unit, parse = _dictionary_unit()
    word = _reformed("", paradigm, row, row)
    tag = analyzer().dictionary.build_tag_info(paradigm, row)
    found = parse(word, tag, word, 1.0, ((unit, word, paradigm, row),)).inflect(grammemes)
    return int(found.methods_stack[0][3]) if found else None


def _reformed(form: str, paradigm: int, row: int, to: int) -> str:
    """The form at one place of a paradigm from that at another."""
    dictionary = analyzer().dictionary
    places = dictionary.paradigms[paradigm]
    stem, size = dictionary.build_stem(places, row, form), len(places) // 3
    prefix, suffix = dictionary.paradigm_prefixes[places[2 * size + to]], dictionary.suffixes[places[to]]
    return str(prefix + stem + suffix)


@lru_cache(maxsize=20_000)
def lemma(form: str) -> str:
    """The likeliest normal form, ё kept as the dictionary writes it: «детей» → «ребёнок»."""
    return str(parses(form)[0].normal_form)


def is_animate(form: str) -> bool:
    """Whether a form is likeliest a living being: «чемпион»."""
    return bool(parses(form)[0].tag.animacy == "anim")


def is_only(form: str, parts: Set[str]) -> bool:
    """Whether the dictionary knows a form, and as nothing but these parts of speech: «обучились», never a noun.

    No likelihoods are asked, which makes a fifth of the cost of `parses`.
    """
    told = _told(form)
    return bool(told) and all(analyzer().dictionary.build_tag_info(*row).POS in parts for _, row in told)


def is_lemma(word: str) -> bool:
    """Whether a dictionary word is its own normal form: «год» yes, «году» no."""
    return bool(_paradigms(word))


def forms(word: str) -> frozenset[str]:
    """All inflected forms of a normal form, superlatives apart; the word alone where it is none."""
    found = {word}
    for paradigm in _paradigms(word):
        (prefix, suffix), endings = _endings(paradigm)
        stem = word[len(prefix) : len(word) - len(suffix)]
        found.update(a + stem + z for a, z in endings)
    return frozenset(found)


@cache
def _endings(paradigm: int) -> tuple[tuple[str, str], frozenset[tuple[str, str]]]:
    """What stands before and behind the stem of a normal form, and of all forms but superlatives."""
    rows = analyzer().dictionary.build_paradigm_info(paradigm)
    has_superlatives = rows[0][1].POS == "ADJF"
    around = frozenset((a, z) for a, tag, z in rows if not (has_superlatives and "Supr" in tag))
    return (rows[0][0], rows[0][2]), around


def guessed(word: str) -> frozenset[str]:
    """The forms, by its ending, of a noun or adjective that the dictionary has not or calls a misspelling.

    «Росстат», «ритейлер»; none where the word is known or not its own normal form: «Минобороны», «МСФО».
    """
    if is_lemma(word) or not word.isalpha() or word.isascii():
        return frozenset()
    for parse in parses(word):
        tag = parse.tag
        is_own = parse.normal_form == word and not parse.is_known
        if tag.POS in _INFLECTED and tag.case == "nomn" and "Fixd" not in tag and (is_own or "Erro" in tag):
            return frozenset(one.word for one in parse.lexeme if one.word.startswith(word[:-_ENDING]))
    return frozenset()


@lru_cache(maxsize=2_000)
def _paradigms(word: str) -> tuple[int, ...]:
    """The numbers of the dictionary's paradigms by which a word is its own normal form; likelihoods are left out."""
    normal = analyzer().dictionary.build_normal_form
    return tuple({row[0]: 0 for form, row in _told(word) if normal(*row, form) == word})


def _told(word: str) -> list[tuple[str, tuple[int, int]]]:
    """The dictionary's rows for a word, ё and е alike: the form, its paradigm's number and its place there."""
    known = analyzer().dictionary.words.similar_items(word, analyzer().char_substitutes)
    return [(form, row) for form, rows in known for row in rows]
