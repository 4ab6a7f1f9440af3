"""Numbers as Russian writes them → exact values: figures, words in any case, and both mixed."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path

from faktograf.language import atoms
from faktograf.language.lexicon import Lexicon, rows

WORDS = Path(__file__).with_name("numerals.tsv")
_THOUSANDS = re.compile(r"[ \u00a0\u2009\u202f'’](?=[0-9]{3})|\.(?=[0-9]{3}\b)")
_ENDING = re.compile(r"[-‑–]?[^\W\d_]+$")


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


def cardinal(text: str) -> Decimal | None:
    """The value of a cardinal: «двадцать одна тысяча» → 21000, «12,8 млн» → 12800000, «2 тыс. 500» → 2500.

    None where the words do not make one number («пять двадцать», «тысяча миллион»).
    """
    total, group, scale_before = Decimal(0), None, None
    for value, is_scale in _parts(text):
        if is_scale:
            if scale_before is not None and value >= scale_before:
                return None
            total, group, scale_before = total + (1 if group is None else group) * value, None, value
        elif value.is_nan():
            return None
        elif group is None or group == 0:
            group = value
        elif _fits(group, value):
            group += value
        else:
            return None
    if group is not None and scale_before is not None and group >= scale_before:
        return None
    return None if group is None and scale_before is None else total + (group or 0)


def ordinal(text: str) -> int | None:
    """The value of an ordinal: «двадцать первого» → 21, «2021-м» → 2021, «XX» → 20; None where it is none."""
    forms = [form for form in atoms.scan(text).forms if form not in (atoms.GLUE, atoms.BREAK)]
    if not forms:
        return None
    last = _lexicon().value("ordinal", forms[-1])
    if last is None:
        number = figures(forms[-1]) if len(forms) == 1 else None
        return (atoms.roman(forms[0]) if len(forms) == 1 else None) if number is None else int(number)
    if len(forms) == 1:
        return int(last)
    head = cardinal(" ".join(forms[:-1]))
    if head is None or head != int(head):
        return None
    if int(last) >= 1000:  # «две тысячный» is none, «двадцать пять тысячный» is written together
        return None
    return int(head) + int(last) if _fits(head, Decimal(last)) else None


def _fits(head: Decimal, tail: Decimal) -> bool:
    """Whether the tail fills the zeros that the head ends in: 20 + 5, 100 + 21; not 5 + 20, not 12 + 1."""
    digits = str(int(head))
    zeros = len(digits) - len(digits.rstrip("0"))
    return head == int(head) and zeros > 0 and tail < 10**zeros and not (digits.endswith("10") and tail >= 1)


def _parts(text: str) -> Iterator[tuple[Decimal, bool]]:
    """The values of a number's atoms, and whether each is a scale; an atom that is none gives NaN."""
    for form in atoms.scan(text).forms:
        if form in (atoms.GLUE, atoms.BREAK, "."):
            continue
        scale = _lexicon().value("scale", form)
        if scale is not None:
            yield Decimal(scale), True
            continue
        word = _lexicon().value("cardinal", form) or _lexicon().value("collective", form)
        value = Decimal(word) if word is not None else figures(form)
        yield Decimal("NaN") if value is None else value, False
