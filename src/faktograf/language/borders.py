"""razdel's sentences, its rules asked only at the signs where one of them may end.

A sentence ends before white space alone, not before a word in small letters, and behind a quote or a bracket only
where the sentence inside has ended too. Most signs that razdel looks at need no rule then.
"""

import re
from collections.abc import Iterator

from razdel.segmenters.punct import CLOSE_BRACKETS, CLOSE_QUOTES, ENDINGS
from razdel.segmenters.sentenize import BULLET_SIZE, DELIMITERS, SentSplit, SentSplitter, sentenize
from razdel.segmenters.sokr import HEAD_PAIR_SOKRS, HEAD_SOKRS, INITIALS, PAIR_SOKRS, SOKRS

_SIGNS = re.escape(DELIMITERS)
_SMILE = "(?<=[=:;])-?[)(]{1,3}"  # «:-)»
_INSIDE = rf"(?<![^\s{ENDINGS}][{re.escape(CLOSE_QUOTES + CLOSE_BRACKETS)}])"
_SMALL = r"(?!\s[а-яё]+[\s,])"
_MAY_END = re.compile(rf"[=:{_SIGNS}](?:{_SMILE}|(?<=[{_SIGNS}]){_INSIDE})(?=\s){_SMALL}")
_CUT = {*SOKRS, *HEAD_SOKRS, *INITIALS, *(row[0] for row in (*PAIR_SOKRS, *HEAD_PAIR_SOKRS))}
_CUT_OFF = {word[-4:] for word in _CUT}
_LONGEST = 6  # characters of a Latin abbreviation and the sign before it
_LATIN = re.compile(r"\b(?:St|Mt|Ft|Mr|Mrs|Ms|Dr|Jr|Sr|Lt|Sgt|Gen|Col|Prof|vs)\.$")  # «St. Louis Blues»
_WINDOW = SentSplitter().window


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """The places of a paragraph's sentences, white space at their edges left out; an empty one where nothing is."""
    begin = 0
    for found in _MAY_END.finditer(text):
        start, stop = found.span()
        if (start - begin > BULLET_SIZE and _is_plain(text, start)) or not _is_joined(text, begin, start, stop):
            yield _stripped(text, begin, stop)
            begin = stop
    yield _stripped(text, begin, len(text))


def _is_plain(text: str, at: int) -> bool:
    """«… работ. Завод …»: a full stop between words that no rule of razdel knows."""
    before, after = text[at - 4 : at], text[at + 2 : at + 4]
    return (
        text[at] == "."
        and before.islower()
        and before.isalpha()
        and after.istitle()
        and after.isalpha()
        and before not in _CUT_OFF
    )


def _is_joined(text: str, begin: int, start: int, stop: int) -> bool:
    if _LATIN.search(text, max(begin, stop - _LONGEST), stop) and text[stop + 1 : stop + 2].isascii():
        return text[stop + 1 : stop + 2].isalpha()
    split = SentSplit(text[max(0, start - _WINDOW) : start], text[start:stop], text[stop : stop + _WINDOW])
    split.buffer = text[begin:start]
    return bool(sentenize.join(split))


def _stripped(text: str, start: int, stop: int) -> tuple[int, int]:
    piece = text[start:stop]
    first = start + len(piece) - len(piece.lstrip())
    return first, first + len(piece.strip())
