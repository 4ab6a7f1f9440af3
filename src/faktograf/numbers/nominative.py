"""The whole phrase that a quantity counts, in the nominative: «600 жителей Приамурья» → «жители Приамурья»."""

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from faktograf.language import morphology
from faktograf.language.agreement import ADJECTIVES, agrees, inflected, like
from faktograf.numbers.scene import Atom, Scene, readings

if TYPE_CHECKING:
    from faktograf.numbers import Found

_LONGEST = 7  # words of a tail: «жители Зейского района Амурской области»
_GENITIVE = ("gent", "gen2")


def counted_text(scene: Scene, found: "Found") -> str | None:
    """Adjectives and noun in the nominative, the genitive tail as it stands; None where no noun is said."""
    if found.counted_at is None or found.counted is None:
        return None
    start, stop = found.counted_at
    head = scene.scanned.text[start:stop]
    is_plural = (
        found.kind in ("count", "fraction", "percent") and found.start < start and not found.low == found.high == "1"
    )
    noun = _reading(
        head,
        found.counted,
        is_counted=found.kind == "count" and found.start < start,
        is_free=start < found.start and _is_free(scene, start),
    )
    if noun is None:
        return None
    number = "plur" if is_plural and (found.kind == "count" or noun.tag.number == "plur") else noun.tag.number
    changed = morphology.inflected(noun, "nomn", number)
    if changed is None:
        return None
    before = _adjectives(scene, start, found.stop if found.start < start else 0, noun.tag)
    words = [inflected(atom.form, noun.tag.gender, number) for atom in before] + [like(head, changed)]
    if not found.counted[:1].isupper() and not readings(head)[0].is_name:
        words[0] = words[0] if words[0].isupper() else words[0].lower()
    text = " ".join(words)
    return text + scene.scanned.text[stop : _tail(scene, stop, found)]


@lru_cache(maxsize=20_000)
def _reading(form: str, lemma: str, *, is_counted: bool, is_free: bool) -> Any | None:
    """The reading of the head that has the lemma found; after a number the genitive."""
    parses = [parse for parse in morphology.parses(form.lower()) if parse.tag.case]
    same = [parse for parse in parses if lemma in (parse.normal_form, parse.word)]
    if not same:  # an adjective that stands for a noun: «пострадавших»
        same = [parse for parse in parses if parse.tag.POS in ADJECTIVES]
    if is_free:
        same = [parse for parse in same if parse.tag.case == "nomn"] or same
    if is_counted:
        same = [parse for parse in same if parse.tag.case in _GENITIVE] or same
    return same[0] if same else None


def _is_free(scene: Scene, start: int) -> bool:
    """Whether nothing before the noun governs it: «Зарплаты выросли»; not «при низкой температуре»."""
    previous = next(scene.before(start, 1), None)
    return previous is None or readings(previous.form)[0].pos not in ("NOUN", "PREP", *ADJECTIVES)


def _adjectives(scene: Scene, start: int, floor: int, noun: Any) -> list[Atom]:
    """The agreeing adjectives right before the noun, behind the number."""
    found: list[Atom] = []
    for atom in scene.before(start, 4):
        if atom.start < floor or not atom.is_word:
            break
        is_adjective = readings(atom.form)[0].pos in ADJECTIVES
        if not is_adjective or not (agrees(atom.form, noun) or _is_plural_of(atom, noun)):
            break
        found.append(atom)
    return found[::-1]


def _is_plural_of(atom: Atom, noun: Any) -> bool:
    """«три новых школы»: after 2, 3 and 4 the adjective is plural, its noun singular."""
    words = readings(atom.form)
    return noun.case in _GENITIVE and any(word.case == "gent" and word.number == "plur" for word in words)


def _tail(scene: Scene, stop: int, found: "Found") -> int:
    """Where the genitive tail ends: «жителей» Зейского района Амурской области | приехали."""
    last, waiting = stop, False
    for atom in scene.after(stop, _LONGEST):
        if not atom.is_word or (stop <= found.start < atom.stop) or atom.start > last + 1 + 20 * waiting:
            break
        words = readings(atom.form)
        is_genitive = any(word.case == "gent" for word in words[:3])
        if words[0].pos in ADJECTIVES and is_genitive:
            waiting = True
            continue
        if words[0].pos != "NOUN" or not is_genitive:
            break
        last, waiting = atom.stop, False
    return last
