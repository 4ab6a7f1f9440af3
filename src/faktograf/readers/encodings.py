"""Bytes → the encoding they are in: UTF-8, UTF-16, or one of the old Cyrillic ones."""

import codecs

from charset_normalizer import from_bytes

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CYRILLIC = ("cp1251", "koi8_r", "cp866", "iso8859_5", "mac_cyrillic")
_FREQUENT = frozenset("оеаинтсрвлкмдпу")  # two thirds of all letters in Russian text
_RUSSIAN = frozenset("абвгдеёжзийклмнопрстуфхцчшщъыьэюяАБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ")


def guess(sample: bytes) -> str | None:
    """The encoding of a text that begins with these bytes; None where they are no text."""
    for bom, name in _BOMS:
        if sample.startswith(bom):
            return name
    if _is_utf8(sample):
        return "utf-8" if sample.count(0) * 20 <= len(sample) else _utf16(sample)
    wide = _utf16(sample)
    if wide or 0 in sample:
        return wide
    return _cyrillic(sample)


def _is_utf8(sample: bytes) -> bool:
    """Whether the bytes are UTF-8, a character cut at the end allowed."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)
    except UnicodeDecodeError:
        return False
    return True


def _utf16(sample: bytes) -> str | None:
    """UTF-16 without a mark: nearly all high bytes are 04 (Cyrillic), 00 (Latin, spaces) or 20 (dashes)."""
    size = len(sample) // 2 * 2
    for first, name in ((1, "utf-16-le"), (0, "utf-16-be")):
        high = sample[first:size:2]
        if len(high) > 3 and sum(byte in (0x00, 0x04, 0x20) for byte in high) > 0.95 * len(high):
            return name
    return None


def _cyrillic(sample: bytes) -> str | None:
    """The likeliest one-byte encoding: of charset-normalizer's candidates the one that reads as Russian.

    Its own order is not enough for a sentence or two: KOI8-R read as windows-1251 is Cyrillic as well, only
    with the cases swapped, so that hardly a frequent small letter is left.
    """
    candidates = [match.encoding for match in from_bytes(sample, cp_isolation=list(_CYRILLIC))] or _CYRILLIC
    ranked = max(candidates, key=lambda name: (_russian(sample, name), -_CYRILLIC.index(name)))
    return ranked if _russian(sample, ranked) > 0 else None


def _russian(sample: bytes, encoding: str) -> float:
    """How Russian the bytes read: the share of frequent small letters, less that of foreign signs."""
    try:
        text = sample.decode(encoding)
    except UnicodeDecodeError:
        return -1.0
    high = [char for char in text if ord(char) > 127]
    strange = sum(char not in _RUSSIAN and char not in "«»—–№…“”„\u00a0" for char in high)
    return (sum(char in _FREQUENT for char in high) - 2 * strange) / max(1, len(high))
