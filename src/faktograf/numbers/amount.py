"""The amount that a number measures, named beside it: «штраф в размере» X, «Длина моста» — X, «Овощей собрано» X."""

from itertools import pairwise

from faktograf.numbers import phrase
from faktograf.numbers.phrase import Noun
from faktograf.numbers.scene import Atom, Scene, Word, readings

_DASHES = frozenset(("—", "–"))


def before(scene: Scene, start: int) -> Noun | None:
    """The amount named before its number: «стоимостью» X → стоимость; «штраф в размере» X → штраф."""
    walk = [atom for atom in scene.before(start, 7) if atom.form not in phrase.QUOTES]
    if walk and walk[0].form in _DASHES:
        return _titled(walk[1:])
    if len(walk) > 1 and walk[0].form in ("на", "до", "в") and walk[1].form in _DASHES:
        return _titled(walk[2:])  # «цены выросли на 5 %, услуги — на 7 %»
    if walk and walk[0].form in (":", "("):
        walk = walk[1:]
        if walk and not any(word.case == "nomn" for word in phrase.nouns(walk[0])):
            return None
    if (
        len(walk) > 2
        and walk[1].form in ("в", "на")
        and {w.lemma for w in phrase.nouns(walk[0])} & phrase.amounts("measure of")
    ):
        return _head(walk[2:])
    if walk and walk[0].form in ("в", "на", "до", "с"):
        found = _amount_of(walk[1:]) or _head(walk[1:2]) or _head([a for a in walk[1:3] if not a.is_capitalised])
        is_in = walk[0].form == "в" and len(walk) > 1 and not any(w.is_animate for w in phrase.nouns(walk[1]))
        is_in = is_in and any(word.case in ("nomn", "gent", "accs") for word in phrase.nouns(walk[1]))
        return found if found and (found.lemma in phrase.amounts("noun") or is_in) else None
    return _named(walk[:1])


def named(scene: Scene, start: int) -> Noun | None:
    """The amount whose name stands right before: «на высоте» 8 тыс. метров, «калибра» 9 миллиметров."""
    return _named(list(scene.before(start, 1)))


def _named(walk: list[Atom]) -> Noun | None:
    found = _head(walk)
    return found if found and found.lemma in phrase.amounts("noun") else None


def is_distance(scene: Scene, start: int, stop: int) -> bool:
    """«В» 3 км «от» берега: how far, of nothing."""
    before, behind = next(scene.before(start, 1), None), next(scene.after(stop, 1), None)
    is_in = before is not None and before.form.lower() in ("в", "за")
    return is_in and behind is not None and behind.form in ("от", "к", "до")


def worth(scene: Scene, start: int) -> Noun | None:
    """What a sum in the accusative measures, whatever its case: «на банкноте» (в) 20 долларов."""
    walk = list(scene.before(start, 3))
    if len(walk) < 2 or walk[0].form != "в" or (walk[1].is_capitalised and len(walk) > 2):
        return None
    found = [word for word in phrase.nouns(walk[1]) if not word.is_animate and word.lemma not in phrase.TIMES]
    is_known = bool(found) and found[0].is_known and readings(walk[1].form)[0].pos == "NOUN"
    return phrase.noun(walk[1], found) if is_known else None


def bought(scene: Scene, start: int) -> Noun | None:
    """What a sum is paid for or made up of: «новый томограф» (за) 62 млн, «облигации» (на) 12 млн."""
    walk = list(scene.before(start, 6))
    if not walk or walk[0].form not in ("за", "на"):
        return None
    for atom in walk[1:]:
        found = phrase.nouns(atom) if atom.is_word and not atom.is_capitalised else []
        if not found or readings(atom.form)[0].pos != "NOUN":
            return None
        objects = [word for word in found if word.case == "accs" and not word.is_animate]
        if objects:
            return phrase.noun(atom, objects)
        if found[0].case != "gent" or walk[0].form == "на":
            return phrase.noun(atom, found) if found[0].case == "gent" and found[0].number == "plur" else None
    return None


def _titled(walk: list[Atom]) -> Noun | None:
    """The noun in the nominative before a dash, its tail passed over: «Длина моста», «Высота в холке» — 412 метров."""
    passed: Atom | None = None
    for atom, farther in zip(walk, (*walk[1:], None), strict=False):
        found = phrase.nouns(atom) if atom.is_word else []
        first = readings(atom.form)[0]
        if atom is passed or first.pos in ("ADVB", "COMP") or first.lemma in ("ниже", "выше"):
            continue  # «урожайность здесь ниже — 26 центнеров»
        if found and farther and readings(farther.form)[0].pos == "PREP":
            passed = farther
            continue
        if first.pos in phrase.ADJECTIVES and walk[0] is atom and not _is_governed(walk, atom):
            return None  # «второе место получит 5 млн, третье — 3 млн»
        if not found and not (atom.is_word and phrase.adjective(atom)):
            return None
        named = [word for word in found if word.case == "nomn"]
        is_tail = any(word.case == "gent" for word in readings(atom.form))
        if named and not (is_tail and _is_governed(walk, atom)):
            is_name = atom.is_capitalised and (named[0].is_name or not named[0].is_known)
            return None if is_name else phrase.noun(atom, named)
        if not is_tail:
            return None
    return None


