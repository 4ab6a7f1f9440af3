"""Which end of a change a quantity tells: «вырос с 3 до 5 млн, на 2 млн» → from, to, by; None where nothing changes."""

from collections.abc import Iterator, Sequence
from decimal import Decimal, localcontext
from typing import TYPE_CHECKING

import msgspec

from faktograf.language import numerals
from faktograf.numbers.phrase import amounts, nouns
from faktograf.numbers.resolve import plain
from faktograf.numbers.scene import Atom, Scene, readings

if TYPE_CHECKING:
    from faktograf.numbers import Found

_ENDS = {"с": "from", "со": "from", "от": "from", "против": "from", "до": "to", "на": "by"}
_HEDGES = frozenset(
    (
        "почти",
        "около",
        "примерно",
        "более",
        "менее",
        "чем",
        "не",
        "свыше",
        "порядка",
        "ещё",
        "еще",
        "целый",
        "практически",
        "уже",
        "лишь",
        "всего",
        "сразу",
    )
)
_FAR = 16  # atoms within which the word of change stands
_SCALED = frozenset(("money", "measure", "count", "percent"))


def filled(scene: Scene, found: "Sequence[Found]") -> "list[Found]":
    """The same quantities with their roles; the old value takes scale and unit of the new one: «с 3 до 5 млн»."""
    out: list[Found] = []
    following: Found | None = None
    for quantity in reversed(found):
        role = _role(scene, quantity, following)
        read = _told(quantity, role) if role else quantity
        if role == "from" and following and following.role == "to":
            read = _scaled(read, following)
        out.append(read)
        following = read
    return _in_turn(scene, out[::-1])


def _told(found: "Found", role: str) -> "Found":
    """The quantity in its role; «до 5 млн» that is reached is no upper bound."""
    is_reached = role == "to" and "upto" in found.slots
    return msgspec.structs.replace(found, role=role, modifier=None if is_reached else found.modifier)


def _role(scene: Scene, found: "Found", following: "Found | None") -> str | None:
    text = scene.scanned.text[found.start : found.stop].lower()
    if found.kind in ("age", "ordinal") or text.startswith(("от ", "между ")):  # «от 300 до 900 рублей» is a range
        return None
    end = _end(scene, found)
    if end == "from":
        is_pair = following is not None and following.role == "to" and _touch(scene, found, following)
        is_against = _preposition(scene, found) == "против"
        return end if is_pair or is_against or (_preposition(scene, found) != "от" and _changes(scene, found)) else None
    if end == "by" and _stands_in_a_place(scene, found):
        return None
    if end == "to" and _is_pair_end(scene, found):
        return end
    return end if end and _changes(scene, found) else None


def _preposition(scene: Scene, found: "Found") -> str:
    """The preposition that governs a number, hedges passed over; «» where there is none."""
    first = scene.scanned.text[found.start : found.stop].lower().split(" ", 1)[0]
    if first in _ENDS:
        return first
    for atom in scene.before(found.start, 4):
        form = atom.form.lower()
        if form not in _HEDGES:
            return form if form in _ENDS else ""
    return ""


def _end(scene: Scene, found: "Found") -> str | None:
    return "by" if found.kind == "multiple" else _ENDS.get(_preposition(scene, found))


def _is_pair_end(scene: Scene, found: "Found") -> bool:
    """«(с) 25 до 30 рублей»: a number and «с» stand right before."""
    walk = [atom.form.lower() for atom in scene.before(found.start, 5)]
    return any(form in ("с", "со") and any(c[0].isdigit() for c in walk[:at]) for at, form in enumerate(walk))


def _touch(scene: Scene, found: "Found", following: "Found") -> bool:
    """Whether one number follows the other in its sentence but for its preposition and the noun it counts."""
    return scene.between(found.stop, following.start, 3) is not None


def _stands_in_a_place(scene: Scene, found: "Found") -> bool:
    """«на 5 площадках»: where, not by how much."""
    if found.kind != "count":
        return False
    for atom in scene.after(found.stop, 3):
        words = nouns(atom)
        if words:
            return words[0].case in ("loct", "datv", "ablt")
        if not atom.is_word:
            return False
    return False


def _changes(scene: Scene, found: "Found") -> bool:
    """Whether a word of change governs the number: before it in the clause, or right behind («на 5 % больше»)."""
    if any(_is_change(atom) for atom in _clause(scene.before(found.start, _FAR))):
        return True
    return any(_is_change(atom) or _is_compared(atom) for atom in _clause(scene.after(found.stop, 3)))


def _clause(walk: Iterator[Atom]) -> Iterator[Atom]:
    """The atoms of a walk up to the next finite verb, itself included, or the end of the clause."""
    for atom in walk:
        if atom.form in (";", ":", "—", "–"):
            return
        if atom.is_word:
            yield atom
            first = readings(atom.form)[0]
            if first.pos in ("VERB", "INFN", "PRTS") or first.lemma in ("который", "что", "если", "когда"):
                return


def _is_change(atom: Atom) -> bool:
    return any(word.lemma in amounts("change") for word in readings(atom.form)[:3])


def _is_compared(atom: Atom) -> bool:
    """«больше», «дешевле», «выше»."""
    return atom.form.lower() in ("выше", "ниже") or readings(atom.form)[0].pos == "COMP"


def _scaled(old: "Found", new: "Found") -> "Found":
    """«с 3 до 5 млн рублей»: three million roubles too."""
    if old.kind != "count" or old.unit or new.kind not in _SCALED or old.high != old.low:
        return old
    scale = numerals.scale(new.slots.get("low", "0"))
    if numerals.scale(old.slots.get("low", "0")) != 1:
        scale = Decimal(1)
    value = Decimal(old.low)
    with localcontext(prec=4000):
        low = plain(value * scale)
    return msgspec.structs.replace(
        old, low=low, high=low, kind=new.kind, unit=new.unit, counted=old.counted or new.counted
    )


def _in_turn(scene: Scene, found: "list[Found]") -> "list[Found]":
    """«На 5 % до 20 млн»: what follows a told end directly belongs to the same change."""
    for at, quantity in enumerate(found[1:], 1):
        previous = found[at - 1]
        end = _end(scene, quantity)
        if quantity.role or not end or not previous.role or end == previous.role or quantity.kind == "ordinal":
            continue
        if _touch(scene, previous, quantity) and not _stands_in_a_place(scene, quantity):
            found[at] = _told(quantity, end)
    return found
