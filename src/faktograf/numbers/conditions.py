"""What must hold around a match for its rule to be right: the functions that `if` in rules.toml names."""

import re
from collections.abc import Callable
from itertools import islice

from faktograf.language import ages
from faktograf.language.grammar import Match
from faktograf.numbers.rules import grammar
from faktograf.numbers.scene import Atom, Scene, readings

_JUBILEES = frozenset(("юбилей", "годовщина", "возраст", "рубеж", "день"))
_TURNING = frozenset(("исполниться", "исполняться", "стукнуть"))
_ROW = 8  # pieces of text from one number of a row to the next
_INDENT = 20  # characters before a point
_NEAR_POINT = 1_000  # characters from one point of a list to the next
_POINT = re.compile(r"[ \t]+[А-ЯЁ]")
_NAME_BEFORE = re.compile(r"[A-ZА-ЯЁ][\w]*(?:[-–‑]\w+)*[-–‑]?\Z")
_NAME_AFTER = re.compile(r"[-–‑]?[A-ZА-ЯЁ]")


def stands_alone(scene: Scene, match: Match) -> bool:
    """«двадцать первый»; not «миллионные» штрафы."""
    low = match.slots["low"].lower()
    return " " in low or not low.startswith(("тысячн", "миллионн", "миллиардн"))


def _noun_after(scene: Scene, match: Match) -> Atom | None:
    """The noun that an adjective before it belongs to; other adjectives are passed over."""
    for atom in scene.after(match.stop, 6):
        if not atom.is_word:
            if atom.form in ("«", '"', "“", "("):
                continue
            return None
        first = readings(atom.form)[0]
        if first.pos == "NOUN" or atom.is_capitalised:
            return atom
        if first.pos not in ("ADJF", "PRTF", "NUMR", "CONJ"):
            return None
    return None


def _is_person(atom: Atom) -> bool:
    nouns = [word for word in readings(atom.form) if word.pos in ("NOUN", "ADJF", "PRTF")]
    return any(word.is_animate or word.is_name for word in nouns)


def of_a_person(scene: Scene, match: Match) -> bool:
    """«34-летний полицейский», «100-летний юбилей»; not «пятилетний контракт»."""
    noun = _noun_after(scene, match)
    if noun is None:
        return True
    lemmas = {word.lemma for word in readings(noun.form)[:2]}
    return noun.is_capitalised or _is_person(noun) or bool(lemmas & _JUBILEES)


def is_an_age(scene: Scene, match: Match) -> bool:
    """«ему 34 года», «в 13 лет уехал», «Иванов (51 год)»; not «работал 34 года». «До» bounds only whom it counts."""
    if "upto" in match.slots:  # «дети до 14 лет», «в возрасте до 35 лет»; not «дожил до 90 лет»
        word = next(scene.before(match.start, 1), None)
        parses = readings(word.form)[:1] if word else ()
        if not any(w.lemma == "возраст" or (w.pos == "NOUN" and w.is_animate and w.number == "plur") for w in parses):
            return False
    return ages.is_an_age(scene.scanned.text, match.start, match.stop)


def is_said_without_years(scene: Scene, match: Match) -> bool:
    """«исполнилось 30» with no noun behind."""
    following = next(scene.after(match.stop, 1), None)
    has_noun = following is not None and following.is_word and readings(following.form)[0].pos in ("NOUN", "ADJF")
    return not has_noun and _follows(scene, match, _TURNING)


def _follows(scene: Scene, match: Match, lemmas: frozenset[str]) -> bool:
    return any(word.lemma in lemmas for atom in scene.before(match.start, 4) for word in readings(atom.form)[:2])


def follows_a_name(scene: Scene, match: Match) -> bool:
    """Whether a name runs into the number: «Ту-154», «HTML5»; not «тест-8»."""
    start = match.start
    text = scene.scanned.text
    if not start or text[start - 1].isspace() or not text[start].isalnum():
        return False
    return _NAME_BEFORE.search(text[max(0, start - 24) : start]) is not None


def is_glued_to_a_name(scene: Scene, match: Match) -> bool:
    """«Ту-154», «5-HT»: the number is a part of the name."""
    after = _NAME_AFTER.match(scene.scanned.text, match.stop)
    return follows_a_name(scene, match) or (after is not None and match.slots["low"][-1].isdigit())


def is_a_bare_year(scene: Scene, match: Match) -> bool:
    """«(1956 — физика)», «чемпионат мира 2003»; not «1980 домов»."""
    if not 1800 <= int(match.slots["low"]) <= 2100:
        return False
    following = next(scene.after(match.stop, 1), None)
    before = next(scene.before(match.start, 1), None)
    if following is not None and following.is_word:
        return False
    return before is not None and (before.form in ("(", ",") or before.is_capitalised or _is_noun(before))


def _is_noun(atom: Atom) -> bool:
    return readings(atom.form)[0].pos == "NOUN"


def names(scene: Scene, match: Match) -> bool:
    """«Елизавета II», «Второй мировой»; not «Это II степень»."""
    return bool([*scene.before(match.start, 1)]) and not roman_ranks(scene, match)


def is_jubilee(scene: Scene, match: Match) -> bool:
    """«75-летие», «столетию со дня рождения»; not «столетие назад», which is a stretch of time."""
    form = match.slots.get("joined", "").lower()
    if not form.startswith(("столет", "десятилет", "тысячелет", "пятилет")):
        return True
    return any(atom.form == "со" for atom in scene.after(match.stop, 1))


