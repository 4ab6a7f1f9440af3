"""Whether a text is Russian enough to be read."""

import re

_LETTERS = re.compile(r"[^\W\d_]+")
_CYRILLIC = re.compile("[\u0400-\u052f]+")
_FOREIGN = re.compile("[іїєґўқғәөұһңүјљњћђџІЇЄҐЎҚҒӘӨҰҺҢҮЈЉЊЋЂЏ]+")
_ENOUGH = 40  # letters below which a text is not judged: «2 л», «$1»
_ENOUGH_CYRILLIC = 100
_RUSSIAN = 0.4  # the share of Cyrillic letters that a text about Facebook and Google has as well
_OTHER = 0.02  # a quotation in Ukrainian is less


def why_not(text: str) -> str | None:
    """Why a text is taken for another language; None for Russian and for what is too short to tell."""
    letters = _count(_LETTERS, text)
    cyrillic = _count(_CYRILLIC, text)
    if letters >= _ENOUGH and cyrillic < _RUSSIAN * letters:
        return f"{cyrillic} of {letters} letters are Cyrillic"
    foreign = _count(_FOREIGN, text)
    if cyrillic >= _ENOUGH_CYRILLIC and foreign > _OTHER * cyrillic:
        return f"{foreign} of {cyrillic} Cyrillic letters are not Russian"
    return None


def _count(letters: re.Pattern[str], text: str) -> int:
    return sum(match.end() - match.start() for match in letters.finditer(text))
