"""The noun that each quantity counts, ranks, pays or measures, as its lemma; None rather than a stretch."""

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import msgspec

from faktograf.language import atoms, morphology
from faktograf.numbers import aged, amount, clause, phrase, shared
from faktograf.numbers.phrase import Noun
from faktograf.numbers.rules import grammar
from faktograf.numbers.scene import Scene, readings

if TYPE_CHECKING:
    from faktograf.numbers import Found

_THEM = frozenset(("них", "которых", "нас", "вас", "этих"))
_OTHERS = frozenset(("другой", "остальной"))
_FIGURES = re.compile(r"\s?\(\d{1,6}[+:–-]\d{1,6}\)")
_NEAR = 400  # characters within which a number without a noun may mean the noun before: «пятеро — против»


def filled(scene: Scene, found: "Sequence[Found]") -> "list[Found]":
    """The same quantities with what they count; a number in figures before a singular noun becomes an ordinal."""
    out: list[Found] = []
    for quantity in found:
        read = _reached(scene, _ranked(scene, quantity))
        noun = _COUNTED[read.kind](scene, read, out)
        if noun:
            place = (noun.start, noun.stop) if noun.stop else None
            read = msgspec.structs.replace(read, counted=noun.lemma, counted_at=place)
        out.append(read)
    return out


def _ranked(scene: Scene, found: "Found") -> "Found":
    """«в своём 34 паркране»: no count of 34 stands before a singular."""
    if found.rule != "count" or found.modifier or found.low != found.high or not found.slots["low"].isdecimal():
        return found
    atom = next(scene.after(found.stop, 1), None)
    words = phrase.nouns(atom) if atom and not atom.is_capitalised else []
    tail = 0 if found.low[-2:-1] == "1" else int(found.low[-1])
    if not words or tail == 1 or not all(w.number == "sing" and w.case != "ablt" for w in words):
        return found
    if 2 <= tail <= 4 and any(word.case in ("gent", "") for word in words):
        return found
    return msgspec.structs.replace(found, kind="ordinal", rule="rank in figures")


def _reached(scene: Scene, found: "Found") -> "Found":
    """«вырос до 5 млн»: what is reached, not an upper bound; «разница превышает 770 тысяч» is more than that."""
    if found.modifier is None and found.kind != "ordinal":
        before = list(scene.before(found.start, 4))
        if before and before[0].is_word and readings(before[0].form)[0].lemma in phrase.amounts("exceeds"):
            is_denied = any(atom.form.lower() == "не" for atom in before)  # «не должно превышать 1550»
            return msgspec.structs.replace(found, modifier="at_most" if is_denied else "more_than")
    if "upto" in found.slots and clause.verb_before(scene, found.start):
        return msgspec.structs.replace(found, modifier=None)
    return found


def _said_before(
    found: "Found", earlier: "Sequence[Found]", kinds: frozenset[str] = frozenset(("count", "fraction", "percent"))
) -> Noun | None:
    """What the number before counted: «149 сенаторов, пятеро против» → сенатор."""
    for other in reversed(earlier):
        if found.start - other.stop > _NEAR:
            return None
        if other.counted and other.kind in kinds:
            return Noun(other.counted, 0, 0)
    return None


def _is_of_them(scene: Scene, stop: int) -> bool:
    walk = [atom.form.lower() for atom in scene.after(stop, 2)]
    return len(walk) > 1 and walk[0] == "из" and walk[1] in _THEM


def _from(scene: Scene, stop: int) -> int:
    """Where the noun is looked for: behind «из», as in «105 из 230 мест», and behind figures: «22 (9+13) очка»."""
    if aside := _FIGURES.match(scene.scanned.text, stop):
        return aside.end()
    walk = list(scene.after(stop, 8))
    is_of = len(walk) > 1 and walk[0].form.lower() == "из" and not walk[1].is_capitalised
    if not is_of:
        return stop
    slots = grammar().lexicon
    at = 1
    while at < len(walk) - 1 and slots.of(atoms.key(walk[at].form)) & {"figures", "cardinal", "scale", "nth"}:
        at += 1  # «105 из 230 мест»
    return walk[at - 1].stop


def _count(scene: Scene, found: "Found", earlier: "Sequence[Found]") -> Noun | None:
    if "counting" in found.slots:
        return Noun(found.slots["counting"], 0, 0)
    if _is_of_them(scene, found.stop):
        return _said_before(found, earlier)
    following = next(scene.after(found.stop, 1), None)
    if following and readings(following.form)[0].lemma in _OTHERS and phrase.is_last(scene, following):
        return _said_before(found, earlier)  # «погибли 75 человек, сотни других …»
    is_one = found.low == found.high and found.low.isdecimal() and re.search(r"(?<!1)1$", found.low) is not None
    if scene.scanned.text[found.start - 1 : found.start] == "(":
        noun = phrase.bracketed(scene, found.start)
        if noun:
            return noun
    following_noun = phrase.after(scene, _from(scene, found.stop), is_one=is_one)
    if following_noun and (gapped := _of_the_same(scene, found, following_noun, earlier)):
        return gapped
    return (
        (amount.of_pieces(scene, found.start, following_noun) if following_noun else None)
        or amount.before(scene, found.start)
        or amount.fronted(scene, found.start)
        or clause.subject(scene, found.start, found.stop)
        or _said_before(found, earlier, frozenset(("count",)))
    )


