"""A row of a table or a JSON object → an article: which column is which, and what is left over."""

from collections.abc import Iterable, Mapping
from typing import Any

from faktograf.errors import BadInput
from faktograf.readers import published as dates

NAMES = {
    "id": ("id", "guid", "uid", "article_id", "doc_id"),
    "url": ("url", "link", "href"),
    "title": ("title", "headline", "heading", "заголовок"),
    "text": ("text", "body", "content", "article", "article_text", "fulltext", "текст"),
    "published": (
        "published",
        "date",
        "pubdate",
        "pub_date",
        "published_at",
        "datetime",
        "timestamp",
        "created_at",
        "дата",
    ),
    "source": ("source", "site", "outlet", "publisher", "источник"),
}


def mapping(header: Iterable[str], given: Mapping[str, str] | None, *, where: str) -> dict[str, str]:
    """Our name → the table's own. Raises BadInput for a name that is not ours, or not in the table."""
    header = list(header)
    lower = {name.strip().lower(): name for name in reversed(header)}
    found = {ours: next((lower[name] for name in names if name in lower), "") for ours, names in NAMES.items()}
    for ours, theirs in (given or {}).items():
        if ours not in NAMES:
            raise BadInput(f"no column {ours!r}; there are: {', '.join(NAMES)}")
        if theirs not in header:
            raise BadInput(f"{where}: no column {theirs!r}; there are: {', '.join(header)}")
        found[ours] = theirs
    if not found["text"]:
        raise BadInput(f"{where}: which column is the text? Say --column text=NAME; there are: {', '.join(header)}")
    return {ours: theirs for ours, theirs in found.items() if theirs}


def fields(row: Mapping[str, Any], columns: Mapping[str, str]) -> dict[str, Any]:
    """The fields of an Article from a row, the rest in `extra`; the text apart under «text»."""
    out: dict[str, Any] = {ours: _plain(row.get(theirs)) for ours, theirs in columns.items()}
    extra = {name: value for name, value in row.items() if name not in columns.values() and value not in (None, "")}
    raw = out.get("published")
    if raw:
        out["published"] = dates.iso(raw)
        if out["published"] is None:
            extra["published_raw"] = raw
    return {**out, "extra": extra}


def _plain(value: Any) -> str | None:
    """A field as text; None where it is empty."""
    return None if value is None or value == "" else value if isinstance(value, str) else str(value)
