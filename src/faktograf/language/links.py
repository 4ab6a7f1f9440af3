"""Addresses of the network in a text, whose figures say nothing: «https://reestr.ru/pages/1», «54.231.19.48»."""

import re

from faktograf.language.recent import Recent

_ENDS = "com|org|net|info|edu|gov|io|ru|su|рф|ua|by|kz|uk|de|eu|tv|me"
_LINK = re.compile(
    rf"""
      https?://[^\s\]»)]++ | www\.[^\s\]»)]++                             # as far as it is written
    | \.(?:{_ENDS})\b(?:/[^\s\]»)]*+)?
    | [0-9]{{1,3}}(?:\.[0-9]{{1,3}}){{3}}\b                               # of IPv4
    """,
    re.VERBOSE,
)
_MAY_BE = re.compile(rf"\.(?:(?:{_ENDS})\b|[0-9]{{1,3}}\.[0-9])")  # begins with a point, which is found fast
_HOST = re.compile(r"[\w.-]{1,60}\Z")


@Recent
def links(text: str) -> tuple[tuple[int, int], ...]:
    """The places of addresses, a host's name before «.ru» taken in."""
    if "://" not in text and "www." not in text and not _MAY_BE.search(text):
        return ()
    out = []
    for match in _LINK.finditer(text):
        start, stop = match.span()
        if text[start] == "." and (host := _HOST.search(text[max(0, start - 60) : start])):
            start -= host.end() - host.start()
        out.append((start, stop))
    return tuple(out)
