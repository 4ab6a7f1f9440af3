"""Where the rules of this room match a text, the numbers of dates, names, pages and telephones apart."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from faktograf.language import atoms
from faktograf.language.grammar import Grammar, Match
from faktograf.language.places import Covered
from faktograf.numbers.conditions import CONDITIONS, follows_a_name
from faktograf.numbers.resolve import Value, resolve
from faktograf.numbers.rules import grammar
from faktograf.numbers.scene import Scene

# a page, a mailbox, a telephone: nothing inside is read
_PAGE = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\w+")
_TELEPHONE = re.compile(r"[78][ (-]{1,2}\d{3}[ )-]{1,2}\d{3}[ -]?\d{2}[ -]?\d{2}\b")
Places = Sequence[tuple[int, int]]


def matches(
    scene: Scene, dates: Places, names: Places, body: Places | None, *, rules: Grammar | None = None
) -> Iterator[tuple[Match, Value | None]]:
    """The matches with what they mean; skipped ones mean nothing unless the rule says a kind too."""
    hidden, timed = _hidden(scene.scanned, dates, names)
    inside, dated = None if body is None else Covered(body), Covered(timed)
    values: dict[tuple[int, int, str], Value | None] = {}

    def vetoed(match: Match) -> bool:
        fields = match.rule.fields
        if inside is not None and not inside.hold(match.start, match.stop):
            return True
        if "dates" not in fields and not match.rule.skip and dated.touch(match.start, match.stop):
            return True
        if not match.rule.skip and follows_a_name(scene, match):
            return True
        if "if" in fields and not CONDITIONS[fields["if"]](scene, match):
            return True
        value = resolve(fields["kind"], match.slots) if "kind" in fields else None
        values[match.start, match.stop, match.rule.name] = value
        return value is None and not match.rule.skip

    for match in (rules or grammar()).find(scene.scanned, hidden=hidden, vetoed=vetoed):
        yield match, values[match.start, match.stop, match.rule.name]


def _hidden(scanned: atoms.Atoms, dates: Places, names: Places) -> tuple[list[range], Places]:
    """The atoms of dates and names, which are not read; and the dates that may still turn out ages."""
    addresses = [place for place, _ in unread(scanned)]
    hidden: list[range] = [atoms_in(scanned, place) for place in (*names, *addresses)]
    timed = []
    lexicon = grammar().lexicon
    for place in dates:
        inside = atoms_in(scanned, place)
        slots = [lexicon.of(scanned.forms[at]) for at in inside]
        if slots and slots[-1] & {"year", "aged", "measuring", "anniversary", "jubilee"}:
            timed.append(place)
        elif any(slot & {"figures", "cardinal", "ordinal", "nth", "label"} for slot in slots):
            hidden.append(inside)
    return hidden, timed


@cache
def _streets() -> frozenset[str]:
    """The words that an address begins with, as they are written."""
    forms = [form for form, slots in grammar().lexicon.slots.items() if "address" in slots]
    return frozenset((*forms, *map(str.capitalize, forms)))


@cache
def _address() -> re.Pattern[str]:
    """«улица Ленина, 15», «ул. 50 лет Октября, д. 7»: a name stands between, which no rule reaches across."""
    name = r"(?:\d+(?:-\w+)? (?:\w+ )?)?[А-ЯЁ][\w-]*(?: [А-ЯЁ][\w-]*)?"
    marked, bare = r"(?:,|,? (?:д|дом|корп|стр)\.?) ?(\d+\w?)\b", r" (\d+\w?)(?=[.,;:)\n]|$)"
    return re.compile(rf"\b(?:{'|'.join(sorted(_streets()))})\b\.? {name}(?:{marked}|{bare})")


def unread(scanned: atoms.Atoms) -> list[tuple[tuple[int, int], str]]:
    """The places inside which nothing is read, with what they are: telephone, page, address of a house."""
    text = scanned.text
    found = [(match.span(), "telephone") for match in _TELEPHONE.finditer(text)]
    if "://" in text or "www." in text or "@" in text:
        found += [(match.span(), "page") for match in _PAGE.finditer(text)]
    if _streets().isdisjoint(scanned.forms) and not atoms.MARKS.search(text):
        return found
    return found + [(match.span(match.lastindex or 0), "address") for match in _address().finditer(text)]


def atoms_in(scanned: atoms.Atoms, place: tuple[int, int]) -> range:
    """The indices of the atoms inside a place."""
    first = scanned.ended(place[0])
    last = first
    while last < len(scanned.starts) and scanned.starts[last] < place[1]:
        last += 1
    return range(first, last)
