"""JSON Lines: one record a line, and the rejects in a file beside."""

import sys
from pathlib import Path
from typing import BinaryIO

import msgspec

from faktograf.errors import BadInput
from faktograf.records import Record, Skipped


class JsonLines:
    """Writes to `<path>.partial` and renames at the end; «-» is standard output, its rejects standard error."""

    def __init__(self, destination: str):
        self._encoder = msgspec.json.Encoder()
        self._path = None if destination == "-" else Path(destination)
        self._rejects: BinaryIO | None = None
        self._out = sys.stdout.buffer if self._path is None else _opened(self._partial(self._path))

    @property
    def rejects_path(self) -> Path | None:
        """Where rejects go: `facts.rejects.jsonl` beside `facts.jsonl`."""
        return None if self._path is None else self._path.with_suffix(".rejects.jsonl")

    def write(self, record: Record) -> None:
        """One record, one line."""
        self._out.write(self._encoder.encode(record) + b"\n")

    def reject(self, skipped: Skipped) -> None:
        """One reject, one line of the rejects file."""
        line = self._encoder.encode(skipped) + b"\n"
        if self.rejects_path is None:
            sys.stderr.buffer.write(line)
            return
        if self._rejects is None:
            self._rejects = _opened(self._partial(self.rejects_path))
        self._rejects.write(line)

    def close(self) -> None:
        """Both files get their names; a rejects file of an earlier run goes where this one has none."""
        self._out.flush()
        if self._path is None or self.rejects_path is None:
            return
        self._out.close()
        self._partial(self._path).replace(self._path)
        if self._rejects is None:
            self.rejects_path.unlink(missing_ok=True)
            return
        self._rejects.close()
        self._partial(self.rejects_path).replace(self.rejects_path)

    def abort(self) -> None:
        """The unfinished files go."""
        for path, stream in ((self._path, self._out), (self.rejects_path, self._rejects)):
            if path is not None and stream is not None:
                stream.close()
                self._partial(path).unlink(missing_ok=True)

    @staticmethod
    def _partial(path: Path) -> Path:
        return path.with_name(path.name + ".partial")


def _opened(path: Path) -> BinaryIO:
    try:
        return path.open("wb")
    except OSError as error:
        raise BadInput(f"can't write {path}: {error.strerror}") from error
