"""What a word may be to this room, asked once a form: most words are nothing to it, and are passed over."""

import re
from collections.abc import Iterable
from itertools import compress

from faktograf.language.remembered import Remembered
from faktograf.organizations import famous, phrase, words

HEAD, WHOLE, CAMEL, NOMINAL, PARTISAN, SPORT, OPENING, NUMBER, LATIN, FAMOUS = (1 << i for i in range(10))
_CAMEL = re.compile(r"(?!Ma?c[A-Z][a-z]+$)[A-Z][a-z]+(?:[A-Z][a-z]+)+")  # not «McGregor»
_LATIN = re.compile(r"(?=[a-z]*[A-Z])[A-Za-z]{3,}")  # «comScore»
_NUMBER = frozenset(("№", "N"))
Hit = tuple[int, int]  # where a word stands in its sentence, and what it may be


def _mark(form: str) -> int:
    """What a form may be, bit by bit."""
    if form.islower() and not form.isascii() and not words.known(form):
        return 0  # a Russian word that no table has
    told = {
        HEAD: words.kind("head_noun", form) is not None and phrase.is_noun(form),
        WHOLE: _is_whole(form),
        CAMEL: form.isascii() and _CAMEL.fullmatch(form) is not None,
        NOMINAL: words.has("nominal", form) and phrase.is_singular_noun(form),
        PARTISAN: words.has("partisan", form),
        SPORT: words.has("sport", form),
        OPENING: form in phrase.OPEN,
        NUMBER: form in _NUMBER,
        FAMOUS: famous.may_begin(form),
        LATIN: _LATIN.fullmatch(form) is not None,
    }
    return sum(bit for bit, is_so in told.items() if is_so)


_marks = Remembered(_mark, 20_000)


def hits(forms: Iterable[str]) -> list[Hit]:
    """The words of a sentence that may be something."""
    marks = list(map(_marks.__getitem__, forms))
    return list(compress(enumerate(marks), marks))


def _is_whole(form: str) -> bool:
    """Whether a word is an organization by itself («Госдума», «МВД»); small letters are believed of few («мэрия»)."""
    return (
        (form[0].isupper() or words.has("small", form))
        and words.has("whole", form)
        and (form.isupper() or len(form) > 4)
    )
