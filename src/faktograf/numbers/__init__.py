"""Quantities: every number that says how much, how many or which, with what it counts."""

import re
from collections.abc import Collection

import msgspec

from faktograf.language import atoms
from faktograf.language.grammar import Match
from faktograf.numbers import counted, nominative, roles, shared
from faktograf.numbers.account import Number, accounted
from faktograf.numbers.matching import Places, matches
from faktograf.numbers.resolve import Value
from faktograf.numbers.rules import grammar
from faktograf.numbers.scene import Scene

__all__ = ["Found", "Number", "accounted", "find", "grammar", "show"]

_ENDS = re.compile(r"\s*(?:$|[\n\r]|[«\"(]?[A-ZА-ЯЁ])")  # what follows the full stop of a sentence


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
    keep: Collection[str] = (),
    units: str | None = None,
) -> list[Found]:
    """The quantities of a text, in its order.

    `dates` and `names` are places whose numbers are no quantities (but an age: «ему 34 года»), `body` the
    part of the text that is read. `keep` names reasons of `skip` rules whose numbers are wanted after all,
    `units` is the path of a user's own units (word, tab, code); BadInput and BadRules say what is wrong with it.
    """
    scene = Scene(atoms.scan(text))
    found: list[Found] = []
    nations: dict[str, str] = {}  # «кипрских фунтов», and then «фунтов»
    for match, value in matches(scene, dates, names, body, rules=grammar(units)):
        if value is None or (match.rule.skip and match.rule.skip not in keep):
            continue
        if value.kind == "money":
            value = shared.of_the_same_nation(match, value, nations)
        else:
            value = shared.of_the_same_unit(scene, match, value, found)
        found.append(_found(text, match, value))
    found = shared.unnamed_money(scene, shared.ages_in_a_row(text, found))
    rows = shared.inherited(scene, roles.filled(scene, counted.filled(scene, found)))
    return [msgspec.structs.replace(row, counted_text=nominative.counted_text(scene, row)) for row in rows]


def _found(text: str, match: Match, value: Value) -> Found:
    kind, low, high, modifier, unit = value
    stop = match.stop - (text[match.stop - 1] == "." and _ENDS.match(text, match.stop) is not None)
    return Found(match.start, stop, kind, low, high, modifier, unit, None, match.rule.name, match.slots, None)


def show(found: Found) -> str:
    """A finding as the examples of rules.toml write it: «3000..5000 RUB», «more_than 400», «1/3»."""
    number = found.low if found.low == found.high else f"{found.low}..{found.high}"
    return " ".join(part for part in (found.modifier, number, found.unit) if part)
