"""Numbers as Russian writes them → exact values: figures, words in any case, and both mixed."""

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Context, Decimal, localcontext
from fractions import Fraction
from functools import cache, lru_cache
from pathlib import Path

from faktograf.language import atoms
from faktograf.language.lexicon import Lexicon, rows

WORDS = Path(__file__).with_name("numerals.tsv")
_THOUSANDS = re.compile(r"[ \u00a0\u2009\u202f'’](?=[0-9]{3})|\.(?=[0-9]{3}\b)")
_ENDING = re.compile(r"[-‑–]?[^\W\d_]+$")
_JOINED = {  # slot → how its words go on a number, in the order they are asked
    "scale": "scale",
    "thousand": "scale",
    "dozen": "dozen",
    "cardinal": "value",
    "collective": "value",
    "both": "value",
}
_LONGEST = 1000  # a longer run of digits or words is no number that anybody wrote to be read


@cache
def _lexicon() -> Lexicon:
    return Lexicon(rows(WORDS))


def figures(form: str) -> Decimal | None:
    """The value of a number in figures: «25 000» → 25000, «12,8» → 12.8, «20.000» → 20000, «3-х» → 3."""
    plain = _ENDING.sub("", form)
    if re.fullmatch(r"[0-9]{1,3}(?:[ \u00a0\u2009\u202f'’.][0-9]{3})+(?:,[0-9]+)?", plain):
        plain = _THOUSANDS.sub("", plain)
    elif re.fullmatch(r"[0-9]{1,3}(?:,[0-9]{3}){2,}", plain):
        plain = plain.replace(",", "")
    plain = plain.replace(",", ".")
    return Decimal(plain) if re.fullmatch(r"[0-9]+(?:\.[0-9]+)?", plain) else None


@lru_cache(maxsize=5_000)
def cardinal(text: str) -> Decimal | None:
    """The value of a cardinal: «двадцать одна тысяча» → 21000, «12,8 млн» → 12800000, «2 тыс. 500» → 2500.

    Decimals may be words («две целых пять десятых», «два с половиной миллиона»). None where the words do
    not make one number («пять двадцать», «тысяча миллион»).
    """
    forms = _forms(text)
    if not forms or len(text) > _LONGEST:
        return None
    with localcontext(Context(prec=4 * _LONGEST)):
        if len(forms) > 1 and _value("minus", forms[0]) is not None:
            value = _signless(forms[1:])
            return None if value is None else -value
        return _signless(forms[1:] if len(forms) > 1 and _value("plus", forms[0]) is not None else forms)


@lru_cache(maxsize=5_000)
def ordinal(text: str) -> int | None:
    """The value of an ordinal: «двадцать первого» → 21, «2021-м» → 2021, «XX» → 20; None where it is none."""
    forms = _forms(text)
    if not forms or len(text) > _LONGEST:
        return None
    last = _joined(forms[-1]) or _value("ordinal", forms[-1])
    if last is None:
        return _figured(forms[0]) if len(forms) == 1 else None
    if len(forms) == 1:
        return int(last)
    head = cardinal(" ".join(forms[:-1]))
    if head is None or head != int(head):
        return None
    if int(last) >= 1000:  # «две тысячный» is none, «двадцать пять тысячный» is written together
        return None
    return int(head) + int(last) if _fits(head, Decimal(last)) else None


@lru_cache(maxsize=5_000)
def fraction(text: str) -> Fraction | None:
    """The value of a proper fraction: «треть» → 1/3, «две пятых» → 2/5, «3/4», «половина»; None for any other."""
    forms = _forms(text)
    if len(forms) == 3 and forms[1] == "/" and forms[0].isdecimal() and forms[2].isdecimal() and len(text) < 20:
        above, below = int(forms[0]), int(forms[2])
        return Fraction(above, below) if 0 < above < below else None
    if not forms:
        return None
    half = _value("half", forms[-1])
    if half is not None:
        return Fraction(half) if len(forms) == 1 else None
    part = _value("part", forms[-1])
    count = cardinal(" ".join(forms[:-1])) if len(forms) > 1 else Decimal(1)
    if part is None or count is None or not 0 < count < int(part):
        return None
    return Fraction(count) / int(part)


@lru_cache(maxsize=5_000)
def scale(text: str) -> Decimal:
    """What a number's last scale words multiply by: «5 тысяч» → 1000, «5» → 1."""
    found = Decimal(1)
    for form in reversed(_forms(text)):
        value = _value("scale", form) or _value("thousand", form) or _value("dozen", form)
        if value is None:
            return found
        found *= Decimal(value)
    return found


