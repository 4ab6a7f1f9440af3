"""Quantities: every number that says how much, how many or which, with what it counts."""

import re
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Any

import msgspec

from faktograf.language import atoms
from faktograf.language.grammar import Match
from faktograf.numbers import counted, nominative, roles
from faktograf.numbers.conditions import CONDITIONS, follows_a_name
from faktograf.numbers.resolve import Value, resolve
from faktograf.numbers.rules import grammar
from faktograf.numbers.scene import Scene

__all__ = ["Found", "find", "grammar", "show"]

_HIDDEN = "¤"  # stands for an atom of a date or a name: a sign that no rule knows
_SAID = ("low", "high", "joined", "coins", "minor")
# a page, a mailbox, a telephone: nothing inside is read
_PAGE = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\w+")
_TELEPHONE = re.compile(r"[78][ (-]{1,2}\d{3}[ )-]{1,2}\d{3}[ -]?\d{2}[ -]?\d{2}\b")
_ENDS = re.compile(r"\s*(?:$|[\n\r]|[«\"(]?[A-ZА-ЯЁ])")  # what follows the full stop of a sentence
Places = Sequence[tuple[int, int]]


class Found(msgspec.Struct, frozen=True):
    """A quantity in the text (half-open), its exact value, and what it counts."""

    start: int
    stop: int
    kind: str
    low: str
    high: str
    modifier: str | None
    unit: str | None
    counted: str | None
    rule: str
    slots: dict[str, str]
    counted_at: tuple[int, int] | None
    role: str | None = None
    counted_text: str | None = None


def find(
    text: str,
    *,
    dates: Places = (),
    names: Places = (),
    body: Places | None = None,
    syntax: Callable[..., Any] | None = None,
    keep: Collection[str] = (),
) -> list[Found]:
    """The quantities of a text, in its order.

    `dates` and `names` are places whose numbers are no quantities (but an age: «ему 34 года»), `body` the
    part of the text that is read. `keep` names reasons of `skip` rules whose numbers are wanted after all.
    """
    scene = Scene(atoms.scan(text))
    found: list[Found] = []
    nations: dict[str, str] = {}  # «кипрских фунтов», and then «фунтов»
    for match, value in _matches(scene, dates, names, body):
        if value is None or (match.rule.skip and match.rule.skip not in keep):
            continue
        if value.kind == "money":
            value = _of_the_same_nation(match, value, nations)
        found.append(_found(text, match, value))
    rows = roles.filled(scene, counted.filled(scene, found))
    return [msgspec.structs.replace(row, counted_text=nominative.counted_text(scene, row)) for row in rows]


def _of_the_same_nation(match: Match, value: Value, nations: dict[str, str]) -> Value:
    """The money of the nation that this text has named with the word before; dollars and roubles name themselves."""
    word = match.slots.get("currency", "")
    if value.unit in ("USD", "RUB", "EUR") and "nation" not in match.slots:
        return value
    if "nation" in match.slots or "country" in match.slots:
        nations[word] = value.unit or ""
        return value
    return value._replace(unit=nations.get(word) or value.unit) if word else value


def _found(text: str, match: Match, value: Value) -> Found:
    kind, low, high, modifier, unit = value
    stop = match.stop - (text[match.stop - 1] == "." and _ENDS.match(text, match.stop) is not None)
    return Found(match.start, stop, kind, low, high, modifier, unit, None, match.rule.name, match.slots, None)


def _matches(scene: Scene, dates: Places, names: Places, body: Places | None) -> Iterator[tuple[Match, Value | None]]:
    """The matches with what they mean; skipped ones mean nothing unless the rule says a kind too."""
    scanned, timed = _hidden(scene.scanned, dates, names)
    values: dict[tuple[int, int, str], Value | None] = {}

    def vetoed(match: Match) -> bool:
        fields = match.rule.fields
        if not _is_in(match, body) or (_touches(match, timed) and "dates" not in fields and not match.rule.skip):
            return True
        if not match.rule.skip and follows_a_name(scene, match):
            return True
        if "if" in fields and not CONDITIONS[fields["if"]](scene, match):
            return True
        value = resolve(fields["kind"], match.slots) if "kind" in fields else None
        values[match.start, match.stop, match.rule.name] = value
        return value is None and not match.rule.skip

    for match in grammar().find(scanned, vetoed=vetoed):
        yield match, values[match.start, match.stop, match.rule.name]


def _is_in(match: Match, body: Places | None) -> bool:
    return body is None or any(start <= match.start and match.stop <= stop for start, stop in body)


def _touches(match: Match, places: Places) -> bool:
    return any(start < match.stop and match.start < stop for start, stop in places)


def _hidden(scanned: atoms.Atoms, dates: Places, names: Places) -> tuple[atoms.Atoms, Places]:
    """The atoms with those of dates and names made unreadable; and the dates that may still turn out ages."""
    addresses = _addresses(scanned.text)
    hidden: list[range] = [_atoms(scanned, place) for place in (*names, *addresses)]
    timed = []
    lexicon = grammar().lexicon
    for place in dates:
        inside = _atoms(scanned, place)
        slots = [lexicon.of(scanned.forms[at]) for at in inside]
        if slots and slots[-1] & {"year", "aged", "measuring", "anniversary", "jubilee"}:
            timed.append(place)
        elif any(slot & {"figures", "cardinal", "ordinal", "nth", "label"} for slot in slots):
            hidden.append(inside)
    if not hidden:
        return scanned, timed
    forms = list(scanned.forms)
    for inside in hidden:
        for at in inside:
            if forms[at] not in (atoms.GLUE, atoms.BREAK):
                forms[at] = _HIDDEN
    return atoms.Atoms(scanned.text, forms, scanned.starts, scanned.stops), timed


def _addresses(text: str) -> list[tuple[int, int]]:
    found = [match.span() for match in _TELEPHONE.finditer(text)]
    if "://" in text or "www." in text or "@" in text:
        found += [match.span() for match in _PAGE.finditer(text)]
    return found


def _atoms(scanned: atoms.Atoms, place: tuple[int, int]) -> range:
    """The indices of the atoms inside a place."""
    first = bisect_right(scanned.stops, place[0])
    last = first
    while last < len(scanned.starts) and scanned.starts[last] < place[1]:
        last += 1
    return range(first, last)


def show(found: Found) -> str:
    """A finding as the examples of rules.toml write it: «3000..5000 RUB», «more_than 400», «1/3»."""
    number = found.low if found.low == found.high else f"{found.low}..{found.high}"
    return " ".join(part for part in (found.modifier, number, found.unit) if part)
