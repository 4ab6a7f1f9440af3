"""The words before and after a place in the text, within its sentence or line."""

import re
from typing import Any

from faktograf.language import morphology

_PIECE = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*|\d+|[^\w\s]")
_END = re.compile(r"[.!?…\n;]\s")
_NEAR = 90  # characters in which the neighbouring words are looked for


def before(text: str, start: int, most: int = 6) -> list[str]:
    """The words and signs before a place, nearest last, no farther than the sentence goes."""
    piece = text[max(0, start - _NEAR) : start]
    ends = list(_END.finditer(piece))
    piece = piece[ends[-1].end() :] if ends else piece
    return _PIECE.findall(piece.rsplit("\n", 1)[-1])[-most:]


def after(text: str, stop: int, most: int = 1) -> list[str]:
    """The words and signs behind a place on its line."""
    line = text[stop : stop + _NEAR].split("\n", 1)[0]
    return _PIECE.findall(line)[:most]


def is_start(text: str, start: int) -> bool:
    """Whether a sentence or a line begins here."""
    return re.search(r"(?:^|[.!?…\n»:|])\s*[«(]?$", text[max(0, start - 4) : start]) is not None


def readings(form: str) -> tuple[Any, ...]:
    """pymorphy3's parses of a form in lower case, likeliest first."""
    return morphology.parses(form.lower())


def noun_after(text: str, stop: int) -> bool:
    """Whether the next word is first of all a noun, with nothing between."""
    following = after(text, stop)
    return bool(following) and following[0][0].isalpha() and readings(following[0])[0].tag.POS == "NOUN"
