"""The words before and after a place in the text, within its sentence, and the tense of its clause."""

import re
from functools import lru_cache
from typing import Any

from faktograf.language import morphology

_FUTURE = re.compile(
    r"\b(?:буд(?:ет|ут)|план\w+|намер\w+|намеч\w+|назнач\w+|ожида\w+|предсто\w+|должн\w+|грядущ\w+|запланир\w+)\b"
)
_CLAUSE = re.compile(r"[.!?\n;,:—]")
_WORD = re.compile(r"[а-яё]{3,}")
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


def tense(text: str, start: int, stop: int) -> str | None:
    """«future» where the clause says «состоится», «планируют», «предстоящий», «past» for «прошёл», else None."""
    ahead, behind = max(0, start - 200), min(len(text), stop + 200)
    cuts = list(_CLAUSE.finditer(text, ahead, start))
    cut = _CLAUSE.search(text, stop, behind)
    clause = text[cuts[-1].end() if cuts else ahead : cut.start() if cut else behind].lower()
    if _FUTURE.search(clause):
        return "future"
    told = [_verb(form) for form in _WORD.findall(clause)]
    return "future" if "futr" in told else "past" if "past" in told else None


@lru_cache(maxsize=50_000)
def _verb(form: str) -> str | None:
    """The tense of a form that is first of all a verb or a participle: «закроют» → futr, «прошёл» → past."""
    tag = morphology.parses(form)[0].tag
    return str(tag.tense) if tag.POS in ("VERB", "PRTS") and tag.tense else None
