"""Addresses of the network in a text, whose figures say nothing: «https://reestr.ru/pages/1», «54.231.19.48»."""

import re
from functools import lru_cache

_LINK = re.compile(
    r"""
      https?://[^\s\]»)]++ | www\.[^\s\]»)]++                             # as far as it is written
    | \.(?:com|org|net|info|edu|gov|io|ru|su|рф|ua|by|kz|uk|de|eu|tv|me)\b(?:/[^\s\]»)]*+)?
    | [0-9]{1,3}(?:\.[0-9]{1,3}){3}\b                                   # of IPv4
    """,
    re.VERBOSE,
)
_HOST = re.compile(r"[\w.-]{1,60}\Z")


@lru_cache(maxsize=4)
def links(text: str) -> tuple[tuple[int, int], ...]:
    """The places of addresses, a host's name before «.ru» taken in."""
    out = []
    for match in _LINK.finditer(text):
        start, stop = match.span()
        if text[start] == "." and (host := _HOST.search(text[max(0, start - 60) : start])):
            start -= host.end() - host.start()
        out.append((start, stop))
    return tuple(out)
