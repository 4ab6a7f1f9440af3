"""JSON Lines: one record a line, rejects in a file beside, and the ledger that makes a run resumable."""

import shutil
import sys
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import BinaryIO

import msgspec

from faktograf.errors import BadInput
from faktograf.sinks.files import Lock, put, synced, synced_folder, writing
from faktograf.sinks.store import Chunk, Entry, Settings


class _Line(msgspec.Struct):
    """A chunk in the ledger: how long the two files are with it, and its entries; the first line has settings."""

    records: int
    rejects: int
    entries: list[Entry]
    settings: dict[str, str] | None = None


class StandardOutput:
    """Records on standard output, rejects on standard error; nothing is remembered."""

    def __init__(self, destination: str = "-"):
        self._encoder = msgspec.json.Encoder()

    def settings(self) -> Settings | None:
        """None: nothing is remembered."""
        return None

    def entries(self) -> Iterator[Entry]:
        """None."""
        return iter(())

    def begin(self, settings: Settings) -> None:
        """Nothing to be made ready."""

    def commit(self, chunk: Chunk) -> None:
        """The chunk's lines."""
        for record in chunk.records:
            sys.stdout.buffer.write(self._encoder.encode(record) + b"\n")
        for _, skipped in chunk.rejects:
            sys.stderr.buffer.write(self._encoder.encode(skipped) + b"\n")

    def close(self) -> None:
        """Flush what is written."""
        sys.stdout.buffer.flush()

    abandon = close


