"""Inputs → Document | Skipped: text files, folders, tables, JSON; nothing bad in one loses another."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from faktograf.errors import BadInput
from faktograf.readers import columns as column_names
from faktograf.readers import files, page, rows, russian
from faktograf.records import Article, Document, Skipped

_ROWS: dict[str, Callable[[rows.Peeked, str, int], Iterator[rows.Row]]] = {
    "jsonl": rows.json_lines,
    "json": rows.json_array,
    "csv": rows.table,
    "tsv": rows.table,
}
FORMATS = ("text", *_ROWS)
_ENDINGS = {".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "json", ".csv": "csv", ".tsv": "tsv"}
_BYTES = 4  # that one character may take


def read(
    sources: Iterable[str | Path],
    *,
    format: str | None = None,
    encoding: str | None = None,
    columns: Mapping[str, str] | None = None,
    stdin: BinaryIO | None = None,
    max_chars: int = 20_000_000,
) -> Iterator[Document | Skipped]:
    """The articles of the sources in order, those that can't be read as Skipped.

    Raises BadInput at once for a source that is not there, an unknown format or encoding, a column that no
    table has. `max_chars` bounds one text, decompressed; a longer one is skipped as too large.
    """
    if format is not None and format not in FORMATS:
        raise BadInput(f"no format {format!r}; there are: {', '.join(FORMATS)}")
    if encoding is not None:
        _check_encoding(encoding)
    for ours in columns or ():
        if ours not in column_names.NAMES:
            raise BadInput(f"no column {ours!r}; there are: {', '.join(column_names.NAMES)}")
    reader = _Reader(format, encoding, columns, max_chars)
    return reader.all(list(files.places(sources)), stdin)


def document(text: str, *, published: str | None = None, id: str = "text") -> Document:
    """The document of a text that is at hand, understood as a saved page."""
    found = page.understood(text)
    return Document(
        article=Article(id=id, title=found.title, published=published, extra=found.extra), text=text, body=found.body
    )


def _check_encoding(encoding: str) -> None:
    try:
        "".encode(encoding)
    except LookupError as error:
        raise BadInput(f"no encoding {encoding!r}; for example utf-8, windows-1251, koi8-r") from error


@dataclass
class _Reader:
    """Holds what is the same for all sources of a run, and the ids seen so far as digests."""

    format: str | None
    encoding: str | None
    columns: Mapping[str, str] | None
    max_chars: int
    seen: set[bytes] = field(default_factory=set)

    def all(self, places: list[files.Place | str], stdin: BinaryIO | None) -> Iterator[Document | Skipped]:
        for place in places:
            found = self._standard_input(stdin) if isinstance(place, str) else self._file(place)
            for item in found:
                yield self._once(item)

    def _once(self, item: Document | Skipped) -> Document | Skipped:
        if isinstance(item, Skipped):
            return item
        digest = hashlib.blake2b(item.article.id.encode("utf-8", "surrogatepass"), digest_size=8).digest()
        if digest in self.seen:
            detail = "an article before it has this id"
            return Skipped(source=item.article.id, id=item.article.id, reason="duplicate_id", detail=detail)
        self.seen.add(digest)
        return item

    def _file(self, place: files.Place) -> Iterator[Document | Skipped]:
        format = self.format or _ENDINGS.get(files.ending(place.path), "text")
        try:
            with files.opened(place.path) as stream:
                yield from self._stream(rows.Peeked(stream), format, place.name, str(place.path))
        except files.BROKEN as error:
            yield Skipped(source=str(place.path), id=None, reason="unreadable", detail=str(error) or "ends too early")

    def _standard_input(self, stdin: BinaryIO | None) -> Iterator[Document | Skipped]:
        if stdin is None:
            raise BadInput("there is no standard input to read")
        peeked = rows.Peeked(stdin)
        start = peeked.sample.lstrip()[:1]
        sniffed = {b"{": "jsonl", b"[": "json"}.get(start, "text")
        yield from self._stream(peeked, self.format or sniffed, "stdin", "stdin")

    def _stream(self, peeked: rows.Peeked, format: str, name: str, source: str) -> Iterator[Document | Skipped]:
        encoding = rows.encoding_of(peeked, self.encoding)
        if not peeked.sample.strip():
            yield Skipped(source=source, id=name, reason="empty", detail="no text")
        elif encoding is None:
            yield Skipped(source=source, id=name, reason="unreadable", detail="not text in any known encoding")
        elif format == "text":
            yield self._text(peeked, encoding, name, source)
        else:
            yield from self._rows(_ROWS[format](peeked, encoding, self.max_chars * _BYTES), name, source)

    def _text(self, peeked: rows.Peeked, encoding: str, name: str, source: str) -> Document | Skipped:
        data = peeked.read(self.max_chars * _BYTES + 1)
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError as error:
            return Skipped(source=source, id=name, reason="unreadable", detail=f"not {encoding}: {error.reason}")
        return self._document(Article(id=name), text, source, has_title=False)

    def _rows(self, found: Iterator[rows.Row], name: str, source: str) -> Iterator[Document | Skipped]:
        table: dict[str, str] | None = None
        for row in found:
            where = f"{source}:{row.number}"
            if row.values is None:
                yield Skipped(source=where, id=None, reason="bad_row", detail=row.reason or "")
                continue
            if table is None or any(theirs not in row.values for theirs in table.values()):
                table = column_names.mapping(row.values, self.columns, where=source)
            values = column_names.fields(row.values, table)
            text, extra = values.pop("text") or "", values.pop("extra")
            values["id"] = values.get("id") or f"{name}-{row.number}"
            yield self._document(Article(**values, extra=extra), text, where, has_title=bool(values.get("title")))

    def _document(self, article: Article, text: str, source: str, *, has_title: bool) -> Document | Skipped:
        def skipped(reason: str, detail: str) -> Skipped:
            return Skipped(source=source, id=article.id, reason=reason, detail=detail)  # type: ignore[arg-type]

        if not text.strip():
            return skipped("empty", "no text")
        if len(text) > self.max_chars:
            return skipped("too_large", f"over {self.max_chars} characters")
        if text.count("\0") * 20 > len(text):
            return skipped("unreadable", "not text: full of NUL characters")
        foreign = russian.why_not(text)
        if foreign:
            return skipped("not_russian", foreign)
        found = page.understood(text, has_title=has_title)
        fields = {name: getattr(article, name) for name in Article.__struct_fields__}
        fields["title"] = article.title or found.title
        fields["extra"] = {**found.extra, **article.extra}
        return Document(article=Article(**fields), text=text, body=found.body)
