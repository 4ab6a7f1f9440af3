"""Bytes → the encoding they are in: UTF-8, UTF-16, or one of the old Cyrillic ones."""

import codecs
import itertools

from faktograf.errors import BadInput

PLAIN = "us-ascii"  # of a sample with no Russian letter yet; never the name of one that was asked for
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CYRILLIC = ("cp1251", "koi8_r", "cp866")  # the commoner first; each one more misleads short texts
_BY_FREQUENCY = "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё"
_WEIGHT = {letter: 1 - place / 16 for place, letter in enumerate(_BY_FREQUENCY)}
_COMMON = """
ст но то на ен ов ни ра во ко по ро пр ре го не ал ли ер ос от ть од ан ка те ла та ел ит ом ес ва де ор ат
ри ль за ло ле об ол ил ск со мо до ви ве да ки ти ся ий ый ой ия ии ие ам ем им ых их ик ин ар ис ас
"""
_PAIRS = frozenset(_COMMON.split())
_SIGNS = frozenset("«»—–№…“”„‘’•·°§±€\u00a0іїєґўІЇЄҐЎ")  # Ukrainian is another reason to skip
_STRANGE = -2.0  # a box-drawing line, «Ђ», «µ», a control character: what a wrong guess is full of
_SURE = 0.1  # a lead over the next encoding that needs no second opinion
_GOOD = 4  # characters of UTF-8 for one that is none; Russian in any other encoding has hardly one
_NULS = 20  # one NUL in so many bytes is an accident, more are a binary file


def checked(encoding: str) -> str:
    """The encoding's name as Python has it. Raises BadInput for one that there is not."""
    try:
        "".encode(encoding)
    except (LookupError, ValueError) as error:
        raise BadInput(f"no encoding {encoding!r}; for example utf-8, windows-1251, koi8-r") from error
    return codecs.lookup(encoding).name


def guess(sample: bytes) -> str | None:
    """The encoding of a text that begins with these bytes; None where they are no text."""
    for bom, name in _BOMS:
        if sample.startswith(bom):
            return name
    wide = _utf16(sample)
    if wide or is_binary(sample):
        return wide
    if sample.isascii():
        return PLAIN
    return "utf-8" if _is_utf8(sample) else _cyrillic(sample)


def is_binary(data: bytes | str) -> bool:
    """Whether NULs dominate: no text, whatever the encoding."""
    return (data.count(b"\0") if isinstance(data, bytes) else data.count("\0")) * _NULS > len(data)


def _is_utf8(sample: bytes) -> bool:
    """Whether the bytes are UTF-8, but for a character cut at the end or a bad line among good ones."""
    text = sample.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    return sum(char > "\x7f" for char in text) - bad > _GOOD * bad


def _utf16(sample: bytes) -> str | None:
    """UTF-16 without a mark: nearly all high bytes are 04 (Cyrillic), 00 (Latin, spaces) or 20 (dashes).

    Looked for before UTF-8: «Правительство» in UTF-16 is all ASCII bytes, and has no NUL.
    """
    size = len(sample) // 2 * 2
    for first, name in ((1, "utf-16-le"), (0, "utf-16-be")):
        high = sample[first:size:2]
        known = high.count(0x00) + high.count(0x04)
        if len(high) > 2 and known > 0.8 * len(high) and known + high.count(0x20) > 0.95 * len(high):
            return name
    return None


def _cyrillic(sample: bytes) -> str | None:
    """The one-byte encoding in which the bytes read most like Russian; None where they do in none.

    charset-normalizer has the word only where two come close: on three words of KOI8-R it is right in 6
    cases of 10, on one word in 2, and letter frequencies in nearly all.
    """
    scores = {name: _russian(sample, name) for name in _CYRILLIC}
    best, second = sorted(_CYRILLIC, key=lambda name: -scores[name])[:2]  # stable: the commoner one first
    if scores[best] < 0:
        return None
    if scores[best] - scores[second] >= _SURE or _same(sample, best, second):
        return best
    from charset_normalizer import from_bytes  # few texts need it

    match = from_bytes(sample, cp_isolation=[best, second]).best()
    return match.encoding if match else best


def _same(sample: bytes, one: str, other: str) -> bool:
    return sample.decode(one, "replace") == sample.decode(other, "replace")


def _russian(sample: bytes, encoding: str) -> float:
    """How Russian the bytes read: by frequent letters and pairs, with «сЛОВО» (the cases swapped) counted off."""
    text = sample.decode(encoding, "replace")
    high = [char for char in text if char > "\x7f"]
    score = sum(_WEIGHT.get(char.lower(), 0.0 if char in _SIGNS else _STRANGE) for char in high)
    for one, two in itertools.pairwise(text):
        score += ((one + two).lower() in _PAIRS) - (one.islower() and two.isupper())
    return (score + 0.2 * sum(char.islower() for char in high)) / max(1, len(high))
