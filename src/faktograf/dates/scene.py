"""The tense of the clause that a time expression stands in."""

import re
from functools import lru_cache

from faktograf.language import morphology

_FUTURE = re.compile(
    r"\b(?:буд(?:ет|ут)|план\w+|намер\w+|намеч\w+|назнач\w+|ожида\w+|предсто\w+|должн\w+|грядущ\w+|запланир\w+"
    r"|приглаша\w+|ждут|ждём|ждем|не (?:позднее|позже|ранее|раньше))\b"
)
_CLAUSE = re.compile(r"[.!?\n;,:—]")
_WORD = re.compile(r"[а-яё]{3,}")
_TENSES = {"futr": "future", "past": "past", "done": "done"}


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


@lru_cache(maxsize=20_000)
def _verb(form: str) -> str | None:
    """What a form that is first of all a verb or a participle tells: «закроют» → futr, «прошёл» → past."""
    tag = morphology.parses(form)[0].tag
    if tag.POS == "PRTS" and tag.tense == "past":
        return "done"
    return str(tag.tense) if tag.POS in ("VERB", "PRTS") and tag.tense else None
