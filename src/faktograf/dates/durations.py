"""Lengths of time and what happens every so often: ISO 8601 durations."""

from collections.abc import Callable
from decimal import Decimal

from faktograf.dates.calendar import Context, Resolved
from faktograf.dates.slots import Slots, number
from faktograf.language import numerals

# unit code → how many of which letter of an ISO 8601 duration, and whether it is of the clock
UNITS = {
    "S": (1, "S", True),
    "M": (1, "M", True),
    "H": (1, "H", True),
    "D": (1, "D", False),
    "W": (1, "W", False),
    "M1": (1, "M", False),
    "Q": (3, "M", False),
    "H1": (6, "M", False),
    "Y": (1, "Y", False),
    "Y10": (10, "Y", False),
    "Y100": (100, "Y", False),
    "Y1000": (1000, "Y", False),
}
_SMALLER = {"Y": ("M1", 12), "D": ("H", 24), "H": ("M", 60), "M": ("S", 60), "Y100": ("Y", 100)}
_MODIFIERS = (
    ("не более", "EQUAL_OR_LESS"),
    ("не менее", "EQUAL_OR_MORE"),
    ("не больше", "EQUAL_OR_LESS"),
    ("не меньше", "EQUAL_OR_MORE"),
    ("как минимум", "EQUAL_OR_MORE"),
    ("по меньшей", "EQUAL_OR_MORE"),
    ("бол", "MORE_THAN"),
    ("с небольшим", "MORE_THAN"),
    ("свыше", "MORE_THAN"),
    ("мен", "LESS_THAN"),
)


def modifier(slots: Slots) -> str | None:
    """TIMEX3's modifier of «более», «около» and the like."""
    text = (slots.get("mod") or slots.get("about") or "").lower()
    return next((value for start, value in _MODIFIERS if text.startswith(start)), "APPROX") if text else None


def amount(text: str | None) -> Decimal | None:
    """How many: «два с половиной» → 2.5; one where none is said; None for «несколько»."""
    return Decimal(1) if text is None else numerals.cardinal(text)


def length_of(slots: Slots) -> tuple[Decimal | None, str]:
    """How many of which unit the slots say: «полгода» is six months, «три четверти часа» 45 minutes."""
    if "halved" in slots or "part" in slots:
        code = slots.get("halved") or slots["unit"]
        share = numerals.fraction(slots["part"]) if "part" in slots else None
        smaller, size = _SMALLER.get(code, (code, 1))
        value = Decimal("0.5") if share is None else Decimal(share.numerator) / share.denominator
        return value * size, smaller
    if "nth" in slots:
        nth = number(slots, "nth")
        return (None if nth is None else Decimal(nth)), slots["unit"]
    return (amount(slots.get("n")), slots["unit"]) if "unit" in slots else (None, "")


def iso(*lengths: tuple[Decimal, str]) -> str:
    """Lengths as one ISO 8601 duration: 2 hours and 15 minutes → PT2H15M."""
    days = clock = ""
    for value, unit in lengths:
        size, letter, is_clock = UNITS[unit]
        told = f"{(value * size).normalize():f}{letter}"
        days, clock = (days, clock + told) if is_clock else (days + told, clock)
    return "P" + days + ("T" + clock if clock else "")


def _duration(slots: Slots, context: Context) -> Resolved | None:
    value, unit = length_of(slots)
    about = modifier(slots)
    if value is None or unit not in UNITS:
        return Resolved("duration", None, modifier=about)
    rest = [(amount(slots[n]), slots[u]) for n, u in (("n2", "unit2"), ("n3", "unit3")) if n in slots]
    lengths = [(value, unit), *((more, smaller) for more, smaller in rest if more is not None)]
    high = amount(slots["high"]) if "high" in slots else None
    if value == 0 and len(lengths) == 1:
        return None
    told = iso(*lengths)
    if high is not None and high > value:
        told = f"{told}/{iso((high, unit))}"
    return Resolved("duration", told, modifier=about)


def _turned(slots: Slots, context: Context) -> Resolved | None:
    """«Лет тридцать» is about thirty years."""
    found = _duration(slots, context)
    return found and found._replace(modifier="APPROX")


def _unmeasured(slots: Slots, context: Context) -> Resolved | None:
    """«Долгое время» has no length that can be told."""
    return Resolved("duration", None)


def _every(slots: Slots, context: Context) -> Resolved | None:
    if "always" in slots:
        return Resolved("set", slots["always"])
    if "weekday" in slots or "daynoun" in slots:
        return Resolved("set", "P1W" if "weekday" in slots else "P1D")
    value, unit = length_of(slots)
    return Resolved("set", iso((value, unit)) if value and unit in UNITS else None)


def _weekly(slots: Slots, context: Context) -> Resolved | None:
    return Resolved("set", "P1D" if "on_parts" in slots else "P1W")


TABLE: dict[str, Callable[[Slots, Context], Resolved | None]] = {
    "duration": _duration,
    "turned": _turned,
    "unmeasured": _unmeasured,
    "every": _every,
    "weekly": _weekly,
}
