"""HTML pages and web archives → their main text, as trafilatura finds it."""

from collections.abc import Iterator
from typing import Any, BinaryIO, NamedTuple

from faktograf.errors import BadInput

_LONGEST = 50_000_000  # bytes of a page


class Page(NamedTuple):
    """A page's main text with what it says of itself; no text where there is none to be found."""

    text: str
    fields: dict[str, Any]


def page(data: bytes, url: str | None = None) -> Page:
    """The main text, title, day and address of an HTML page. Raises BadInput where trafilatura is not installed."""
    try:
        import trafilatura
    except ImportError as error:
        raise BadInput("HTML needs trafilatura: pip install 'faktograf[html]'") from error
    found = trafilatura.bare_extraction(data, url=url, with_metadata=True, include_comments=False, include_tables=False)
    if found is None or isinstance(found, dict):
        return Page("", {"url": url} if url else {})
    fields = {"title": found.title, "date": found.date, "url": url or found.url, "source": found.sitename}
    return Page(found.text or "", {name: value for name, value in fields.items() if value})


def archived(raw: BinaryIO) -> Iterator[tuple[str, bytes | None]]:
    """Address and bytes of each page of a WARC; None for the bytes of one that is too long."""
    try:
        from warcio.archiveiterator import ArchiveIterator
        from warcio.exceptions import ArchiveLoadFailed
    except ImportError as error:
        raise BadInput("WARC needs warcio: pip install 'faktograf[html]'") from error
    try:
        for record in ArchiveIterator(raw):
            kind = record.http_headers.get_header("Content-Type", "") if record.http_headers else ""
            if record.rec_type != "response" or "html" not in (kind or ""):
                continue
            data = record.content_stream().read(_LONGEST + 1)
            url = record.rec_headers.get_header("WARC-Target-URI") or ""
            yield url, data if len(data) <= _LONGEST else None
    except ArchiveLoadFailed as error:
        raise OSError(str(error)) from error
