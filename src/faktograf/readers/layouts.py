"""Dumps that exist: how each is recognised by its columns, and what is odd in its fields."""

import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

_MARKUP = re.compile(r"</?(?:p|div|br|strong|b|i|em|a|h[1-6]|ul|ol|li|span|blockquote|table)\b[^>]*>", re.IGNORECASE)
_LOST_BREAK = re.compile(r"(?<=[.!?…»\")])n(?=[«\"(—–-]?\s?[А-ЯЁA-Z0-9])")
_BLOCKS = frozenset(("p", "div", "br", "h1", "h2", "h3", "h4", "h5", "h6", "li", "tr", "blockquote", "ul", "ol"))


class Layout(NamedTuple):
    """A dump: columns that only it has, and how its rows are mended."""

    name: str
    columns: frozenset[str]
    mended: Callable[[dict[str, Any]], dict[str, Any]]


def _ods(row: dict[str, Any]) -> dict[str, Any]:
    """«-» is empty; a newline has survived as a bare n: «Новости.nВосемнадцать»."""
    out = {name: None if value == "-" else value for name, value in row.items()}
    return out | {"text": _LOST_BREAK.sub("\n", out["text"] or "")}


def _ria(row: dict[str, Any]) -> dict[str, Any]:
    """The text is HTML."""
    text = row["text"]
    return row | {"text": plain(text)} if isinstance(text, str) and _MARKUP.search(text) else row


def _taiga(row: dict[str, Any]) -> dict[str, Any]:
    """`source` is the address of the page, `textname` its title."""
    out = {name: None if value == "-" else value for name, value in row.items()}
    is_address = str(out.get("source") or "").startswith("http")
    return out | {"url": out["source"], "source": None} if is_address else out


LAYOUTS = (
    Layout("ods", frozenset(("date", "url", "edition", "authors", "text", "reposts_fb", "comm_count")), _ods),
    Layout("taiga", frozenset(("textid", "textname")), _taiga),
    Layout("ria", frozenset(("title", "text")), _ria),
)


def layout(names: Mapping[str, Any]) -> Layout | None:
    """The dump whose columns these are; RIA has a title, a text and nothing else."""
    known = set(names)
    for found in LAYOUTS:
        if found.columns <= known and (found.name != "ria" or found.columns == known):
            return found
    return None


def plain(markup: str) -> str:
    """The text of a piece of HTML, a paragraph a line; scripts and styles are left out."""
    from lxml import etree, html

    try:
        tree = html.fragment_fromstring(markup.replace("\0", ""), create_parent="div")
    except (etree.ParserError, ValueError):  # an empty piece, or one that says an encoding
        return _MARKUP.sub("\n", markup)
    parts: list[str] = []
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        is_text = isinstance(element.tag, str) and element.tag not in ("script", "style", "noscript")
        if element.tag in _BLOCKS:
            parts.append("\n")
        if event == "start" and is_text:
            parts.append(element.text or "")
        elif event == "end":
            parts.append(element.tail or "")
    lines = (" ".join(line.split()) for line in "".join(parts).split("\n"))
    return "\n".join(line for line in lines if line)
