"""What a rule's slots mean: kind, exact value or range, modifier, unit. Pure; one function a `kind` of rules.toml."""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import NamedTuple

from faktograf.language import morphology, numerals
from faktograf.numbers.rules import grammar

MODIFIERS = ("more_than", "less_than", "at_least", "at_most", "approximately")
_COMMAS = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+")
_VAGUE = re.compile(r"(?:тысяч|миллион|миллиард|триллион|сот|десят|дюжин)")
_DIVIDED = {  # how much of the greater unit the smaller one is
    ("km", "m"): Decimal("0.001"),
    ("m", "cm"): Decimal("0.01"),
    ("m", "mm"): Decimal("0.001"),
    ("cm", "mm"): Decimal("0.1"),
    ("kg", "g"): Decimal("0.001"),
    ("t", "kg"): Decimal("0.001"),
    ("[lb_av]", "[oz_av]"): Decimal("0.0625"),
    ("[ft_i]", "[in_i]"): Decimal(1) / 12,
}
Slots = Mapping[str, str]


class Value(NamedTuple):
    """What was said, exactly: decimal strings, or a fraction «1/3»."""

    kind: str
    low: str
    high: str
    modifier: str | None
    unit: str | None


def resolve(kind: str, slots: Slots) -> Value | None:
    """The value that the slots of a rule of this kind name; None where they make no number."""
    return _READINGS[kind](slots)


