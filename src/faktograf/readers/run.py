"""One run over sources: each file by its kind, archives opened, and nothing bad in one loses another."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import BinaryIO

from faktograf.readers import archives, arrow, databases, files, kinds, packed, taiga
from faktograf.readers.documents import Item, safely, skipped
from faktograf.readers.files import File
from faktograf.readers.position import Position
from faktograf.readers.texts import Texts

_COLUMNAR = {"parquet": arrow.parquet, "arrow": arrow.feather}


@dataclass
class Run:
    """Holds what is the same for all sources."""

    format: str | None
    query: str | None
    texts: Texts
    position: Position

    def items(self, places: list[files.Place | files.Server | None], stdin: BinaryIO | None) -> Iterator[Item]:
        """What the places hold, None among them for standard input."""
        self.position.begin(places)
        for place in places:
            if isinstance(place, files.Server):
                yield from safely(databases.shown(place.url), self._server(place))
            elif place is not None:
                yield from safely(place.shown, self._place(place))
            elif stdin is not None:
                yield from safely("stdin", self._file(File(packed.opened(stdin, None), "stdin", "stdin", "")))

    def _server(self, server: files.Server) -> Iterator[Item]:
        rows = databases.postgresql(server.url, self.query, self.texts.columns)
        return self.texts.table(rows, server.name, databases.shown(server.url), has_header=True)

    def _place(self, place: files.Place) -> Iterator[Item]:
        with closing(place.open()) as raw:
            self.position.enter(raw)
            file = packed.opened(raw, place.endings.packed)
            path = place.path if file.file is raw else None
            yield from self._file(File(file, place.name, place.shown, place.endings.format, path, place))
            self.position.leave()

    def _file(self, file: File) -> Iterator[Item]:
        kind = kinds.kind(file.opened.start, file.ending, self.format)
        if kind in archives.ARCHIVES:
            return self._archive(file, kind)
        if kind in databases.DATABASES:
            return self._database(file, kind)
        if kind in _COLUMNAR:
            return self.texts.table(_COLUMNAR[kind](file.opened), file.name, file.source, has_header=True)
        if kind == "warc":
            return self.texts.captures(file)
        return self.texts.items(file, kind)

    def _database(self, file: File, kind: str) -> Iterator[Item]:
        with packed.on_disk(file.opened, file.path) as path:
            rows = databases.DATABASES[kind](path, self.query, self.texts.columns)
            yield from self.texts.table(rows, file.name, file.source, has_header=True)

    def _archive(self, file: File, kind: str) -> Iterator[Item]:
        if file.depth >= archives.DEPTH:
            yield skipped(file.source, None, "unreadable", f"over {archives.DEPTH} archives in one another")
            return
        names, is_empty = files.Names(), True
        for member in archives.ARCHIVES[kind](file.opened):
            is_empty = False
            inner = file.source + "/" + member.name.lstrip("/")
            name = file.name + "/" + names.own(member.name.lstrip("/"))
            if member.file is None:
                yield skipped(inner, name, member.reason, member.detail)
                continue
            self._look_ahead(file, kind, inner)
            endings = files.endings(member.name)
            opened = packed.opened(member.file, endings.packed)
            yield from safely(inner, self._file(File(opened, name, inner, endings.format, depth=file.depth + 1)))
        if is_empty:
            yield skipped(file.source, None, "empty", "no files")

    def _look_ahead(self, file: File, kind: str, source: str) -> None:
        """Take in Taiga's tables where its texts come first: they stand further on in the same archive."""
        folder = taiga.folder(source)
        if folder is None or file.place is None or not self.texts.metadata.is_new(folder):
            return
        with closing(file.place.open()) as raw:
            again = packed.opened(raw, file.place.endings.packed)
            for member in archives.ARCHIVES[kind](again):
                if member.file is not None and taiga.is_table(member.name):
                    opened = packed.opened(member.file, None)
                    inner = file.source + "/" + member.name.lstrip("/")
                    for _ in self._file(File(opened, file.name, inner, files.endings(member.name).format)):
                        pass
