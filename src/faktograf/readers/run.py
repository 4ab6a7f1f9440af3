"""One run over sources: each stream by its format, each text checked, each id once."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO

import msgspec

from faktograf.errors import BadInput
from faktograf.readers import archives, columns, encodings, files, layouts, page, russian, streams, tables, taiga, web
from faktograf.readers import rows as row_formats
from faktograf.records import Article, Document, Skipped

FORMATS = ("text", *row_formats.FORMATS)
_ENDINGS = {".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "json", ".csv": "csv", ".tsv": "tsv"}
_STARTS = (  # of standard input, which has no ending; «[18+] Новости» is a text
    (re.compile(r"\[\s*[{\]]|\{\s*\n"), "json"),
    (re.compile(r'\{\s*["}]'), "jsonl"),
)
_LONGEST = 6  # bytes of a line that one character may take («\u0430»)
_BESIDE = 65_536  # bytes of a line beside the text

_Item = Document | Skipped


@dataclass
class Run:
    """Holds what is the same for all sources, and the ids seen so far as digests."""

    format: str | None
    encoding: str | None
    columns: dict[str, str]
    max_chars: int
    query: str | None = None
    seen: set[bytes] = field(default_factory=set)

    def items(self, places: list[files.Place | files.Remote | None], stdin: BinaryIO | None) -> Iterator[_Item]:
        """What the places hold, None among them for standard input."""
        for place in places:
            source = "stdin" if place is None else str(place)
            try:
                if isinstance(place, files.Remote):
                    yield from self._remote(place)
                elif place is not None:
                    yield from self._file(place)
                elif stdin is not None:
                    yield from self._stream(stdin, None, "stdin", source)
            except (*streams.BROKEN, *archives.BROKEN) as error:
                yield _skipped(source, None, "unreadable", str(error) or type(error).__name__)

    def _file(self, place: files.Place) -> Iterator[_Item]:
        path, ending = place.path, files.ending(place.path)
        if archives.is_archive(path):
            yield from self._archive(place)
        elif ending in tables.FILES and self.format is None:
            yield from self._rows(tables.FILES[ending](path), place.name, str(place))
        elif ending in tables.DATABASES and self.format is None:
            yield from self._rows(tables.query(str(path), self.query), place.name, str(place))
        else:
            with streams.opened(path) as raw:
                yield from self._named(raw, ending, place.name, str(place))

    def _remote(self, place: files.Remote) -> Iterator[_Item]:
        if place.is_database:
            yield from self._rows(tables.query(place.url, self.query), place.name, str(place))
            return
        import fsspec

        with fsspec.open(place.url, "rb") as raw, streams.unpacked(raw, place.url) as plain:
            yield from self._named(plain, files.ending(Path(place.url)), place.name, str(place))

    def _archive(self, place: files.Place) -> Iterator[_Item]:
        """The members as files of their own; Taiga's texts with what its table says of them."""
        known = taiga.Known(place.path)
        for member in archives.members(place.path):
            path = PurePosixPath(member.name)
            source = f"{place}!{member.name}"
            if member.raw is None:
                yield _skipped(source, None, "too_large", member.problem)
            elif not known.is_metadata(path):
                name = path.with_suffix("").as_posix()
                try:
                    yield from self._named(member.raw, path.suffix.lower(), name, source, known.of(path))
                except streams.BROKEN as error:
                    yield _skipped(source, name, "unreadable", str(error) or type(error).__name__)

    def _named(
        self, raw: BinaryIO, ending: str, name: str, source: str, fields: dict[str, Any] | None = None
    ) -> Iterator[_Item]:
        """A stream by the ending of its name; `fields` are what is known of it from elsewhere."""
        if ending in (".html", ".htm") and self.format is None:
            yield self._page(raw.read(), None, name, source)
        elif ending == ".warc" and self.format is None:
            for number, (url, data) in enumerate(web.archived(raw), 1):
                yield self._page(data, url, f"{name}-{number}", f"{source}:{number}")
        elif fields:
            text = streams.Stream(raw, self.encoding).whole(self.max_chars)
            yield self._row(0, fields | {"text": text or ""}, name, source)
        else:
            yield from self._stream(raw, _ENDINGS.get(ending, "text"), name, source)

    def _page(self, data: bytes | None, url: str | None, name: str, source: str) -> _Item:
        if data is None:
            return _skipped(source, name, "too_large", "the page is too long")
        page_ = web.page(data, url)
        return self._row(0, {**page_.fields, "id": name, "text": page_.text}, name, source)

    def _stream(self, raw: BinaryIO, format: str | None, name: str, source: str) -> Iterator[_Item]:
        stream = streams.Stream(raw, self.encoding)
        if stream.encoding is None:
            yield _skipped(source, name, "unreadable", "not text in any known encoding; name it if it is")
            return
        format = self.format or format or _sniffed(stream.start())
        if format == "text":
            text = stream.whole(self.max_chars)
            yield self._document(Article(id=name), text, source, has_own_title=True)
        else:
            found = row_formats.FORMATS[format]
            rows = found.rows(stream, self.max_chars * _LONGEST + _BESIDE)
            yield from self._rows(rows, name, source, has_header=found.has_header)

    def _rows(
        self, rows: Iterator[row_formats.Row], name: str, source: str, *, has_header: bool = True
    ) -> Iterator[_Item]:
        header: list[str] = []
        found: set[str] | None = None  # of our columns, in the rows so far
        is_empty = True
        for row in rows:
            is_empty = False
            if row.values is None:
                yield _skipped(f"{source}:{row.number}", None, row.reason, row.detail)
                continue
            if header != list(row.values):
                header = list(row.values)
                found = (found or set()) | columns.mapping(header, self.columns).keys()
                if has_header:
                    self._require(found, source, header)
                    if "text" not in found:
                        yield _skipped(source, name, "bad_row", _no_text(header))
                        return
            yield self._row(row.number, row.values, name, source)
        if is_empty:
            yield _skipped(source, name, "empty", "no rows")
        if found is not None:
            self._require(found, source, header)

    def _require(self, found: set[str], source: str, header: list[str]) -> None:
        """Raises BadInput for a column that was asked for and not found."""
        for ours, theirs in self.columns.items():
            if ours not in found:
                raise BadInput(f"{source}: no column {theirs!r} for {ours}; there are: {', '.join(header)}")

    def _row(self, number: int, values: dict[str, Any], name: str, source: str) -> _Item:
        where = f"{source}:{number}" if number else source
        dump = layouts.layout(values)
        values = dump.mended(values) if dump else values
        mapping = columns.mapping(values, self.columns)
        article = columns.article(values, mapping, id=f"{name}-{number}" if number else name)
        text = columns.text(values, mapping)
        if "text" not in mapping:
            return _skipped(where, article.id, "empty", _no_text(values))
        if text is None:
            kind = type(values[mapping["text"]]).__name__
            return _skipped(where, article.id, "bad_row", f"want a text under {mapping['text']!r}, got {kind}")
        return self._document(article, text, where, has_own_title=False)

    def _document(self, article: Article, text: str | None, source: str, *, has_own_title: bool) -> _Item:
        """The article's document, or why it is none; `has_own_title`: its title stands in its text."""
        if text is None or len(text) > self.max_chars:
            return _skipped(source, article.id, "too_large", f"over {self.max_chars} characters")
        if not text.strip():
            return _skipped(source, article.id, "empty", "no text")
        if encodings.is_binary(text):
            return _skipped(source, article.id, "unreadable", "not text: full of NUL characters")
        if not _is_whole((article, text)):
            return _skipped(source, article.id, "unreadable", "holds half of a character (a lone surrogate)")
        foreign = russian.why_not(text)
        if foreign:
            return _skipped(source, article.id, "not_russian", foreign)
        if self._is_known(article.id):
            return _skipped(source, article.id, "duplicate_id", f"an article before it has the id {article.id!r}")
        found = page.understood(text)
        title = found.title if has_own_title else article.title
        article = msgspec.structs.replace(article, title=title, extra={**found.extra, **article.extra})
        return Document(article=article, text=text, body=found.body)

    def _is_known(self, id: str) -> bool:
        """Whether an article before had this id; eight bytes of each are kept."""
        digest = hashlib.blake2b(id.encode("utf-8", "surrogatepass"), digest_size=8).digest()
        is_known = digest in self.seen
        self.seen.add(digest)
        return is_known


def _is_whole(value: Any) -> bool:
    """Whether all text in a value can be written as UTF-8; JSON lets «\\ud83d» stand alone."""
    try:
        msgspec.json.encode(value)
    except UnicodeEncodeError:
        return False
    return True


def _sniffed(start: str) -> str:
    return next((format for pattern, format in _STARTS if pattern.match(start)), "text")


def _no_text(header: Any) -> str:
    return f"no column is the text by its name; say which: {', '.join(map(str, header))}"


def _skipped(source: str, id: str | None, reason: str, detail: str) -> Skipped:
    return Skipped(source=source, id=id, reason=reason, detail=detail)  # type: ignore[arg-type]
