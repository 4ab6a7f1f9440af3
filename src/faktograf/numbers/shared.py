"""What several numbers share and the text says once: a currency, its nation, the years of ages, what is counted."""

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

import msgspec

from faktograf.language import numerals
from faktograf.language.grammar import Match
from faktograf.numbers import phrase
from faktograf.numbers.resolve import Value
from faktograf.numbers.scene import Scene, readings

if TYPE_CHECKING:
    from faktograf.numbers import Found

_FAR = 30  # atoms of a sentence between two sums of one currency
_NEAR = 6  # atoms between a word of money and its sum
_MILLION = 1_000_000
_THOUSAND = 1_000
_COMPARED = frozenset(("больше", "меньше", "выше", "ниже", "дороже", "дешевле", "чаще", "реже"))
_PARTS = frozenset((("из", "них"), ("ещё",), ("еще",), ("из", "этих", "денег"), ("из", "этой", "суммы")))
_ROW = re.compile(r"\s*(?:,|и|или|,\s*и)\s*")
_BETWEEN = frozenset(("percent", "percentage_points", "ordinal", "multiple", "fraction"))


def of_the_same_nation(match: Match, value: Value, nations: dict[str, str]) -> Value:
    """The money of the nation that this text has named with the word before; dollars and roubles name themselves."""
    word = match.slots.get("currency", "")
    if value.unit in ("USD", "RUB", "EUR") and "nation" not in match.slots:
        return value
    if "nation" in match.slots or "country" in match.slots:
        nations[word] = value.unit or ""
        return value
    return value._replace(unit=nations.get(word) or value.unit) if word else value


def of_the_same_unit(scene: Scene, match: Match, value: Value, earlier: "Sequence[Found]") -> Value:
    """«2,5 млрд» with no noun of its own, in a sentence whose sum before is money: money of that currency.

    So are tonnes after tonnes: «268 тыс. тонн пришлось на горбушу, 29 тыс. — на кету».
    """
    if value.kind != "count" or _scale(match.slots) < _THOUSAND or phrase.after(scene, match.stop):
        return value
    text = scene.scanned.text
    counted = (found for found in reversed(earlier) if found.kind not in _BETWEEN)
    last = next((found for found in counted if not _is_in_brackets(text, found.start)), None)
    if last is None or scene.between(last.stop, match.start, _FAR) is None:
        return value
    is_shared = last.kind == "money" or (last.kind == "measure" and _scale(last.slots) >= _THOUSAND)
    if not is_shared:
        return value
    return value._replace(kind=last.kind, unit=last.unit)


def unnamed_money(scene: Scene, found: "Sequence[Found]") -> "list[Found]":
    """«Хищение 212 миллионов», «обошлась в 6 млн», «из них 4 млн»: money where the words say so.

    In the currency that the article has named last before it, else in the first one after it.
    """
    told = [i for i, one in enumerate(found) if one.kind == "money"]
    rows = list(found)
    for i, one in enumerate(found if told else ()):
        is_large = one.rule == "count" and one.kind == "count" and _scale(one.slots) >= _MILLION
        if is_large and _is_paid(scene, one, rows[i - 1] if i else None):
            last = told[max(0, bisect_left(told, i) - 1)]
            rows[i] = msgspec.structs.replace(one, kind="money", unit=found[last].unit)
    return rows


def _scale(slots: Mapping[str, str]) -> Decimal:
    return numerals.scale(slots.get("high") or slots.get("low", ""))


def _is_paid(scene: Scene, found: "Found", previous: "Found | None") -> bool:
    """Whether a number without a noun of its own stands behind a word of money or «за», or is a part of a sum."""
    if phrase.after(scene, found.stop):
        return False
    walk = list(scene.before(found.start, _NEAR))
    begins = tuple(atom.form.lower() for atom in reversed(walk))
    if begins in _PARTS and previous is not None and previous.kind == "money":
        return True
    if walk and walk[0].form.lower() == "за":
        return True
    return any(word.lemma in phrase.amounts("paid") for atom in walk for word in readings(atom.form)[:2])


def _is_in_brackets(text: str, start: int) -> bool:
    """«368 млн рублей (около 5,8 млн долларов)»: said once more, in another currency."""
    ahead = text[max(0, start - 30) : start]
    return ahead.rfind("(") > ahead.rfind(")")


def ages_in_a_row(text: str, found: "Sequence[Found]") -> "list[Found]":
    """«10, 9 и 8 лет»: ages all three, where the last is one."""
    rows = list(found)
    for i in range(len(rows) - 2, -1, -1):
        this, following = rows[i], rows[i + 1]
        is_next = _ROW.fullmatch(text, this.stop, following.start) is not None
        if is_next and following.kind == "age" and this.rule == "count" and this.slots["low"].isdecimal():
            rows[i] = msgspec.structs.replace(this, kind="age", unit="a", rule=following.rule)
    return rows


def inherited(scene: Scene, found: "Sequence[Found]") -> "list[Found]":
    """What the number before counts, where both tell of the same: «на 11 %, до 236 млрд», «78 % полей, или 612 га»."""
    out: list[Found] = []
    for quantity in found:
        previous = out[-1] if out else None
        if previous and previous.counted and _tells_of_the_same(scene, previous, quantity):
            place = previous.counted_at if previous.counted_at and previous.counted_at[1] <= quantity.start else None
            quantity = msgspec.structs.replace(quantity, counted=previous.counted, counted_at=place)
        out.append(quantity)
    return out


def _tells_of_the_same(scene: Scene, previous: "Found", found: "Found") -> bool:
    between = scene.between(previous.stop, found.start, 8)
    if between is None or found.kind in ("age", "ordinal") or previous.kind in ("age", "ordinal"):
        return False
    if found.role and previous.role and found.role != previous.role:
        return found.counted is None or found.kind != "count" or found.role == "from"
    said = [atom.form.lower() for atom in between[-4:]]
    is_beside = said[-2:] in ([",", "на"], ["—", "на"], ["–", "на"]) or (
        found.kind == "multiple" and said[-1:] == [","]
    )
    if found.kind in ("percent", "multiple", "fraction") and is_beside and is_compared(scene, found.stop):
        return True  # «142 тысячи человек, на 15 % больше», «43 тысячи человек, вдвое больше»
    at = previous.counted_at
    is_once_more = said[-1:] in (["—"], ["–"], ["("]) and len(between) <= 3 and found.kind in ("count", "percent")
    if at and previous.stop <= at[0] and is_once_more and not phrase.after(scene, found.stop):
        return True  # «две трети голосов — 67», «жители 276 домов (6 %)»
    if said == ["из"] and not phrase.after(scene, found.stop):
        return True  # «67 из 100»
    if found.counted is None and found.kind == previous.kind and "(" in said[-2:] and len(between) <= 3:
        return True  # «9 млн крон (около 0,9 млн долларов)»
    return found.counted is None and bool(
        {"или", "это"} & set(said) or said[-3:-1] == ["то", "есть"] or said[-2:] == ["то", "есть"]
    )


def is_compared(scene: Scene, stop: int) -> bool:
    """«больше», «ниже» right behind a number."""
    following = next(scene.after(stop, 1), None)
    return following is not None and following.form.lower() in _COMPARED
