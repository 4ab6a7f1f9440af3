"""Web pages → their article: the main text, title, date and address, found by trafilatura; WARC → its pages."""

import datetime as dt
import importlib
import logging
import re
from collections.abc import Iterator
from typing import Any, BinaryIO, NamedTuple

from faktograf.errors import BadInput
from faktograf.readers import packed

_EXTRA = "html"
_LOUD = ("trafilatura", "htmldate")
_DATES = {"extensive_search": False, "original_date": True, "max_date": dt.datetime(2100, 1, 1)}  # no guess, no clock
_PAGES = ("text/html", "application/xhtml+xml")
_OWN = {"author": "author", "sitename": "site", "categories": "categories", "tags": "tags"}  # theirs: ours
_NO_CHARACTER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")


class Page(NamedTuple):
    """A page's main text, empty where it has none, and what it says of itself."""

    text: str
    title: str | None
    url: str | None
    published: str | None
    extra: dict[str, Any]


class Capture(NamedTuple):
    """A page as a WARC holds it, by its number among the records; plain text where it is none of HTML."""

    number: int
    url: str | None
    file: BinaryIO
    is_html: bool


def understood(html: str, *, url: str | None = None) -> Page:
    """The article of a page. Raises BadInput where trafilatura is not installed."""
    _module("trafilatura")
    from trafilatura import bare_extraction

    found: Any = bare_extraction(
        _NO_CHARACTER.sub(" ", html),
        url=url,
        include_comments=False,
        include_tables=False,
        with_metadata=True,
        date_extraction_params=dict(_DATES),
    )
    if found is None:
        return Page("", None, url, None, {})
    extra = {ours: getattr(found, theirs) for theirs, ours in _OWN.items() if getattr(found, theirs, None)}
    return Page((found.text or "").strip(), found.title, url or found.url, found.date, extra)


def captures(file: packed.Opened) -> Iterator[Capture]:
    """The pages of a WARC in order: answers of HTML that went well, and texts that were made of them (WET)."""
    _module("warcio")
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    try:
        for number, record in enumerate(ArchiveIterator(file, arc2warc=True), 1):
            kind = _kind(record)
            if kind:
                url = record.rec_headers.get_header("WARC-Target-URI")
                yield Capture(number, url, record.content_stream(), kind in _PAGES)
    except (ArchiveLoadFailed, AttributeError, ValueError) as error:  # warcio stumbles over a header that is missing
        raise packed.Broken(f"not a WARC: {error}") from error


def _kind(record: Any) -> str | None:
    """The media type of a record that holds a page or a page's text; None for pictures, requests, errors."""
    http = record.http_headers
    if record.rec_type == "response" and http and http.get_statuscode() != "200":
        return None
    headers = http or record.rec_headers
    kind = (headers.get_header("Content-Type") or "").partition(";")[0].strip().lower()
    wanted = {"response": _PAGES, "resource": _PAGES, "conversion": ("text/plain",)}
    return kind if kind in wanted.get(record.rec_type, ()) else None


def _module(name: str) -> None:
    try:
        importlib.import_module(name)
    except ImportError as error:
        raise BadInput(f"web pages need {name}: pip install 'faktograf[{_EXTRA}]'") from error
    for logger in _LOUD:
        logging.getLogger(logger).setLevel(logging.CRITICAL)  # a page that gives nothing is told of as skipped
