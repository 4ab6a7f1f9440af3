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
_NOMINATIVE = re.compile(r"(?:ий|яя)$")
_STILL = re.compile(r"[иоэ]$")  # foreign surnames that have one form: «Акасаки», «Моро»
_PRONOUNS = frozenset(("ему", "ей", "нему", "ней"))
_VERBS = frozenset(("VERB", "PRTS"))


def _surname(form: str, *, is_feminine: bool | None) -> str:
    """A surname in the nominative of its bearer's gender: «Саввиной» → саввина, «Лунину» → лунин."""
    parses = [parse for parse in morphology.parses(form) if "Surn" in parse.tag and parse.tag.number != "plur"]
    if not any(parse.is_known for parse in parses) and _STILL.search(form):
        return form.lower()
    wanted = None if is_feminine is None else "femn" if is_feminine else "masc"
    fitting = [parse for parse in parses if wanted is None or parse.tag.gender == wanted] or parses
    if wanted is None:  # «Ирина Симонова, 52 года»
        fitting = sorted(fitting, key=lambda parse: parse.tag.case != "nomn")
    changed = morphology.inflected(fitting[0], "nomn", "sing") if fitting else None
    first = readings(form)[0]
    return changed or (first.lemma if first.pos == "NOUN" else form.lower())


def bearer(scene: Scene, found: "Found") -> Noun | None:
    """The person noun or the surname of who is that old: «34-летний полицейский», «Иванову 34 года»."""
    if found.rule in ("age adjective", "anniversary", "ordinal anniversary"):
        said = scene.scanned.text[found.start : found.stop].lower()
        is_told = found.rule == "age adjective" and _NOMINATIVE.search(said) is not None
        return _named(list(scene.after(found.stop, 4)), is_feminine=_FEMININE.search(said) is not None, is_told=is_told)
    points_back = False
    for atom in scene.before(found.start, 7):
        if atom.is_capitalised and _is_name(atom):
            return Noun(_surname(atom.form, is_feminine=None), atom.start, atom.stop)
        words = [word for word in phrase.nouns(atom) if word.is_animate]
        if words:
            return phrase.noun(atom, words)
        points_back = points_back or atom.form.lower() in _PRONOUNS
    return _only_one_before(scene, found.start) if points_back else _behind_verb(scene, found)


def _only_one_before(scene: Scene, start: int) -> Noun | None:
    """«Скончался актёр Лев Ильин. Ему было 84 года»: the one person that the sentence before names."""
    last: list[Atom] = []
    after: Atom | None = None
    for atom in scene.sentence_before(start):
        is_name = atom.is_capitalised and _is_name(atom)
        if is_name and not (after and after.start == atom.stop + 1 and after.is_capitalised and _is_name(after)):
            last.append(atom)
        after = atom
    return Noun(_surname(last[0].form, is_feminine=None), last[0].start, last[0].stop) if len(last) == 1 else None


def _behind_verb(scene: Scene, found: "Found") -> Noun | None:
    """«В 56 лет от рака умерла её мать»: the subject that stands behind the verb."""
    before = next(scene.before(found.start, 1), None)
    if before is None or before.form.lower() not in ("в", "на", "возрасте"):
        return None
    walk = list(scene.after(found.stop, 10))
    at = next((i for i, atom in enumerate(walk) if readings(atom.form)[0].pos in _VERBS or not atom.is_word), len(walk))
    behind = walk[at + 1 :] if at < len(walk) and walk[at].is_word else []
    for i, atom in enumerate(behind[:3]):
        if not atom.is_word or readings(atom.form)[0].pos == "PREP":
            return None
        if atom.is_capitalised:
            return _named(behind[i : i + 4], is_feminine=False, is_told=True)
        words = [word for word in phrase.nouns(atom) if word.is_animate and word.case == "nomn"]
        if words:
            return phrase.noun(atom, words)
    return None


def _is_name(atom: Atom) -> bool:
    """Whether one of a form's likeliest readings is a person's name: «Симонова» is a village's genitive too."""
    first, *others = readings(atom.form)
    return first.is_name or any(word.is_name for word in others if word.score == first.score)


def _named(walk: list[Atom], *, is_feminine: bool, is_told: bool = False) -> Noun | None:
    """The person noun or the last of the names that begin a walk: «Деуэйну Джонсону» → джонсон.

    `is_told` says that it stands in the nominative: «60-летний Сюдзи Накамура».
    """
    last: Atom | None = None
    for atom, following in zip(walk, (*walk[1:], None), strict=False):
        if atom.is_word and atom.is_capitalised:
            last = atom
            common = phrase.nouns(atom)
            is_first = following is not None and following.is_word and following.is_capitalised  # «75-летний [Карел] …»
            is_common = common and common[0].is_known and not common[0].is_name
            if is_common and not (is_first and common[0].is_animate):
                return phrase.noun(atom, common)
        elif last or not atom.is_word:
            break
        elif _is_person_noun(atom, following):
            return phrase.noun(atom, phrase.nouns(atom))
    if last is None:
        return None
    name = last.form.lower() if is_told else _surname(last.form, is_feminine=is_feminine)
    return Noun(name, last.start, last.stop)


def _is_person_noun(atom: Atom, following: Atom | None) -> bool:
    """«полицейский», an adjective by its form; not the «больная» of «больная женщина»."""
    words = phrase.nouns(atom)
    if not words or readings(atom.form)[0].pos == "NOUN":
        return bool(words)
    is_before_noun = following is not None and not following.is_capitalised and bool(phrase.nouns(following))
    return words[0].is_animate and not is_before_noun
