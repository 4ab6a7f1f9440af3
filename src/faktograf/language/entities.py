"""HTML entities that stand in plain text: «75&nbsp;%», «&laquo;Луч&raquo;». They are read as the signs they mean."""

import html
import re
import unicodedata

_ENTITY = re.compile(r"&(?:#\d{1,6}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,8});")
_SPACE = "\u00a0"
_OPENING = frozenset(("Pi", "Ps"))


def masked(text: str) -> str:
    """A text of the same length whose entities are signs beside spaces, those of letters left: offsets stay."""
    return _ENTITY.sub(_sign, text) if "&" in text else text


def _sign(match: re.Match[str]) -> str:
    sign = html.unescape(match[0])
    if sign.isspace():
        return _SPACE * len(match[0])
    if len(sign) != 1 or sign.isalnum():
        return match[0]
    before = match.string[match.start() - 1 : match.start()]
    is_opening = unicodedata.category(sign) in _OPENING or (sign == '"' and not before.strip())
    space = _SPACE * (len(match[0]) - 1)
    return space + sign if is_opening else sign + space
