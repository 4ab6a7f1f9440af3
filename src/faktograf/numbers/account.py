"""Every number of a text accounted for: read as a quantity, part of a date, or left out, with the reason."""

from typing import Literal

import msgspec

from faktograf.language import atoms
from faktograf.numbers.matching import Places, atoms_in, matches, unread
from faktograf.numbers.rules import grammar
from faktograf.numbers.scene import Scene

_NUMERALS = frozenset(
    ("figures", "cardinal", "ordinal", "nth", "scale", "dozen", "both", "collective", "portion", "label")
)

Fate = Literal["quantity", "date", "left out", "unread"]


class Number(msgspec.Struct, frozen=True):
    """A number of the text (half-open): `what` became of it, and why where it was left out.

    `what` is «quantity», «date», «left out» with its reason, or «unread» where nobody knows why: a loss to look at.
    """

    start: int
    stop: int
    what: Fate
    reason: str | None


def accounted(
    text: str, *, quantities: Places, dates: Places, names: Places = (), body: Places | None = None
) -> list[Number]:
    """What became of each number of a text, in its order; neighbours with the same fate are one."""
    scene = Scene(atoms.scan(text))
    fates: dict[int, tuple[Fate, str | None]] = {}
    claims: list[tuple[Places, Fate, str | None]] = [
        *(((place,), "left out", reason) for place, reason in _left_out(scene, dates, names, body)),
        (dates, "date", None),
        (quantities, "quantity", None),
    ]
    for places, what, reason in claims:
        for place in places:
            fates.update(dict.fromkeys(atoms_in(scene.scanned, place), (what, reason)))
    return _joined(scene.scanned, fates, body)


def _left_out(scene: Scene, dates: Places, names: Places, body: Places | None) -> list[tuple[tuple[int, int], str]]:
    """What the rules leave out, the latter of two reasons the stronger."""
    skipped = [((m.start, m.stop), m.rule.skip) for m, _ in matches(scene, dates, names, body) if m.rule.skip]
    return [*skipped, *unread(scene.scanned), *((place, "name") for place in names)]


def _joined(scanned: atoms.Atoms, fates: dict[int, tuple[Fate, str | None]], body: Places | None) -> list[Number]:
    found: list[Number] = []
    for at, form in enumerate(scanned.forms):
        if not _is_number(scanned, at, form):
            continue
        start, stop = scanned.starts[at], scanned.stop(at)
        what, reason = fates.get(at) or _without_a_rule(scanned, at, body)
        last = found[-1] if found else None
        if (
            last
            and (last.what, last.reason) == (what, reason)
            and not scanned.text[last.stop : start].strip(" \u00a0,.–-")
        ):
            found[-1] = msgspec.structs.replace(last, stop=stop)
        else:
            found.append(Number(start, stop, what, reason))
    return found


def _is_number(scanned: atoms.Atoms, at: int, form: str) -> bool:
    """Figures, and the words that a number is written with."""
    return bool(form) and (form[0].isdigit() or (form[0].isalpha() and bool(grammar().lexicon.of(form) & _NUMERALS)))


def _without_a_rule(scanned: atoms.Atoms, at: int, body: Places | None) -> tuple[Fate, str | None]:
    start, stop = scanned.starts[at], scanned.stop(at)
    if body is not None and not any(first <= start and stop <= last for first, last in body):
        return "left out", "page"
    form = scanned.forms[at].lower()
    before, after = scanned.text[max(0, start - 2) : start], scanned.text[stop : stop + 2]
    if (before[-1:].isalpha() or (before[-1:] in "-–" and before[:1].isalpha())) or after[:1].isalpha():
        return "left out", "name"  # «Covid-19», «5G», «А380»
    if form.startswith(("один", "одн")):
        return "left out", "pronoun"  # «один решил», «одни и те же»
    return "unread", None


def share_unread(found: list[Number]) -> float:
    """How many of the numbers are unread, 0 to 1."""
    return sum(one.what == "unread" for one in found) / len(found) if found else 0.0