def _of_the_same(scene: Scene, found: "Found", noun: Noun, earlier: "Sequence[Found]") -> Noun | None:
    """«8 мужских сборных и 4 женских», «12 медалей (2 золотых …»: an adjective alone is of what was counted before."""
    form = scene.scanned.text[noun.start : noun.stop]
    last = earlier[-1] if earlier else None
    if last is None or last.kind != "count" or last.counted is None or morphology.is_animate(last.counted):
        return None
    is_adjective = noun.stop > 0 and all(word.pos == "ADJF" for word in readings(form))
    is_near = is_adjective and scene.between(last.stop, found.start, 8) is not None
    return Noun(last.counted, 0, 0) if is_near else None


def _part(scene: Scene, found: "Found", earlier: "Sequence[Found]") -> Noun | None:
    if _is_of_them(scene, found.stop):
        return _said_before(found, earlier)
    if noun := phrase.in_brackets_by(scene, found.start):
        return noun
    following = next(scene.after(found.stop, 1), None)
    if following and following.form == "от":  # «40 % от суммы»
        return amount.of_whole(scene, following.stop)
    return (
        phrase.after(
            scene,
            _from(scene, found.stop),
            is_one=found.slots.get("low", "") != "" and found.rule == "every nth",
            of_people=found.kind == "fraction" or _is_of(scene, found.stop),
        )
        or amount.before(scene, found.start)
        or clause.subject(scene, found.start, found.stop)
        or _gapped(scene, found, earlier)
    )


def _is_of(scene: Scene, stop: int) -> bool:
    """«60 % из опрошенных», «60 % опрошенных»: people are counted; «18 % годовых» are none."""
    following = next(scene.after(stop, 1), None)
    return following is not None and following.form.lower() != "годовых" and following.form not in phrase.QUOTES


def _gapped(scene: Scene, found: "Found", earlier: "Sequence[Found]") -> Noun | None:
    """«Авторам — 40 % от суммы, исполнителям — 30 %»: behind a dash, the same as the last of its kind counted."""
    walk = [atom for atom in scene.before(found.start, 2) if atom.form not in ("на", "до", "в")]
    last = earlier[-1] if earlier else None
    if not walk or walk[0].form not in ("—", "–", "-") or last is None or last.kind != found.kind:
        return None
    is_near = last.counted is not None and scene.between(last.stop, found.start, 12) is not None
    return Noun(str(last.counted), 0, 0) if is_near else None


def _sum(scene: Scene, found: "Found", earlier: "Sequence[Found]") -> Noun | None:
    if "adjective" in found.rule:
        return phrase.agreeing(scene, found.stop, None)
    noun = amount.of_money(scene, found.stop) if found.kind == "money" else None
    noun = noun or amount.before(scene, found.start) or clause.subject(scene, found.start, found.stop)
    if noun is None and found.kind == "money":
        noun = amount.bought(scene, found.start) or amount.worth(scene, found.start)
    if noun is None and clause.verb_before(scene, found.start):
        return _said_before(found, earlier)
    return noun or _gapped(scene, found, earlier)


def _measured(scene: Scene, found: "Found", earlier: "Sequence[Found]") -> Noun | None:
    if found.rule == "temperature":
        atom = next(a for a in scene.before(found.start, 3) if phrase.nouns(a))
        return Noun("температура", atom.start, atom.stop)
    if "adjective" in found.rule:
        return _sum(scene, found, earlier)
    if found.unit in ("m", "km") and amount.is_distance(scene, found.start, found.stop):
        return None
    own = amount.named(scene, found.start) or phrase.after(scene, found.stop, of_people=False)
    return own or amount.fronted(scene, found.start) or _sum(scene, found, earlier)


def _multiple(scene: Scene, found: "Found", earlier: "Sequence[Found]") -> Noun | None:
    """«машин стало вдвое больше»; «в полтора раза больше машин»."""
    if "joined" in found.slots or "adjective" in found.rule:  # «трёхкратный чемпион»
        return phrase.agreeing(scene, found.stop, None)
    noun = clause.subject(scene, found.start, found.stop)
    following = next(scene.after(found.stop, 1), None)
    return noun or (
        phrase.after(scene, following.stop) if following and shared.is_compared(scene, found.stop) else None
    )


def _ordinal(scene: Scene, found: "Found", earlier: "Sequence[Found]") -> Noun | None:
    last = found.slots.get("low", "").rsplit(" ", 1)[-1]
    words = (
        [word for word in readings(last) if word.pos == "ADJF"] if last[:1].isalpha() and not last.isupper() else None
    )
    noun = phrase.agreeing(scene, _from(scene, found.stop), words)
    following = next(scene.after(found.stop, 1), None)
    if noun is None and following and grammar().lexicon.of(atoms.key(following.form)) & {"figures", "cardinal"}:
        return phrase.after(scene, following.stop)  # «первые два кандидата»
    if noun is None and following and following.form in ("—", "–", "-"):  # «второе место получит 5 млн, третье — 3»
        rank = next((other for other in reversed(earlier) if other.kind == "ordinal"), None)
        if rank and rank.counted and scene.between(rank.stop, found.start, 40) is not None:
            return Noun(rank.counted, 0, 0)
    return noun


_Counted = Callable[[Scene, "Found", "Sequence[Found]"], Noun | None]
_COUNTED: dict[str, _Counted] = {
    "count": _count,
    "fraction": _part,
    "percent": _part,
    "percentage_points": _part,
    "money": _sum,
    "measure": _measured,
    "multiple": _multiple,
    "ordinal": _ordinal,
    "age": lambda scene, found, _: aged.bearer(scene, found),
}
