"""Quoted titles: «Первая профессия», «7 дней». Their numbers and days are parts of a name."""

import re

from faktograf.language import morphology
from faktograf.language.recent import Recent

_QUOTED = re.compile(r"«([^«»\n]{1,80})»|\"([^\"\n]{1,80})\"|„([^„“\n]{1,80})“|“([^“”\n]{1,80})”")
_SPEECH = re.compile(r"[.!?;:,…—]")
_WORDS = 6
_BEFORE = frozenset(":,—–-")  # what introduces speech: «Он сказал: „…“»
_AFTER = re.compile(r"\s*,\s*[—–-]")  # what tells who spoke: «…», — сказал он
_SAID = re.compile(r"\s*,\s*([а-яё]+)")  # «…», сказал он
_LISTED = re.compile(r"\s*(?:\((?:\d{4}|[^\W\d])|,\s*[«\"„“]|и\s+[«\"„“])")  # «17 дней» (1973), «Три стрелка»
_NEAR = 20  # characters before a quote that are looked at
_LETTERS = re.compile(r"[а-яё]+", re.IGNORECASE)


@Recent
def quoted(text: str) -> tuple[tuple[int, int], ...]:
    """The places of quoted titles, quotes left out: a few words, the first with a capital or a figure, no speech."""
    out = []
    for match in _QUOTED.finditer(text):
        inside = match[match.lastindex or 1]
        if len(inside.split()) <= _WORDS and _is_name(inside) and not _is_speech(text, match, inside):
            out.append(match.span(match.lastindex or 1))
    return tuple(out)


def _is_name(inside: str) -> bool:
    return inside[0].isupper() or (inside[0].isdigit() and any(char.isalpha() for char in inside))


def _is_speech(text: str, match: re.Match[str], inside: str) -> bool:
    """Whether the signs inside and around tell that somebody speaks; in a list of titles a colon tells nothing."""
    if _SPEECH.search(inside) or _AFTER.match(text, match.end()):
        return True
    said = _SAID.match(text, match.end())
    if said and _is_verb(said[1]) and any(map(_is_verb, _LETTERS.findall(inside))):
        return True
    before = text[max(0, match.start() - _NEAR) : match.start()].rstrip()
    if before[-1:] not in _BEFORE:
        return False
    is_listed = _LISTED.match(text, match.end()) or before[-2:-1] in ("»", ")")
    return not is_listed or any(map(_is_verb, _LETTERS.findall(inside)))


def _is_verb(word: str) -> bool:
    best = morphology.parses(word.lower())[0].tag
    return bool(best.POS == "VERB" and best.mood == "indc")  # «три» is no order to rub
