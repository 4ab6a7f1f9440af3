"""Files of text → articles: plain text, web pages, JSON, tables; each decoded, each bounded."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO, cast

from faktograf.readers import columns, kinds, layouts, websites
from faktograf.readers import rows as row_formats
from faktograf.readers.documents import Documents, Item, safely, skipped
from faktograf.readers.files import File
from faktograf.readers.rows import Row
from faktograf.readers.streams import Stream
from faktograf.readers.tables import Table
from faktograf.readers.taiga import Metadata
from faktograf.records import Article

_LONGEST = 6  # bytes of a line that one character may take («\u0430»)
_BESIDE = 65_536  # bytes of a line beside the text


@dataclass
class Texts:
    """Holds what is the same for all files of a run."""

    encoding: str | None
    columns: Mapping[str, str]
    documents: Documents
    metadata: Metadata = field(default_factory=Metadata)

    def items(self, file: File, kind: str | None) -> Iterator[Item]:
        """The articles of a file of text, HTML, JSON, or of a table."""
        stream = Stream(cast(BinaryIO, file.opened), self.encoding)
        if stream.encoding is None:
            yield skipped(file.source, file.name, "unreadable", "not text in any known encoding; name it if it is")
            return
        kind = kind or kinds.of_text(stream.start())
        if kind == "text":
            yield self._plain(stream, file)
        elif kind == "html":
            yield self._page(stream, file.name, file.source, None)
        else:
            format = row_formats.FORMATS[kind]
            yield from self.table(
                format.rows(stream, self._longest()), file.name, file.source, has_header=format.has_header
            )

    def _plain(self, stream: Stream, file: File) -> Item:
        """A text's document; of Taiga's texts with what its tables tell of them."""
        text = stream.whole(self.documents.max_chars)
        known = self.metadata.find(file.source)
        if known is None:
            return self.documents.document(Article(id=file.name), text, file.source, has_own_title=True)
        layout = layouts.layout(known)
        values = layouts.cleaned(layout, known) if layout else known
        article = columns.article(values, layouts.mapping(layout, known, self.columns), id=file.name)
        return self.documents.document(article, text, file.source, has_own_title=False)

    def _page(self, stream: Stream, name: str, source: str, url: str | None) -> Item:
        html = stream.whole(self._longest())
        if html is None:
            return skipped(source, name, "too_large", f"a page of over {self._longest()} characters")
        found = websites.understood(html, url=url)
        article = Article(
            id=name,
            url=found.url,
            title=found.title,
            published=found.published,
            source=columns.host(found.url),
            extra=found.extra,
        )
        return self.documents.document(article, found.text, source, has_own_title=False)

    def captures(self, file: File) -> Iterator[Item]:
        """The articles of a WARC; one that can't be read loses only itself."""
        is_empty = True
        for found in websites.captures(file.opened):
            is_empty = False
            where, name = f"{file.source}:{found.number}", f"{file.name}-{found.number}"
            yield from safely(where, self._capture(found, name, where))
        if is_empty:
            yield skipped(file.source, file.name, "empty", "no pages")

    def _capture(self, found: websites.Capture, name: str, source: str) -> Iterator[Item]:
        stream = Stream(found.file, self.encoding)
        if stream.encoding is None:
            yield skipped(source, name, "unreadable", "not text in any known encoding; name it if it is")
        elif found.is_html:
            yield self._page(stream, name, source, found.url)
        else:
            article = Article(id=name, url=found.url, source=columns.host(found.url))
            text = stream.whole(self.documents.max_chars)
            yield self.documents.document(article, text, source, has_own_title=True)

    def table(self, rows: Iterator[Row], name: str, source: str, *, has_header: bool) -> Iterator[Item]:
        """The articles of rows."""
        return Table(name, source, self.columns, has_header, self.documents, self.metadata).items(rows)

    def _longest(self) -> int:
        return self.documents.max_chars * _LONGEST + _BESIDE
