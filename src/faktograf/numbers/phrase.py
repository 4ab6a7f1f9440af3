"""Which noun stands with a number: after it in its case, or before it as the name of an amount."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

from faktograf.language import lexicon, morphology
from faktograf.numbers.scene import Atom, Scene, Word, readings

TIMES = frozenset(("год", "месяц", "день", "неделя", "час", "сутки"))
_QUOTES = frozenset('«»"“”„')
_NO_NOUNS = frozenset(("PREP", "CONJ", "PRCL", "NPRO", "VERB", "INFN", "ADVB"))
_ADJECTIVES = frozenset(("ADJF", "PRTF"))
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


def after(scene: Scene, stop: int, *, is_one: bool = False) -> Noun | None:
    """«600» новых мест → место; «пятеро» раненых → раненый; «14» из этих школ → школа."""
    adjective: Atom | None = None
    walk = [atom for atom in scene.after(stop, 9) if atom.form not in _QUOTES]
    for atom, following in zip(walk, (*walk[1:], None), strict=False):
        found = counted_in(atom, is_one)
        if found and following and _is_adjective_of(atom, following, is_one):
            continue
        if found:
            return noun(atom, found)
        word = _adjective(atom)
        if word is not None:
            adjective = atom
        elif not atom.is_word or (readings(atom.form)[0].lemma not in _PASSED):
            break
    return Noun(_substantive(adjective), adjective.start, adjective.stop) if adjective else None


def _is_adjective_of(atom: Atom, following: Atom, is_one: bool) -> bool:
    """«взрослых» рыб, «мировых» рекордов: a noun too, but not before a noun in the same case."""
    cases = {
        word.case for word in readings(atom.form) if word.pos in _ADJECTIVES
    }  # «три уголовных дела»: numbers differ
    return bool(cases) and any(word.case in cases for word in counted_in(following, is_one))


def counted_in(atom: Atom, is_one: bool) -> list[Word]:
    """The readings of a noun in a case that a number asks for."""
    first = readings(atom.form)[0]
    found = nouns(atom)
    if not atom.is_word or not found or (first.pos in _ADJECTIVES and first.lemma != found[0].lemma):
        return []
    if is_one:
        return [word for word in found if word.number == "sing"] or found
    plural = [word for word in found if word.number == "plur"]
    return [w for w in plural if w.case == "gent"] or [w for w in found if w.case == "gent"] or plural


def _adjective(atom: Atom) -> Word | None:
    if not atom.is_word:
        return None
    return next((word for word in readings(atom.form)[:2] if word.pos in _ADJECTIVES), None)


def _substantive(atom: Atom) -> str:
    """An adjective that stands for a noun: «пострадавших» → пострадавший."""
    parse = next(parse for parse in morphology.parses(atom.form) if parse.tag.POS in _ADJECTIVES)
    inflected = parse.inflect({"sing", "masc", "nomn"})
    return str(inflected.word if inflected else parse.normal_form)


def agreeing(scene: Scene, stop: int, forms: Iterable[Word] | None) -> Noun | None:
    """The noun that an ordinal agrees with: «третьем» по величине городе → город; without forms the first noun."""
    wanted = {(w.case, w.number, w.gender if w.number == "sing" else "") for w in forms or ()}
    for passed, atom in enumerate(scene.after(stop, 8)):
        if not atom.is_word:
            if atom.form in ("«", '"', ",", "(", ")", "»") or atom.form[0].isdigit():
                continue
            return None
        if not wanted and _adjective(atom):
            continue
        for word in nouns(atom) if readings(atom.form)[0].pos not in _ADJECTIVES else ():
            key = (word.case, word.number, word.gender if word.number == "sing" else "")
            if not wanted or key in wanted:
                return Noun(word.lemma, atom.start, atom.stop)
        pos = readings(atom.form)[0].pos
        if (
            pos in ("VERB", "INFN", "GRND")
            or (not wanted and pos in ("PREP", "CONJ"))
            or (passed == 0 and pos == "CONJ")
        ):
            return None
    return None


def before(scene: Scene, start: int) -> Noun | None:
    """The amount named before its number: «стоимостью» X → стоимость; «штраф в размере» X → штраф."""
    walk = [atom for atom in scene.before(start, 7) if atom.form not in _QUOTES]
    if walk and walk[0].form in ("—", "–"):
        return _titled(walk[1:])
    if walk and walk[0].form in (":", "("):
        walk = walk[1:]
        if walk and not any(word.case == "nomn" for word in nouns(walk[0])):
            return None
    if len(walk) > 2 and walk[1].form in ("в", "на") and {w.lemma for w in nouns(walk[0])} & amounts("measure of"):
        return _head(walk[2:])
    if walk and walk[0].form in ("в", "на", "до", "с"):
        found = _amount_of(walk[1:]) or _head(walk[1:2]) or _head([a for a in walk[1:3] if not a.is_capitalised])
        is_in = walk[0].form == "в" and len(walk) > 1 and not any(w.is_animate for w in nouns(walk[1]))
        is_in = is_in and any(word.case in ("nomn", "gent", "accs") for word in nouns(walk[1]))
        return found if found and (found.lemma in amounts("noun") or is_in) else None
    found = _head(walk[:1])
    return found if found and found.lemma in amounts("noun") else None


def bought(scene: Scene, start: int) -> Noun | None:
    """What a sum is paid for or made up of: «новый томограф» (за) 62 млн, «облигации» (на) 12 млн."""
    walk = list(scene.before(start, 6))
    if not walk or walk[0].form not in ("за", "на"):
        return None
    for atom in walk[1:]:
        found = nouns(atom) if atom.is_word and not atom.is_capitalised else []
        if not found or readings(atom.form)[0].pos != "NOUN":
            return None
        objects = [word for word in found if word.case == "accs" and not word.is_animate]
        if objects:
            return noun(atom, objects)
        if found[0].case != "gent" or walk[0].form == "на":
            return noun(atom, found) if found[0].case == "gent" and found[0].number == "plur" else None
    return None


def _titled(walk: list[Atom]) -> Noun | None:
    """The noun in the nominative before a dash, its genitive tail passed over: «Длина моста» — 412 метров."""
    for atom in walk:
        found = nouns(atom) if atom.is_word else []
        first = readings(atom.form)[0]
        if first.pos in ("ADVB", "COMP") or first.lemma in ("ниже", "выше"):
            continue  # «урожайность здесь ниже — 26 центнеров»
        if first.pos in _ADJECTIVES and walk[0] is atom:
            return None  # «второе место получит 5 млн, третье — 3 млн»
        if not found and not (atom.is_word and _adjective(atom)):
            return None
        named = [word for word in found if word.case == "nomn"]
        is_tail = any(word.case == "gent" for word in readings(atom.form))
        if named and not (is_tail and _is_governed(walk, atom)):
            return None if atom.is_capitalised and named[0].is_name else noun(atom, named)
        if not is_tail:
            return None
    return None


def _is_governed(walk: list[Atom], atom: Atom) -> bool:
    """Whether a noun stands right before, so that this one may be its genitive: «ширина» проезжей части."""
    farther = walk[walk.index(atom) + 1 :]
    adjectives = [_adjective(other) is not None and not nouns(other) for other in farther]
    first = next((other for other, is_adjective in zip(farther, adjectives, strict=True) if not is_adjective), None)
    return first is not None and first.is_word and any(word.case == "nomn" for word in nouns(first))


def _amount_of(walk: list[Atom]) -> Noun | None:
    """The amount named farther back than whose it is: «штраф налоговой инспекции» (в) 3 млн."""
    for atom in walk:
        words = readings(atom.form)
        if not atom.is_word or words[0].pos not in (*_ADJECTIVES, "NOUN"):
            return None
        found = [word for word in nouns(atom) if word.lemma in amounts("noun")]
        if found:
            return noun(atom, found)
        if not any(word.case == "gent" for word in words):
            return None
    return None


def of_money(scene: Scene, stop: int) -> Noun | None:
    """What a sum consists of: 7,9 млрд рублей «кредитов»; not «компании», which may get it."""
    for atom in scene.after(stop, 3):
        if not atom.is_word or atom.is_capitalised:
            return None
        words = readings(atom.form)
        found = [word for word in nouns(atom) if word.case == "gent" and not word.is_animate]
        if found and words[0].pos == "NOUN":
            is_clear = not any(word.case == "datv" for word in words) and found[0].lemma not in TIMES
            return noun(atom, found) if is_clear else None
        if not any(word.pos in _ADJECTIVES and word.case == "gent" for word in words[:2]):
            return None
    return None


def of_whole(scene: Scene, stop: int) -> Noun | None:
    """The genitive behind «от»: 15 % от «общего объёма»."""
    for atom in scene.after(stop, 4):
        found = [word for word in nouns(atom) if word.case == "gent"] if atom.is_word else []
        if found and readings(atom.form)[0].pos == "NOUN":
            return noun(atom, found)
        if not atom.is_word or not _adjective(atom):
            return None
    return None


def fronted(scene: Scene, start: int) -> Noun | None:
    """The genitive that begins a clause: «Овощей собрано» 1450 тонн, «таких протестов набралось» полторы тысячи."""
    walk = list(scene.before(start, 7))
    at = next((i for i, atom in enumerate(walk) if readings(atom.form)[0].pos in ("VERB", "PRTS")), None)
    if at is None or any(not atom.is_word or readings(atom.form)[0].pos in ("PREP", "CONJ") for atom in walk[:at]):
        return None
    if not any(word.number == "sing" and word.gender == "neut" for word in readings(walk[at].form)):
        return None
    clause = [atom for atom in walk[at + 1 :] if atom.form != "же"]
    last = next((i for i, atom in enumerate(clause) if not atom.is_word), len(clause))
    if not clause[:last] or readings(clause[last - 1].form)[0].pos not in ("NOUN", "ADJF", "NPRO"):
        return None
    found = [word for word in nouns(clause[0]) if word.case == "gent" and word.number == "plur"]
    return noun(clause[0], found) if (found and not clause[0].is_capitalised) or (found and last == 1) else None


def bracketed(scene: Scene, start: int) -> Noun | None:
    """The plural before a number in brackets: «журналистов» (67) → журналист."""
    walk = list(scene.before(start, 2))
    found = [word for word in nouns(walk[1]) if word.number == "plur"] if len(walk) > 1 else []
    return noun(walk[1], found) if found else None


def _head(walk: list[Atom]) -> Noun | None:
    """The nearest noun of a backward walk that starts with its words."""
    for atom in walk[:2]:
        found = nouns(atom)
        is_amount = bool(found) and found[0].lemma in amounts("noun")  # «Штраф в размере …» begins the sentence
        if not atom.is_word or (atom.is_capitalised and not is_amount):
            return None
        if found and readings(atom.form)[0].pos == "NOUN":
            return noun(atom, found)
        if not _adjective(atom):
            return None
    return None
