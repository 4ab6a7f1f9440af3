"""The dumps that exist, known by their columns: which column is which, and what to put right in them."""

import html
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from faktograf.readers import columns, markup


class Layout(NamedTuple):
    r"""A dump's layout: the columns that tell it, ours → its own, and the cleaning of its columns.

    `is_whole`: the columns that tell it are all it has; `empty` stands for nothing; `is_slashed`: quotes inside
    quotes are written «\"».
    """

    name: str
    header: frozenset[str]
    columns: Mapping[str, str]
    is_whole: bool = False
    clean: Mapping[str, Callable[[str], str]] = {}
    empty: str = ""
    is_slashed: bool = False


_LOST_BREAK = re.compile(
    r"""\\n
    | (?<![A-Za-z])n+(?=[А-ЯЁ])                                # «Новости.nВосемнадцать», «объявилиnВ Перми»
    | (?<=[A-Za-z])n(?=[А-ЯЁ])                                 # «в Amazonn» has one of its own: «AmazonnВ Перми»
    | (?<=[.!?…:;»”")])n+(?=[«"„“(—–\dA-Z-]|$)                   # «Новости.n— Да», «Новости.n«Заря»», «Новости.n»
    """,
    re.VERBOSE,
)


def with_breaks(text: str) -> str:
    r"""The text with the breaks of lines that lost their backslash, or never lost it: «Новости.nВосемнадцать»."""
    return _LOST_BREAK.sub(lambda match: "\n" * max(1, match[0].count("n")), text)


LAYOUTS = (
    Layout(
        "ods",
        frozenset(("date", "url", "edition", "topics", "authors", "title", "text", "reposts_fb")),
        {"published": "date", "url": "url", "title": "title", "text": "text"},
        clean={"title": with_breaks, "text": with_breaks},
        empty="-",
        is_slashed=True,
    ),
    Layout(
        "buriy",
        frozenset(("url", "edition", "topics", "title", "text")),
        {"url": "url", "title": "title", "text": "text"},
        empty="-",
    ),
    Layout(
        "lenta",
        frozenset(("url", "title", "text", "topic", "tags")),
        {"url": "url", "title": "title", "text": "text", "published": "date"},
    ),
    Layout(
        "taiga",
        frozenset(("textid",)),
        {"id": "textid", "url": "source", "title": "textname", "published": "date", "source": ""},
        clean={"textname": html.unescape},
    ),
    Layout(
        "ria",
        frozenset(("title", "text")),
        {"title": "title", "text": "text"},
        is_whole=True,
        clean={"title": html.unescape, "text": markup.text},
    ),
)


def layout(header: Iterable[str]) -> Layout | None:
    """The layout that a table or an object has by the names of its columns; None for one unknown."""
    names = {name.strip().lower() for name in header}
    return next((found for found in LAYOUTS if found.header <= names and _fits(found, names)), None)


def _fits(layout: Layout, names: set[str]) -> bool:
    return not layout.is_whole or names == layout.header


def cleaned(layout: Layout, values: Mapping[str, Any]) -> dict[str, Any]:
    """A row put right: what stands for nothing is nothing, each column cleaned."""
    return {name: _cleaned(layout, name, value) for name, value in values.items()}


def _cleaned(layout: Layout, name: str, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if layout.empty and value.strip() == layout.empty:
        return ""
    return layout.clean.get(name.strip().lower(), str)(value)


def mapping(layout: Layout | None, header: Iterable[str], given: Mapping[str, str]) -> dict[str, str]:
    """Our name → the row's own; those asked for first, then the layout's, then those that names tell."""
    return columns.mapping(header, {**(layout.columns if layout else {}), **given})


def is_slashed(header: Iterable[str]) -> bool:
    """Whether a table with this header writes a quote inside quotes as «\\"», which no other does."""
    found = layout(header)
    return found is not None and found.is_slashed
