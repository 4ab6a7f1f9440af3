"""A row of a table or a JSON object → an article: which column is which, and what is left over."""

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

from faktograf.errors import BadInput
from faktograf.readers import published as dates
from faktograf.records import Article

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


def checked(given: Mapping[str, str] | None) -> dict[str, str]:
    """Our name → the name asked for. Raises BadInput for a name that is not ours."""
    for ours in given or ():
        if ours not in NAMES:
            raise BadInput(f"no column {ours!r}; there are: {', '.join(NAMES)}")
    return dict(given or {})


def mapping(header: Iterable[str], given: Mapping[str, str]) -> dict[str, str]:
    """Our name → the row's own, of those that it has."""
    exact = list(header)
    lower = {name.strip().lower(): name for name in reversed(exact)} | {name: name for name in exact}
    wanted = {ours: (name, name.strip().lower()) for ours, name in given.items()}
    found = {ours: [lower[name] for name in wanted.get(ours, known) if name in lower] for ours, known in NAMES.items()}
    return {ours: theirs[0] for ours, theirs in found.items() if theirs}


def article(row: Mapping[str, Any], columns: Mapping[str, str], *, id: str) -> Article:
    """The article of a row, `id` where it has none; columns that are not ours, or no plain values, in `extra`."""
    plain = {ours: _plain(row.get(theirs)) for ours, theirs in columns.items() if ours != "text"}
    taken = {theirs for ours, theirs in columns.items() if ours == "text" or plain[ours] is not None}
    extra = {name: value for name, value in row.items() if name not in taken and _is_kept(value)}
    raw = plain.get("published")
    day = dates.iso(raw) if raw is not None else None
    if raw is not None and day is None:
        extra["published_raw"] = raw
    url = plain.get("url")
    return Article(
        id=plain.get("id") or id,
        url=url,
        title=plain.get("title"),
        published=day,
        source=plain.get("source") or host(url),
        extra=extra,
    )


def host(url: str | None) -> str | None:
    """The site of an address: «https://www.lenta.ru/news» → «lenta.ru»; None for what is no address."""
    try:
        name = urlsplit(url or "").hostname
    except ValueError:  # «http://[»
        return None
    return name.removeprefix("www.") if name and "." in name else None


def text(row: Mapping[str, Any], columns: Mapping[str, str]) -> str | None:
    """The row's text, empty where it has none; None for a list or an object, which is no text."""
    value = row.get(columns["text"]) if "text" in columns else None
    return "" if value is None else _plain(value) or ("" if value == "" else None)


def _is_kept(value: Any) -> bool:
    """Whether a field says something; bytes are a picture or so."""
    return value not in (None, "") and not isinstance(value, bytes)


def _plain(value: Any) -> str | None:
    """A field as text; None where it is empty, or holds more than one value."""
    is_plain = isinstance(value, str | int | float) and not isinstance(value, bool)
    return str(value) if is_plain and value != "" else None
