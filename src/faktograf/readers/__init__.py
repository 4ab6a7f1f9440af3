"""Inputs → Document | Skipped: texts, tables, pages, databases, archives; nothing bad in one loses another."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

from faktograf.errors import BadInput
from faktograf.readers import columns as column_names
from faktograf.readers import encodings, files, kinds, page, run
from faktograf.readers.documents import Documents
from faktograf.readers.texts import Texts
from faktograf.records import Article, Document, Skipped

FORMATS = kinds.FORMATS


def read(
    sources: Iterable[str | Path],
    *,
    format: str | None = None,
    encoding: str | None = None,
    columns: Mapping[str, str] | None = None,
    query: str | None = None,
    stdin: BinaryIO | None = None,
    max_chars: int = 20_000_000,
) -> Iterator[Document | Skipped]:
    """The articles of the sources in order, those that can't be read as Skipped; `query` is asked of databases.

    Raises BadInput at once for a source that is not there, an unknown format, encoding or name of a column;
    and for a column asked for that a file has not, when that is known: at a table's header, or at the end of
    a file of JSON. `max_chars` bounds one text, decompressed; a longer one is skipped as too large.
    """
    if format is not None and format not in FORMATS:
        raise BadInput(f"no format {format!r}; there are: {', '.join(FORMATS)}")
    places = files.places(sources)
    if None in places and stdin is None:
        raise BadInput("there is no standard input to read; give a file or a folder")
    if query is not None and not any(files.is_database(place) for place in places):
        raise BadInput("no source is a database, which alone can be queried: .sqlite, .duckdb, postgresql://…")
    texts = Texts(
        encoding=encodings.checked(encoding) if encoding is not None else None,
        columns=column_names.checked(columns),
        documents=Documents(max_chars),
    )
    return run.Run(format, query, texts).items(places, stdin)


def document(text: str, *, published: str | None = None, id: str = "text") -> Document:
    """The document of a text that is at hand, understood as a saved page."""
    found = page.understood(text)
    article = Article(id=id, title=found.title, published=published, extra=found.extra)
    return Document(article=article, text=text, body=found.body)
