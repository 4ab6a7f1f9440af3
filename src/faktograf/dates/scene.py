"""The words before and after a place in the text, within its sentence, and the tense of its clause."""

import re
from functools import lru_cache
from typing import Any

from faktograf.language import morphology

_FUTURE = re.compile(
    r"\b(?:буд(?:ет|ут)|план\w+|намер\w+|намеч\w+|назнач\w+|ожида\w+|предсто\w+|должн\w+|грядущ\w+|запланир\w+"
    r"|приглаша\w+|ждут|ждём|ждем|не (?:позднее|позже|ранее|раньше))\b"
)
_CLAUSE = re.compile(r"[.!?\n;,:—]")
_WORD = re.compile(r"[а-яё]{3,}")
_PIECE = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*|\d+|[^\w\s]")
_END = re.compile(r"[.!?…\n;]\s")
_TENSES = {"futr": "future", "past": "past", "done": "done"}
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
    """«future» where the clause says «состоится», «планируют», «past» for «прошёл», «done» for «открыт», else None.

    A clause with no verb has that of its sentence: «Выплаты поступят 3 июня, 4 июня и 5 июня».
    """
    ahead, behind = max(0, start - 200), min(len(text), stop + 200)
    cuts = list(_CLAUSE.finditer(text, ahead, start))
    cut = _CLAUSE.search(text, stop, behind)
    own = _tense_of(text[cuts[-1].end() if cuts else ahead : cut.start() if cut else behind])
    if own or not cuts or cuts[-1][0] not in ",:—":
        return own
    ends = [found.end() for found in cuts if found[0] not in ",:—"]
    return _tense_of(text[ends[-1] if ends else ahead : start])


def _tense_of(piece: str) -> str | None:
    clause = piece.lower()
    if _FUTURE.search(clause):
        return "future"
    told = {_verb(form) for form in _WORD.findall(clause)}
    return next((tense for sign, tense in _TENSES.items() if sign in told), None)


@lru_cache(maxsize=50_000)
def _verb(form: str) -> str | None:
    """What a form that is first of all a verb or a participle tells: «закроют» → futr, «прошёл» → past."""
    tag = morphology.parses(form)[0].tag
    if tag.POS == "PRTS" and tag.tense == "past":
        return "done"
    return str(tag.tense) if tag.POS in ("VERB", "PRTS") and tag.tense else None
