"""Whose age a number tells: a person noun, or a surname in the nominative."""

import re
from typing import TYPE_CHECKING

from faktograf.language import morphology
from faktograf.numbers import phrase
from faktograf.numbers.phrase import Noun
from faktograf.numbers.scene import Atom, Scene, readings

if TYPE_CHECKING:
    from faktograf.numbers import Found

_FEMININE = re.compile(r"(?:яя|ей|юю|ая|ой|ую)$")


def _surname(form: str, *, is_feminine: bool | None) -> str:
    """A surname in the nominative of its bearer's gender: «Саввиной» → саввина, «Лунину» → лунин."""
    parses = [parse for parse in morphology.parses(form) if "Surn" in parse.tag and parse.tag.number != "plur"]
    wanted = None if is_feminine is None else "femn" if is_feminine else "masc"
    fitting = [parse for parse in parses if wanted is None or parse.tag.gender == wanted] or parses
    if wanted is None:  # «Ирина Симонова, 52 года»
        fitting = sorted(fitting, key=lambda parse: parse.tag.case != "nomn")
    changed = fitting[0].inflect({"nomn", "sing"}) if fitting else None
    first = readings(form)[0]
    return str(changed.word) if changed else first.lemma if first.pos == "NOUN" else form.lower()


def bearer(scene: Scene, found: "Found") -> Noun | None:
    """The person noun or the surname of who is that old: «34-летний полицейский», «Иванову 34 года»."""
    if found.rule in ("age adjective", "anniversary", "ordinal anniversary"):
        said = scene.scanned.text[found.start : found.stop].lower()
        return _named(list(scene.after(found.stop, 4)), is_feminine=_FEMININE.search(said) is not None)
    for atom in scene.before(found.start, 7):
        if atom.is_capitalised and _is_name(atom):
            return Noun(_surname(atom.form, is_feminine=None), atom.start, atom.stop)
        words = [word for word in phrase.nouns(atom) if word.is_animate]
        if words:
            return phrase.noun(atom, words)
    return None


def _is_name(atom: Atom) -> bool:
    """Whether one of a form's likeliest readings is a person's name: «Симонова» is a village's genitive too."""
    first, *others = readings(atom.form)
    return first.is_name or any(word.is_name for word in others if word.score == first.score)


def _named(walk: list[Atom], *, is_feminine: bool) -> Noun | None:
    """The person noun or the last of the names that begin a walk: «Деуэйну Джонсону» → джонсон."""
    last: Atom | None = None
    for atom, following in zip(walk, (*walk[1:], None), strict=False):
        if atom.is_word and atom.is_capitalised:
            last = atom
            common = phrase.nouns(atom)
            is_first = following is not None and following.is_word and following.is_capitalised  # «75-летний [Карел] …»
            is_told = common and common[0].is_known and not common[0].is_name
            if is_told and not (is_first and common[0].is_animate):
                return phrase.noun(atom, common)
        elif last or not atom.is_word:
            break
        elif _is_person_noun(atom, following):
            return phrase.noun(atom, phrase.nouns(atom))
    if last is None:
        return None
    return Noun(_surname(last.form, is_feminine=is_feminine), last.start, last.stop)


def _is_person_noun(atom: Atom, following: Atom | None) -> bool:
    """«полицейский», an adjective by its form; not the «больная» of «больная женщина»."""
    words = phrase.nouns(atom)
    if not words or readings(atom.form)[0].pos == "NOUN":
        return bool(words)
    is_before_noun = following is not None and not following.is_capitalised and bool(phrase.nouns(following))
    return words[0].is_animate and not is_before_noun