class JsonLines:
    """`facts.jsonl`, `facts.rejects.jsonl`, `facts.jsonl.ledger`.

    Chunks go to `<name>.partial`, the ledger after them; the files get their names at the end. A crash leaves bytes
    behind the last length that the ledger knows: the next run cuts them off.
    """

    def __init__(self, destination: str):
        self._encoder = msgspec.json.Encoder()
        self._path = Path(destination)
        self._rejects = self._path.with_suffix(".rejects.jsonl")
        self._ledger = self._path.with_name(self._path.name + ".ledger")
        self._lock = Lock(self._path)
        self._lines = self._read()
        self._open: tuple[BinaryIO, BinaryIO, BinaryIO] | None = None

    @property
    def rejects_path(self) -> Path:
        """Where rejects go: `facts.rejects.jsonl` beside `facts.jsonl`."""
        return self._rejects

    def settings(self) -> Settings | None:
        """What the run was started with."""
        return self._lines[0].settings if self._lines else None

    def entries(self) -> Iterator[Entry]:
        """The ledger's entries, the last of each id."""
        found: dict[str, Entry] = {}
        for line in self._lines:
            found.update((entry.id, entry) for entry in line.entries)
        return iter(found.values())

    def begin(self, settings: Settings) -> None:
        """Cut what a crash has left; a new ledger where there is none to go on with."""
        with writing(self._path, BadInput):
            self._begin(dict(settings))

    def _begin(self, settings: dict[str, str]) -> None:
        is_new = not self._lines
        if is_new:
            self._lines = [_Line(0, 0, [], settings)]
            for path in (self._partial(self._path), self._partial(self._rejects)):
                path.unlink(missing_ok=True)
        if self._lines[0].settings != settings or is_new:
            self._lines[0].settings = settings
            self._rewrite_ledger()
        if is_new or self._partial(self._path).exists():
            self._files()

    def _files(self) -> tuple[BinaryIO, BinaryIO, BinaryIO]:
        """The two files and the ledger, cut to what was committed, open at their ends."""
        if self._open is None:
            last = self._lines[-1]
            streams = []
            for path, size in ((self._path, last.records), (self._rejects, last.rejects)):
                partial = self._partial(path)
                if not partial.exists() and path.exists() and size:
                    shutil.copyfile(path, partial)
                stream = partial.open("ab")
                stream.truncate(size)
                streams.append(stream)
            self._open = (*streams, self._ledger.open("ab"))  # type: ignore[assignment]
            synced_folder(self._path.parent)
        assert self._open is not None
        return self._open

    def commit(self, chunk: Chunk) -> None:
        """The chunk's lines, on the disk, then its line of the ledger."""
        with writing(self._path):
            records, rejects, ledger = self._files()
            for record in chunk.records:
                records.write(self._encoder.encode(record) + b"\n")
            for _, skipped in chunk.rejects:
                rejects.write(self._encoder.encode(skipped) + b"\n")
            synced(records)
            synced(rejects)
            line = _Line(records.tell(), rejects.tell(), list(chunk.entries))
            ledger.write(self._encoder.encode(line) + b"\n")
            synced(ledger)
        self._lines.append(line)

    def close(self) -> None:
        """Both files get their names; a rejects file of an earlier run goes where this one has none."""
        try:
            with writing(self._path):
                if self._open is not None:
                    self._close()
        finally:
            self._lock.free()

    def _close(self) -> None:
        self._let_go()
        if _has_twice(self._lines):
            self._replace_old()
        if self._partial(self._rejects).stat().st_size:
            put(self._partial(self._rejects), self._rejects)
        else:
            self._rejects.unlink(missing_ok=True)
            self._partial(self._rejects).unlink()
        put(self._partial(self._path), self._path)  # last: while it stands, the next run finishes what is left

    def abandon(self) -> None:
        """Close the files where they are."""
        self._let_go()
        self._lock.free()

    def _let_go(self) -> None:
        for stream in self._open or ():
            with suppress(OSError):  # a full disk has no room for what was never committed either
                stream.close()
        self._open = None

    def _replace_old(self) -> None:
        """Lines of items that a later chunk has anew go; the ledger becomes one chunk of what is left."""
        places = {entry.id: (i, j) for i, line in enumerate(self._lines) for j, entry in enumerate(line.entries)}
        paths = (self._partial(self._path), self._partial(self._rejects))
        with ExitStack() as stack:
            old = [stack.enter_context(path.open("rb")) for path in paths]
            new = [stack.enter_context(self._compact(path).open("wb")) for path in paths]
            entries = []
            for i, line in enumerate(self._lines):
                for j, entry in enumerate(line.entries):
                    written = old[entry.is_reject].readline()
                    if places[entry.id] == (i, j):
                        new[entry.is_reject].write(written)
                        entries.append(entry)
            for stream in new:
                synced(stream)
            sizes = [stream.tell() for stream in new]
        self._lines = [_Line(0, 0, [], self._lines[0].settings), _Line(sizes[0], sizes[1], entries)]
        self._rewrite_ledger()

    def _rewrite_ledger(self) -> None:
        """The new ledger is whole before anything is put in place: a crash between is mended by `_finish`."""
        new = self._ledger.with_name(self._ledger.name + ".new")
        written = new.with_name(new.name + ".partial")
        with written.open("wb") as stream:
            stream.writelines(self._encoder.encode(line) + b"\n" for line in self._lines)
            synced(stream)
        put(written, new)
        self._finish()

    def _finish(self) -> None:
        """Put a new ledger in place, and the files that were made for it."""
        new = self._ledger.with_name(self._ledger.name + ".new")
        if not new.exists():
            return
        for path in (self._partial(self._path), self._partial(self._rejects)):
            if self._compact(path).exists():
                put(self._compact(path), path)
        put(new, self._ledger)

    @staticmethod
    def _compact(path: Path) -> Path:
        return path.with_name(path.name + ".compact")

    def _read(self) -> list[_Line]:
        """The ledger's whole lines; empty where it is missing or its files have gone."""
        self._finish()
        here = next((path for path in (self._partial(self._path), self._path) if path.exists()), None)
        if here is None or not self._ledger.exists():
            return []
        lines = []
        with self._ledger.open("rb") as stream:
            good = 0
            for written in stream:
                if not written.endswith(b"\n"):
                    break
                lines.append(msgspec.json.decode(written, type=_Line))
                good += len(written)
        with self._ledger.open("ab") as stream:
            stream.truncate(good)
        is_ours = bool(lines) and here.stat().st_size >= lines[-1].records
        return lines if is_ours else []

    @staticmethod
    def _partial(path: Path) -> Path:
        return path.with_name(path.name + ".partial")


def _has_twice(lines: list[_Line]) -> bool:
    ids = [entry.id for line in lines for entry in line.entries]
    return len(ids) != len(set(ids))
