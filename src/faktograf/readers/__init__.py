"""Inputs → Document | Skipped: files, folders, dumps, archives, databases; nothing bad in one loses another."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

from faktograf.errors import BadInput
from faktograf.readers import columns as column_names
from faktograf.readers import encodings, files, page, run
from faktograf.records import Article, Document, Skipped

FORMATS = run.FORMATS


def read(
    sources: Iterable[str | Path],
    *,
    format: str | None = None,
    encoding: str | None = None,
    columns: Mapping[str, str] | None = None,
    stdin: BinaryIO | None = None,
    query: str | None = None,
    max_chars: int = 20_000_000,
) -> Iterator[Document | Skipped]:
    """The articles of the sources in order, those that can't be read as Skipped.

    Raises BadInput at once for a source that is not there, an unknown format, encoding or name of a column;
    and for a column asked for that a file has not, when that is known: at a table's header, or at the end of
    a file of JSON. `query` is what a database
    among the sources is asked. `max_chars` bounds one text, decompressed; a longer one is skipped as too large.
    """
    if format is not None and format not in FORMATS:
        raise BadInput(f"no format {format!r}; there are: {', '.join(FORMATS)}")
    places = list(files.places(sources))
    if None in places and stdin is None:
        raise BadInput("there is no standard input to read; give a file or a folder")
    return run.Run(
        format=format,
        encoding=encodings.checked(encoding) if encoding is not None else None,
        columns=column_names.checked(columns),
        max_chars=max_chars,
        query=query,
    ).items(places, stdin)


def document(text: str, *, published: str | None = None, id: str = "text") -> Document:
    """The document of a text that is at hand, understood as a saved page."""
    found = page.understood(text)
    article = Article(id=id, title=found.title, published=published, extra=found.extra)
    return Document(article=article, text=text, body=found.body)