def plain(value: Decimal) -> str:
    """A decimal as digits: no exponent, no trailing zeros."""
    text = format(value, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def _numbers(slots: Slots) -> tuple[Decimal, Decimal] | None:
    """Low and high; in «от 3 до 5 тысяч» the low end takes the scale of the high one."""
    if "joined" in slots:
        number = numerals.joined(slots["joined"], grammar().lexicon)
        return None if number is None else (number, number)
    low = numerals.cardinal(slots["low"])
    if low is None or "high" not in slots:
        return None if low is None else (low, low)
    high = numerals.cardinal(slots["high"])
    if high is None:
        return None
    scale = numerals.scale(slots["high"])
    with localcontext(prec=4000):
        if scale != 1 and numerals.scale(slots["low"]) == 1 and low < high / scale:
            low *= scale
    return (low, high) if low <= high else None


def _modifier(slots: Slots) -> str | None:
    found = next((name for name in MODIFIERS if name in slots), None)
    if found:
        return found
    if "upto" in slots:
        return "at_most"
    return "approximately" if "inverse" in slots or _is_vague(slots.get("low", "")) else None


def _is_vague(text: str) -> bool:
    """Whether only the size is said: «сотни», «десятки тысяч», «несколько тысяч»; not «миллион»."""
    first = text.split(" ", 1)[0].lower()
    if first.startswith("нескольк"):
        return True
    if not _VAGUE.match(first):
        return False
    return any(
        "NOUN" in parse.tag and "plur" in parse.tag and parse.normal_form not in ("десять",)
        for parse in morphology.parses(first)
    )


def _value(slots: Slots, kind: str, unit: str | None = None, times: Decimal = Decimal(1)) -> Value | None:
    numbers = _numbers(slots)
    if numbers is None:
        return None
    low, high = numbers
    with localcontext(prec=4000):
        return Value(kind, plain(low * times), plain(high * times), _modifier(slots), unit)


def _reading(kind: str, unit: str | None = None) -> Callable[[Slots], Value | None]:
    return lambda slots: _value(slots, kind, unit)


def _currency(slots: Slots) -> str | None:
    """ISO 4217: the word's own code, or its code for the country that is named."""
    for name in ("sign", "iso"):
        if name in slots:
            return slots[name]
    if "currency" not in slots:
        return None
    default, *others = slots["currency"].split(" ")
    country = slots.get("country") or slots.get("nation") or ""
    codes = dict(zip((other[:2] for other in others), (other[3:] for other in others), strict=True))
    return codes.get(country, default)


def _money(slots: Slots) -> Value | None:
    if "sign" in slots:
        slots = {name: _without_commas(text) if name in ("low", "high") else text for name, text in slots.items()}
    value = _value(slots, "money", _currency(slots))
    coins = numerals.cardinal(slots["coins"]) if "coins" in slots else Decimal(0)
    if value is None or coins is None or not 0 <= coins < 100:
        return None
    with localcontext(prec=4000):
        low, high = (plain(Decimal(end) + coins / 100) for end in (value.low, value.high))
    return value._replace(low=low, high=high)


def _without_commas(text: str) -> str:
    return text.replace(",", "") if _COMMAS.fullmatch(text) else text


def _coins(slots: Slots) -> Value | None:
    return _value(slots, "money", slots["lone-coin"], Decimal("0.01"))


def _measure(slots: Slots) -> Value | None:
    if "half-unit" in slots:
        number, unit = slots["half-unit"].split(" ")
        return Value("percent" if unit == "%" else "measure", number, number, _modifier(slots), unit)
    if "horse" in slots:
        return _value(slots, "measure", "[HP]")
    value = _value(slots, "measure", _unit(slots))
    if value is None or "minor" not in slots:
        return value
    part = _DIVIDED.get((slots["unit"], slots["minor_unit"]))
    minor = numerals.cardinal(slots["minor"])
    if part is None or minor is None or minor * part >= 1:
        return None
    low = plain(Decimal(value.low) + minor * part)
    return value._replace(low=low, high=low)


def _unit(slots: Slots) -> str | None:
    unit = slots["watt"] + ".h" if "watt" in slots else slots.get("unit", "") + slots.get("power", "")
    return f"{unit}/{slots['per']}" if "per" in slots else unit


def _age(slots: Slots) -> Value | None:
    """Years that a person may have; «2019 года» are none."""
    value = _value(slots, "age", "a")
    return value if value and Decimal(value.high) <= 130 else None


def _ordinal(kind: str, unit: str | None = None) -> Callable[[Slots], Value | None]:
    def read(slots: Slots) -> Value | None:
        low = numerals.ordinal(slots["low"])
        high = numerals.ordinal(slots.get("high", slots["low"]))
        return None if low is None or high is None or low > high else Value(kind, str(low), str(high), None, unit)

    return read


def _every(slots: Slots) -> Value | None:
    number = numerals.ordinal(slots["low"])
    return Value("fraction", f"1/{number}", f"1/{number}", None, None) if number and number > 1 else None


def _fraction(slots: Slots) -> Value | None:
    part = numerals.fraction(slots["low"])
    return None if part is None else Value("fraction", str(part), str(part), _modifier(slots), None)


def _parts(slots: Slots) -> Value | None:
    """«четверть миллиона» → 250000."""
    part = numerals.fraction(slots["low"])
    if part is None:
        return None
    whole = part * Fraction(slots["scale"])
    if whole.denominator != 1:
        return None
    unit = _currency(slots)
    return Value("money" if unit else "count", str(whole), str(whole), _modifier(slots), unit)


def _multiple(slots: Slots) -> Value | None:
    if "times" in slots:
        return Value("multiple", slots["times"], slots["times"], _modifier(slots), None)
    return _value(slots, "multiple")


_READINGS: dict[str, Callable[[Slots], Value | None]] = {
    "count": _reading("count"),
    "scaled": lambda slots: _value(slots, "count", None, Decimal(slots["times"])),
    "money": _money,
    "coins": _coins,
    "percent": _reading("percent", "%"),
    "percentage_points": _reading("percentage_points", "%"),
    "measure": _measure,
    "degrees": _reading("measure", "Cel"),
    "years": _reading("measure", "a"),
    "age": _age,
    "anniversary": _reading("age", "a"),
    "ordinal age": _ordinal("age", "a"),
    "ordinal": _ordinal("ordinal"),
    "every": _every,
    "fraction": _fraction,
    "parts": _parts,
    "multiple": _multiple,
}
