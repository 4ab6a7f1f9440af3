"""Which noun stands with a number: after it in its case, or before it as the name of an amount."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

from faktograf.language import lexicon, morphology
from faktograf.numbers.scene import Atom, Scene, Word, readings

TIMES = frozenset(("год", "месяц", "день", "неделя", "час", "сутки"))
QUOTES = frozenset('«»"“”„')
_NO_NOUNS = frozenset(("PREP", "CONJ", "PRCL", "NPRO", "VERB", "INFN", "ADVB"))
ADJECTIVES = frozenset(("ADJF", "PRTF"))
_PASSED = frozenset(
    ("ещё", "еще", "так", "самый", "весь", "уже", "около", "примерно", "почти", "более", "всего", "лишь", "не")
)


class Noun(NamedTuple):
    """A noun of the text as its lemma, and its place."""

    lemma: str
    start: int
    stop: int


@cache
def amounts(slot: str) -> frozenset[str]:
    """The lemmas of a slot of amounts.tsv."""
    path = Path(__file__).with_name("amounts.tsv")
    return frozenset(word.word for word in lexicon.rows(path) if word.slot == slot)


@cache
def means() -> dict[str, str]:
    """Verbs that name an amount by themselves: «оштрафован на» → штраф."""
    path = Path(__file__).with_name("amounts.tsv")
    return {word.word: word.value or "" for word in lexicon.rows(path) if word.slot == "means"}


def nouns(atom: Atom) -> list[Word]:
    """The readings of an atom as a noun, likeliest first; names in Latin letters have none."""
    words = readings(atom.form)
    return [] if words[0].pos in _NO_NOUNS else [word for word in words if word.pos == "NOUN"]


def noun(atom: Atom, words: Iterable[Word]) -> Noun:
    """The noun that an atom is: its likeliest reading, the shortest lemma of equals («парках»: парк, not парка)."""
    first, *others = words
    equal = [word for word in others if word.score == first.score and word.case == first.case]
    best = min((first, *equal), key=lambda word: len(word.lemma))
    return Noun("деньги" if best.lemma == "деньга" else best.lemma, atom.start, atom.stop)


def after(scene: Scene, stop: int, *, is_one: bool = False, of_people: bool = True) -> Noun | None:
    """«600» новых мест → место; «пятеро» раненых → раненый; «14» из этих школ → школа.

    An adjective alone stands for people («14 пострадавших») unless `of_people` is false («12 км новых»); what stands
    in quotes is counted by figures alone («двух «Золотых глобусов»», not «50 % «Русагро»»).
    """
    last: Atom | None = None
    walk = [atom for atom in scene.after(stop, 9) if atom.form not in QUOTES or not of_people]
    for atom, following in zip(walk, (*walk[1:], None), strict=False):
        found = counted_in(atom, is_one) if of_people or readings(atom.form)[0].pos not in ADJECTIVES else []
        if not of_people and not any(word.case in ("gent", "gen2") for word in found):
            found = []  # «на глубине 40 метров рыбаки нашли …»
        if found and following and _is_adjective_of(atom, following, is_one):
            continue
        if found:
            return noun(atom, found)
        word = adjective(atom)
        if word is not None:
            last = atom
        elif not atom.is_word or not (readings(atom.form)[0].lemma in _PASSED or (last and _is_doer(atom))):
            break
    if last is None or not of_people or "Apro" in morphology.parses(last.form)[0].tag:  # «по 3 млн каждый»
        return None
    return Noun(_substantive(last), last.start, last.stop)


def _is_doer(atom: Atom) -> bool:
    """«Три четверти назначенного [им] срока»."""
    return any(word.pos == "NPRO" and word.case == "ablt" for word in readings(atom.form))


def is_last(scene: Scene, atom: Atom) -> bool:
    """Whether no noun follows an adjective, as it does in «сотни других домов»."""
    following = next(scene.after(atom.stop, 1), None)
    return following is None or not (nouns(following) or adjective(following))


def _is_adjective_of(atom: Atom, following: Atom, is_one: bool) -> bool:
    """«взрослых» рыб, «мировых» рекордов: a noun too, but not before a noun in the same case."""
    cases = {
        word.case for word in readings(atom.form) if word.pos in ADJECTIVES
    }  # «три уголовных дела»: numbers differ
    return bool(cases) and any(word.case in cases for word in counted_in(following, is_one))


def counted_in(atom: Atom, is_one: bool) -> list[Word]:
    """The readings of a noun in a case that a number asks for."""
    first = readings(atom.form)[0]
    found = nouns(atom)
    if not atom.is_word or not found or (first.pos in ADJECTIVES and first.lemma != found[0].lemma):
        return []
    if is_one:
        return [word for word in found if word.number == "sing"] or found
    plural = [word for word in found if word.number == "plur"]
    return [w for w in plural if w.case == "gent"] or [w for w in found if w.case == "gent"] or plural


def adjective(atom: Atom) -> Word | None:
    """The reading of an atom as an adjective or participle, if it has a likely one."""
    if not atom.is_word:
        return None
    return next((word for word in readings(atom.form)[:2] if word.pos in ADJECTIVES), None)


def _substantive(atom: Atom) -> str:
    """An adjective that stands for a noun: «пострадавших» → пострадавший, «столовых» → столовая."""
    parses = morphology.parses(atom.form)
    own = next(
        (p for p in parses if p.tag.POS == "NOUN" and p.tag.number == "plur" and p.normal_form[-2:] == "ая"), None
    )
    if own is not None:
        return str(own.normal_form)
    parse = next(parse for parse in parses if parse.tag.POS in ADJECTIVES)
    return morphology.inflected(parse, "nomn", "sing", "masc") or str(parse.normal_form)


def agreeing(scene: Scene, stop: int, forms: Iterable[Word] | None) -> Noun | None:
    """The noun that an ordinal agrees with: «третьем» по величине городе → город; without forms the first noun."""
    wanted = {(w.case, w.number, w.gender if w.number == "sing" else "") for w in forms or ()}
    for passed, atom in enumerate(scene.after(stop, 8)):
        if not atom.is_word:
            if atom.form in ("«", '"', ",", "(", ")", "»") or atom.form[0].isdigit():
                continue
            break
        if not wanted and adjective(atom):
            continue
        for word in nouns(atom) if readings(atom.form)[0].pos not in ADJECTIVES else ():
            key = (word.case, word.number, word.gender if word.number == "sing" else "")
            is_person = word.is_animate and any(
                key[:2] == other[:2] for other in wanted
            )  # «первым главой», «первый судья»
            if not wanted or key in wanted or is_person:
                return Noun(word.lemma, atom.start, atom.stop)
        pos = readings(atom.form)[0].pos
        if (
            pos in ("VERB", "INFN", "GRND")
            or (not wanted and pos in ("PREP", "CONJ"))
            or (passed == 0 and pos == "CONJ")
        ):
            break
    return _alone(scene, stop) if wanted else None


def _alone(scene: Scene, stop: int) -> Noun | None:
    """An adjective or participle that stands for a noun: «первый [похищенный] — россиянин»."""
    atom = next(scene.after(stop, 1), None)
    if atom is None or atom.is_capitalised or adjective(atom) is None or not is_last(scene, atom):
        return None
    return Noun(_substantive(atom), atom.start, atom.stop)


def bracketed(scene: Scene, start: int) -> Noun | None:
    """The plural before a number in brackets: «журналистов» (67) → журналист."""
    walk = list(scene.before(start, 2))
    if len(walk) < 2 or (walk[1].is_capitalised and not readings(walk[1].form)[0].is_known):  # «Манзини (73 000 …»
        return None
    found = [word for word in nouns(walk[1]) if word.number == "plur"]
    return noun(walk[1], found) if found else None


def in_brackets_by(scene: Scene, start: int) -> Noun | None:
    """The noun before the change in brackets: подорожали «лук» (на 11 %)."""
    walk = list(scene.before(start, 3))
    if [atom.form for atom in walk[:2]] != ["на", "("] or len(walk) < 3 or walk[2].is_capitalised:
        return None
    found = nouns(walk[2])
    return noun(walk[2], found) if found else None
