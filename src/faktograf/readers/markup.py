"""A piece of HTML, as some dumps have it for a text → plain text, a paragraph a line."""

import re
from typing import Any

_IS_MARKED_UP = re.compile(r"</?(?:p|br|div|strong|b|i|em|a|span|ul|ol|li|h[1-6]|table|blockquote)\b[^<>]*>", re.I)
_NO_CHARACTER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
_SPACES = re.compile(r"[ \t\xa0\r\n]+")
_UNSEEN = ("script", "style", "noscript", "template", "iframe")
_BLOCKS = frozenset(
    """
    address article aside blockquote br dd div dl dt figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li
    main nav ol p pre section table td th tr ul
    """.split()  # noqa: SIM905 - a hundred quotes are harder to read
)


def text(given: str) -> str:
    """What a reader of the HTML sees: «<p>Мост</p><p>открыт</p>» → «Мост», «открыт» in two lines.

    A text with no tag in it stays as it is to the letter.
    """
    if not _IS_MARKED_UP.search(given):
        return given
    lines = (_SPACES.sub(" ", line).strip() for line in "".join(_pieces(given)).split("\v"))
    return "\n".join(line for line in lines if line)


def _pieces(given: str) -> list[str]:
    """The text of the HTML in pieces, «\\v» where a block begins or ends."""
    from lxml import etree, html  # heavy, and few inputs need it

    parser = html.HTMLParser(remove_comments=True, remove_pis=True, huge_tree=True)
    tree = html.fragment_fromstring(_NO_CHARACTER.sub(" ", given), create_parent="div", parser=parser)
    out: list[str] = []
    unseen = 0
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        unseen += (element.tag in _UNSEEN) * (1 if event == "start" else -1)
        out += _around(event, element, is_seen=not unseen, is_top=element is tree)
    return out


def _around(event: str, element: Any, *, is_seen: bool, is_top: bool) -> list[str]:
    """The text behind the opening tag, or behind the closing one."""
    words = element.text if event == "start" else None if is_top else element.tail
    return ["\v" if element.tag in _BLOCKS else "", words or ""] if is_seen else []
