"""The characters of a word as the recognizer sees them."""

WORD_LENGTH = 16  # characters of a word that are seen: its first and last eight
ALPHABET = (
    "абвгдежзийклмнопрстуфхцчшщъыьэюяёabcdefghijklmnopqrstuvwxyz"
    'АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯЁABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-.,«»"()'
)
_CODES = {char: code for code, char in enumerate(ALPHABET, 2)}  # 0 pads, 1 is any other


def codes(word: str) -> list[int]:
    """The characters of a word as the network sees them, WORD_LENGTH numbers."""
    seen = word if len(word) <= WORD_LENGTH else word[: WORD_LENGTH // 2] + word[-WORD_LENGTH // 2 :]
    return [_CODES.get(char, 1) for char in seen] + [0] * (WORD_LENGTH - len(seen))