def counts(scene: Scene, match: Match) -> bool:
    """A number alone; «один» only before a noun: «один день», not «один решил»."""
    low = match.slots["low"].lower()
    if low.startswith("одн") or low == "один":
        return " " in low or "high" in match.slots or _is_one(scene, match) or _is_one_of_row(scene, match)
    if low == "семью":  # «семью днями»; not «нашу семью»
        noun = _noun_after(scene, match)
        return noun is not None and any(word.case == "ablt" for word in readings(noun.form))
    return not low.startswith(("оба", "обе", "обо")) or _noun_after(scene, match) is not None


def _is_one(scene: Scene, match: Match) -> bool:
    form = scene.scanned.text[match.start : match.stop].rsplit(" ", 1)[-1].lower()
    if form.startswith("одни"):
        return False
    noun = _noun_after(scene, match)
    return noun is not None and any(word.number == "sing" for word in readings(noun.form) if word.pos == "NOUN")


def _is_one_of_row(scene: Scene, match: Match) -> bool:
    """«Двое ранены, один погиб», «13 человек ранены, и один погиб»; not «5 книг, одна из которых»."""
    before = list(scene.before(match.start, _ROW))
    behind = next(scene.after(match.stop, 1), None)
    if not before or before[0].form not in (",", "и") or match.slots["low"].lower() != "один":
        return False
    if behind is None or not behind.is_word or readings(behind.form)[0].pos not in ("VERB", "PREP"):
        return False
    slots = grammar().lexicon
    return any("cardinal" in slots.of(a.form.lower()) or (a.form.isdecimal() and len(a.form) <= 3) for a in before)


def is_a_point(scene: Scene, match: Match) -> bool:
    """«1 Помиловать …», on the next line «2 Указ вступает …»: the number of a line, where its neighbour has one too."""
    text, number = scene.scanned.text, match.slots["low"]
    before = text[max(0, match.start - _INDENT) : match.start].rstrip(" \t")
    if before[-1:] not in ("", "\n") or not number.isdecimal() or len(number) > 2 or not _POINT.match(text, match.stop):
        return False
    around = text[max(0, match.start - _NEAR_POINT) : match.stop + _NEAR_POINT]
    near = (int(number) - 1, int(number) + 1)
    return any(re.search(rf"(?m)^[ \t]*{other}[ \t]+[А-ЯЁ]", around) for other in near)


def inverts(scene: Scene, match: Match) -> bool:
    """«собралось человек двадцать»; not «из ста человек двадцать заболели»."""
    before = list(scene.before(match.start, 4))[1:]
    slots = grammar().lexicon
    return not any(a.form == "из" or slots.of(a.form) & {"cardinal", "figures", "scale"} for a in before)


def measures(scene: Scene, match: Match) -> bool:
    """A unit, and no year or town: «500 г», not «2019 г.», «5 г. Москва»."""
    if scene.scanned.text[match.start : match.stop].endswith((" г", " т")):
        dot, after = (*islice(scene.after(match.stop, 2), 2), None, None)[:2]
        return not (
            match.slots["low"].isdecimal()
            and 1000 <= int(match.slots["low"][:9]) <= 2100
            and dot is None
            and after is None
        )
    return True


def ends_as_a_count(scene: Scene, match: Match) -> bool:
    """«24-х странах»: an ending in -х, -ти, -ми, -м before a plural noun."""
    if not match.slots["low"].endswith(("х", "мя", "ти")):
        return False
    noun = _noun_after(scene, match)
    if noun is None:
        return False
    return all(word.number == "plur" for word in readings(noun.form)[:2] if word.pos == "NOUN")


def roman_ranks(scene: Scene, match: Match) -> bool:
    """«XXVII фестиваля»; not «Елизавета II»."""
    before = next(scene.before(match.start, 1), None)
    if before is None:
        return True
    words = readings(before.form)
    return not (before.is_capitalised and (words[0].is_animate or words[0].is_name or not words[0].is_known))


def is_a_part(scene: Scene, match: Match) -> bool:
    """«треть», «3/4»; not «1/8 финала»."""
    following = next(scene.after(match.stop, 1), None)
    return following is None or readings(following.form)[0].lemma not in ("финал", "год")


def labels(scene: Scene, match: Match) -> bool:
    """«том 5», «рейс 7301»; not «группа 15 человек»."""
    following = next(scene.after(match.stop, 1), None)
    if following is None or not following.is_word:
        return True
    return not any(w.pos in ("NOUN", "ADJF") and w.case == "gent" for w in readings(following.form)[:3])


def lasts(scene: Scene, match: Match) -> bool:
    """«5 дней»; not «78» before «годом ранее»."""
    return not ages.stands_beside(scene.scanned.text, match.start, match.stop)


Condition = Callable[[Scene, Match], bool]
CONDITIONS: dict[str, Condition] = {
    function.__name__: function
    for function in (
        stands_alone,
        is_a_point,
        of_a_person,
        is_glued_to_a_name,
        is_jubilee,
        is_an_age,
        is_said_without_years,
        names,
        is_a_bare_year,
        counts,
        inverts,
        measures,
        ends_as_a_count,
        roman_ranks,
        is_a_part,
        labels,
        lasts,
    )
}
