"""Archives → their members, streamed; none may be larger, or grow more while it is unpacked, than is sane."""

import io
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

LARGEST = 8 * 2**30  # bytes of a member
GROWTH = 1_000  # bytes out of one byte in; text packs to a tenth, zeros to a thousandth
_FREE = 64 * 2**20  # bytes that may come whatever the growth
TAR = (".tar", ".tgz", ".tbz2", ".txz", ".tar.gz", ".tar.bz2", ".tar.xz")
BROKEN = (tarfile.TarError, zipfile.BadZipFile, NotImplementedError, RuntimeError)  # RuntimeError: a password


class Member(NamedTuple):
    """A file in an archive: its name, its bytes, or why they are not read."""

    name: str
    raw: BinaryIO | None
    problem: str = ""


class _Bounded(io.RawIOBase):
    """A stream that ends in an error where it grows beyond all measure."""

    def __init__(self, raw: BinaryIO, most: int):
        self._raw, self._left = raw, most

    def readable(self) -> bool:
        """True: only for reading."""
        return True

    def readinto(self, buffer: object) -> int:
        """As the stream below; raises OSError past the bound."""
        data = self._raw.read(len(buffer))  # type: ignore[arg-type]
        self._left -= len(data)
        if self._left < 0:
            raise OSError("the archive expands beyond all measure")
        buffer[: len(data)] = data  # type: ignore[index]
        return len(data)


def is_archive(path: Path) -> bool:
    """Whether the name is that of a tar or a zip."""
    name = path.name.lower()
    return name.endswith(TAR) or name.endswith(".zip")


def members(path: Path) -> Iterator[Member]:
    """The files in an archive, in its order, links and folders left out. May raise any of BROKEN, and OSError."""
    if path.name.lower().endswith(".zip"):
        yield from _of_zip(path)
        return
    most = path.stat().st_size * GROWTH + _FREE
    with tarfile.open(path, mode="r|*") as archive:
        total = 0
        for info in archive:
            if not info.isfile():
                continue
            total += info.size
            if info.size > LARGEST or total > most:
                yield Member(info.name, None, f"{info.size} bytes are too many for a member")
                return
            raw = archive.extractfile(info)
            if raw is not None:
                yield Member(info.name, raw)  # type: ignore[arg-type]


def _of_zip(path: Path) -> Iterator[Member]:
    with zipfile.ZipFile(path) as archive:
        for info in archive.infolist():
            if info.is_dir():
                continue
            most = info.compress_size * GROWTH + _FREE
            if info.file_size > min(LARGEST, most):
                yield Member(info.filename, None, f"{info.file_size} bytes out of {info.compress_size} are too many")
                continue
            with archive.open(info) as raw:
                yield Member(info.filename, io.BufferedReader(_Bounded(raw, most)))  # type: ignore[arg-type]