def joined(form: str, lexicon: Lexicon) -> Decimal | None:
    """The number written together with a word that the lexicon knows: «двадцатидвухлетний» → 22."""
    halves = lexicon.halves(atoms.key(form))
    return _summed((Decimal(value), "value") for value in halves[0]) if halves else None


def _joined(form: str) -> str | None:
    """«двадцатипятитысячный» → «25000»."""
    if ("ordinal", atoms.key(form)) in _lexicon().values:  # «двухтысячный» has a row of its own
        return None
    number, tail = joined(form, _lexicon()), _lexicon().value("ordinal", form)
    return None if number is None or tail is None or number != int(number) else str(int(number) * int(tail))


def _figured(form: str) -> int | None:
    number = figures(form)
    return atoms.roman(form) if number is None else int(number)


def _forms(text: str) -> list[str]:
    forms = atoms.cut(text).forms  # a number is no text: it must not push one out of the cache
    return [form for form in forms if form not in (atoms.GLUE, atoms.BREAK, ".")]


@lru_cache(maxsize=5_000)
def _value(slot: str, form: str) -> str | None:
    lexicon = _lexicon()
    value = lexicon.value(slot, form)
    return "" if value is None and slot in lexicon.of(form) else value


def _signless(forms: Sequence[str]) -> Decimal | None:
    for at, form in enumerate(forms):
        if _value("whole", form) is not None and at:
            return _decimal(forms[:at], forms[at + 1 :])
        if _value("with", form) is not None and at and len(forms) > at + 1:
            return _and_half(forms[:at], forms[at + 1 :])
    return _summed(_parts(forms))


def _decimal(whole: Sequence[str], rest: Sequence[str]) -> Decimal | None:
    """«две» (целых) «пять десятых миллиона» → 2500000."""
    rest = [form for form in rest if form != "и"]
    end = next((at for at, form in enumerate(rest) if at and _value("part", form)), None)
    if end is None:
        return None
    above, below = _summed(_parts(rest[:end])), Decimal(_value("part", rest[end]) or 1)
    head = _summed(_parts(whole))
    if above is None or head is None or above >= below or set(str(below)) - {"1", "0"}:
        return None
    return _scaled(head + above / below, rest[end + 1 :])


def _and_half(whole: Sequence[str], rest: Sequence[str]) -> Decimal | None:
    """«два» (с) «половиной миллиона» → 2500000."""
    part = {"половиной": "0.5", "половиною": "0.5", "четвертью": "0.25"}.get(atoms.key(rest[0]))
    head = _summed(_parts(whole))
    return None if part is None or head is None else _scaled(head + Decimal(part), rest[1:])


def _scaled(value: Decimal, scales: Sequence[str]) -> Decimal | None:
    factor = _summed(_parts(scales)) if scales else Decimal(1)
    return None if factor is None else value * factor


def _summed(parts: Iterable[tuple[Decimal, str]]) -> Decimal | None:
    """The number that the parts make; None where they do not follow each other as in one number."""
    total, group, scale_before = Decimal(0), None, None
    for value, part in parts:
        if part == "scale":
            if scale_before is not None and value >= scale_before:
                return None
            total, group, scale_before = total + (1 if group is None else group) * value, None, value
        elif value.is_nan():
            return None
        elif part == "dozen":
            group = (1 if group is None else group) * value
        elif group is None or group == 0:
            group = value
        elif _fits(group, value):
            group += value
        else:
            return None
    if group is not None and scale_before is not None and group >= scale_before:
        return None
    return None if group is None and scale_before is None else total + (group or 0)


def _parts(forms: Sequence[str]) -> Iterator[tuple[Decimal, str]]:
    """The values of a number's words with the slot that says how each is joined; no number gives NaN."""
    for form in forms:
        if _value("few", form) is not None:
            continue
        for slot in _JOINED:
            value = _value(slot, form)
            if value:
                yield Decimal(value), _JOINED[slot]
                break
        else:
            number = figures(form)
            yield Decimal("NaN") if number is None else number, "value"


def _fits(head: Decimal, tail: Decimal) -> bool:
    """Whether the tail fills the zeros that the head ends in: 20 + 5, 100 + 21; not 5 + 20, not 12 + 1."""
    digits = str(int(head))
    zeros = len(digits) - len(digits.rstrip("0"))
    return head == int(head) and zeros > 0 and tail < 10**zeros and not (digits.endswith("10") and tail >= 1)
