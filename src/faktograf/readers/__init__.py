"""Inputs → Document | Skipped: texts, tables, pages, databases, archives; nothing bad in one loses another."""

import itertools
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO

from faktograf.errors import BadInput
from faktograf.readers import arrow, encodings, files, kinds, layouts, page, run
from faktograf.readers import columns as column_names
from faktograf.readers.documents import Documents, Item
from faktograf.readers.position import Position
from faktograf.readers.texts import Texts
from faktograf.records import Article, Document, Skipped

FORMATS = kinds.FORMATS
__all__ = ["FORMATS", "Item", "Position", "document", "mapping", "of_batches", "read"]


def read(
    sources: Iterable[str | Path],
    *,
    format: str | None = None,
    encoding: str | None = None,
    columns: Mapping[str, str] | None = None,
    query: str | None = None,
    stdin: BinaryIO | None = None,
    max_chars: int = 20_000_000,
    position: Position | None = None,
    output: str | Path = files.STDIN,
) -> Iterator[Document | Skipped]:
    """The articles of the sources in order, those that can't be read as Skipped; `query` is asked of databases.

    Raises BadInput at once for a source that is not there, an unknown format, encoding or name of a column;
    and for a column asked for that a file has not, when that is known: at a table's header, or at the end of
    a file of JSON. `max_chars` bounds one text, decompressed; a longer one is skipped as too large.
    `position` tells at any time how far the reading has come. What a run to `output` writes is not read, where it lies
    in a folder among the sources.
    """
    if format is not None and format not in FORMATS:
        raise BadInput(f"no format {format!r}; there are: {', '.join(FORMATS)}")
    places = files.places(sources, output=output)
    if None in places and stdin is None:
        raise BadInput("there is no standard input to read; give a file or a folder")
    if query is not None and not any(files.is_database(place) for place in places):
        raise BadInput("no source is a database, which alone can be queried: .sqlite, .duckdb, postgresql://…")
    texts = Texts(
        encoding=encodings.checked(encoding) if encoding is not None else None,
        columns=column_names.checked(columns),
        documents=Documents(max_chars),
    )
    return run.Run(format, query, texts, position or Position()).items(places, stdin)


def mapping(header: Iterable[str], columns: Mapping[str, str] | None = None) -> dict[str, str]:
    """Which column of a table is which: our name → its own, `columns` first. Raises BadInput for a name not ours."""
    names = list(header)
    return layouts.mapping(layouts.layout(names), names, column_names.checked(columns))


def of_batches(
    batches: Iterable[Any], *, columns: Mapping[str, str] | None = None, max_chars: int = 20_000_000
) -> Iterator[Document | Skipped]:
    """The articles of Arrow record batches, as of one file of them; whether an id comes again is not looked at."""
    documents = Documents(max_chars)
    texts = Texts(encoding=None, columns=column_names.checked(columns), documents=documents)
    rows = arrow.rows(batches)
    first = list(itertools.islice(rows, 1))  # none: a cluster has empty parts
    for item in texts.table(itertools.chain(first, rows), "row", "row", has_header=True) if first else ():
        yield item
        documents.seen.clear()


def document(text: str, *, published: str | None = None, id: str = "text") -> Document:
    """The document of a text that is at hand, understood as a saved page."""
    found = page.understood(text)
    article = Article(id=id, title=found.title, published=published, extra=found.extra)
    return Document(article=article, text=text, body=found.body)
