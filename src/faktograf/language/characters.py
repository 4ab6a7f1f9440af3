"""The characters of a word as the recognizer sees them."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

WORD_LENGTH = 16  # characters of a word that are seen: its first and last eight
ALPHABET = (
    "абвгдежзийклмнопрстуфхцчшщъыьэюяёabcdefghijklmnopqrstuvwxyz"
    'АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯЁABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-.,«»"()'
)
_PAD = "\uffff"  # no character
_CODES = np.ones(2**16, dtype=np.uint8)  # by a character's number; 0 pads, 1 is any other
_CODES[[ord(char) for char in ALPHABET]] = np.arange(2, 2 + len(ALPHABET))
_CODES[ord(_PAD)] = 0


def codes(words: Iterable[str]) -> NDArray[np.uint8]:
    """The characters of words as the network sees them, word × WORD_LENGTH numbers, 0 behind the last."""
    seen = "".join(map(_seen, words)).encode("utf-32-le", errors="surrogatepass")
    numbers = np.frombuffer(seen, dtype="<u4")
    found: NDArray[np.uint8] = _CODES.take(np.where(numbers > ord(_PAD), 0, numbers)).reshape(-1, WORD_LENGTH)
    return found


def _seen(word: str) -> str:
    """WORD_LENGTH characters of a word."""
    if len(word) > WORD_LENGTH:
        return word[: WORD_LENGTH // 2] + word[-WORD_LENGTH // 2 :]
    return word.ljust(WORD_LENGTH, _PAD)