def _is_governed(walk: list[Atom], atom: Atom) -> bool:
    """Whether a noun stands right before, so that this one may be its genitive: «ширина» проезжей части."""
    farther = walk[walk.index(atom) + 1 :]
    adjectives = [phrase.adjective(other) is not None and not phrase.nouns(other) for other in farther]
    first = next((other for other, is_adjective in zip(farther, adjectives, strict=True) if not is_adjective), None)
    return first is not None and first.is_word and any(word.case == "nomn" for word in phrase.nouns(first))


def _amount_of(walk: list[Atom]) -> Noun | None:
    """The amount named farther back than whose it is: «штраф налоговой инспекции» (в) 3 млн."""
    for atom in walk:
        words = readings(atom.form)
        if not atom.is_word or words[0].pos not in (*phrase.ADJECTIVES, "NOUN"):
            return None
        found = [word for word in phrase.nouns(atom) if word.lemma in phrase.amounts("noun")]
        if found:
            return phrase.noun(atom, found)
        if not any(word.case == "gent" for word in words):
            return None
    return None


def of_money(scene: Scene, stop: int) -> Noun | None:
    """What a sum consists of: 7,9 млрд рублей «кредитов»; not «компании», which may get it."""
    for atom in scene.after(stop, 3):
        if not atom.is_word or atom.is_capitalised:
            return None
        words = readings(atom.form)
        found = [word for word in phrase.nouns(atom) if word.case == "gent" and not word.is_animate]
        if found and words[0].pos == "NOUN":
            is_amount = found[0].lemma in phrase.amounts("noun")  # «5 млн компенсации», «5 млн компании»
            is_clear = is_amount or not any(word.case == "datv" for word in words)
            is_clear = is_clear and found[0].lemma not in phrase.TIMES
            return phrase.noun(atom, found) if is_clear else None
        if not any(word.pos in phrase.ADJECTIVES and word.case == "gent" for word in words[:2]):
            return None
    return None


def of_pieces(scene: Scene, start: int, noun: Noun) -> Noun:
    """What is counted in pieces: 57 штук «бочек», «кирпичи» — 300 штук; any other noun is counted itself."""
    if noun.lemma not in phrase.amounts("piece"):
        return noun
    return of_whole(scene, noun.stop) or _many_before(scene, start) or noun


def _many_before(scene: Scene, start: int) -> Noun | None:
    """The nearest plural before a number, no measure of it: «патроны» в количестве X."""
    walk = list(scene.before(start, 9))
    for atom, farther in pairwise(walk):
        if atom.form in (";", ".", ":"):
            return None
        found = phrase.nouns(atom) if atom.is_word else []
        is_many = bool(found) and found[0] == readings(atom.form)[0] and found[0].number == "plur"
        if is_many and found[0].lemma not in phrase.amounts("piece") and not farther.form[0].isdigit():
            return phrase.noun(atom, found)
    return None


def of_whole(scene: Scene, stop: int) -> Noun | None:
    """The genitive behind «от»: 15 % от «общего объёма»."""
    for atom in scene.after(stop, 4):
        found = [word for word in phrase.nouns(atom) if word.case == "gent"] if atom.is_word else []
        if found and readings(atom.form)[0].pos == "NOUN":
            return phrase.noun(atom, found)
        if not atom.is_word or not phrase.adjective(atom):
            return None
    return None


def fronted(scene: Scene, start: int) -> Noun | None:
    """The genitive that begins a clause: «Овощей собрано» 1450 тонн, «таких протестов набралось» полторы тысячи."""
    walk = list(scene.before(start, 7))
    at = next((i for i, atom in enumerate(walk) if readings(atom.form)[0].pos in ("VERB", "PRTS")), None)
    if at is None or any(not atom.is_word or readings(atom.form)[0].pos in ("PREP", "CONJ") for atom in walk[:at]):
        return None
    if not any(_has_no_subject(word) for word in readings(walk[at].form)):
        return None
    clause = [atom for atom in walk[at + 1 :] if atom.form != "же"]
    last = next((i for i, atom in enumerate(clause) if not atom.is_word), len(clause))
    if not clause[:last] or readings(clause[last - 1].form)[0].pos not in ("NOUN", "ADJF", "NPRO"):
        return None
    found = [word for word in phrase.nouns(clause[0]) if word.case == "gent" and word.number == "plur"]
    return phrase.noun(clause[0], found) if (found and not clause[0].is_capitalised) or (found and last == 1) else None


def _has_no_subject(verb: Word) -> bool:
    """«Собрано», «набралось», «зачислили»."""
    is_unnamed = verb.pos == "VERB" and verb.number == "plur" and not verb.gender
    return is_unnamed or (verb.number == "sing" and verb.gender == "neut")


def _head(walk: list[Atom]) -> Noun | None:
    """The nearest noun of a backward walk that starts with its words."""
    for atom in walk[:2]:
        found = phrase.nouns(atom)
        is_amount = bool(found) and found[0].lemma in phrase.amounts("noun")  # «Штраф в размере …» begins the sentence
        if not atom.is_word or (atom.is_capitalised and not is_amount):
            return None
        if found and readings(atom.form)[0].pos == "NOUN":
            return phrase.noun(atom, found)
        if not phrase.adjective(atom):
            return None
    return None
