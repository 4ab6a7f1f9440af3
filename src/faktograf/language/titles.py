"""Quoted titles: «Первая профессия», «7 дней». Their numbers and days are parts of a name."""

import re
from functools import lru_cache

_QUOTED = re.compile(r"«([^«»\n]{1,80})»|\"([^\"\n]{1,80})\"|„([^„“\n]{1,80})“|“([^“”\n]{1,80})”")
_SPEECH = re.compile(r"[.!?;:,…—]")
_WORDS = 6
_BEFORE = frozenset(":,—–-")  # what introduces speech: «Он сказал: „…“»


@lru_cache(maxsize=4)
def quoted(text: str) -> tuple[tuple[int, int], ...]:
    """The places of quoted titles, quotes left out: a few words, the first with a capital or a figure, no speech."""
    out = []
    for match in _QUOTED.finditer(text):
        inside = match[match.lastindex or 1]
        before = text[: match.start()].rstrip()[-1:]
        if len(inside.split()) <= _WORDS and not _SPEECH.search(inside) and before not in _BEFORE and _is_name(inside):
            out.append(match.span(match.lastindex or 1))
    return tuple(out)


def _is_name(inside: str) -> bool:
    return inside[0].isupper() or (inside[0].isdigit() and any(char.isalpha() for char in inside))
