"""Whether a text is Russian enough to be read."""

import re

_LETTERS = re.compile(r"[^\W\d_]")
_CYRILLIC = re.compile("[\u0400-\u052f]")
_FOREIGN = re.compile("[іїєґўқғәөұһңүјљњћђџІЇЄҐЎҚҒӘӨҰҺҢҮЈЉЊЋЂЏ]")
_ENOUGH = 40  # letters below which a text is not judged: «2 л», «$1»


def why_not(text: str) -> str | None:
    """Why a text is taken for another language; None for Russian and for what is too short to tell."""
    letters = len(_LETTERS.findall(text))
    cyrillic = len(_CYRILLIC.findall(text))
    if letters >= _ENOUGH and cyrillic < 0.4 * letters:
        return f"{cyrillic} of {letters} letters are Cyrillic"
    foreign = len(_FOREIGN.findall(text))
    if cyrillic >= 100 and foreign > 0.02 * cyrillic:
        return f"{foreign} of {cyrillic} Cyrillic letters are not Russian"
    return None
