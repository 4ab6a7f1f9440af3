"""Archives → their members, one after another; names are only names, and nothing is ever written by them."""

import struct
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import Any, BinaryIO, NamedTuple, cast

from faktograf.readers import packed

DEPTH = 3  # archives in archives
_HEADER = 2**20  # bytes of a tar's long name; tarfile would take any number of them into memory
_META = frozenset((*tarfile.GNU_TYPES, tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.SOLARIS_XHDTYPE)) - {
    tarfile.GNUTYPE_SPARSE
}
_BAD_ZIP = (ValueError, NotImplementedError, RuntimeError, OverflowError, struct.error)  # besides BadZipFile


class Member(NamedTuple):
    """A file of an archive, or the reason why it is none; to be read before the next one is asked for."""

    name: str
    file: BinaryIO | None
    reason: str = "unreadable"
    detail: str = ""


class _Info(tarfile.TarInfo):
    """A tar's header that says when it is damaged; tarfile alone would take it for the end of the archive."""

    @classmethod
    def frombuf(cls, buf: Any, encoding: str, errors: str) -> "_Info":
        """The header in a block."""
        try:
            info = super().frombuf(buf, encoding, errors)
        except (tarfile.InvalidHeaderError, tarfile.TruncatedHeaderError) as error:  # type: ignore[attr-defined]
            raise tarfile.ReadError(f"damaged: {error}") from None
        if info.type in _META and info.size > _HEADER:
            raise tarfile.ReadError(f"a member's name of {info.size} bytes")
        return info


class _Guarded(packed.Counted):
    """A tar's member that ends with TooLarge where it grows out of proportion to what was read for it."""

    def __init__(self, file: BinaryIO, below: packed.Plain | None):
        super().__init__(file)
        self._below = below
        self._before = below.packed.count if below else 0
        self.is_cut = False

    def readinto(self, buffer: Any) -> int:
        """At most len(buffer) bytes more, 0 at the end."""
        try:
            size = super().readinto(buffer)
        except packed.BROKEN:
            self.is_cut = True
            raise
        if self._below:
            packed.guard(self.count, self._below.packed.count - self._before)
        return size


def tar(file: packed.Opened) -> Iterator[Member]:
    """The members of a tar in order, read as a stream."""
    file.free(packed.MEMBER)  # behind a bomb is the next member
    below = file.file if isinstance(file.file, packed.Plain) else None
    with tarfile.open(fileobj=file, mode="r|", bufsize=packed.CHUNK, tarinfo=_Info, errors="replace") as archive:
        while (info := archive.next()) is not None:
            archive.members.clear()  # type: ignore[attr-defined]  # it would keep them all
            if not info.isfile() or _is_hidden(info.name):
                continue
            if info.size > packed.MEMBER:
                yield _too_large(info.name, info.size)
            else:
                member = _Guarded(cast(BinaryIO, archive.extractfile(info)), below)
                yield Member(info.name, cast(BinaryIO, member))
                if member.is_cut:  # and the archive with it, as was said of the member
                    return


def zipped(file: packed.Opened) -> Iterator[Member]:
    """The members of a zip in order; of one that is a stream, after it was laid down on the disk."""
    with file.anywhere() as whole:
        try:
            archive = zipfile.ZipFile(whole, metadata_encoding="cp866")  # of names not marked as UTF-8
        except _BAD_ZIP as error:
            raise packed.Broken(f"not a zip: {error}") from error
        with archive:
            for info in sorted(archive.infolist(), key=lambda info: "/texts/" in info.filename):  # Taiga's tables first
                if not info.is_dir() and not _is_hidden(info.filename):
                    yield from _unzipped(archive, info)


def _unzipped(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[Member]:
    out_of_proportion = info.file_size > packed.FREE and info.file_size > packed.RATIO * info.compress_size
    if info.file_size > packed.MEMBER or out_of_proportion:
        yield _too_large(info.filename, info.file_size)
        return
    try:
        member = archive.open(info)
    except (*_BAD_ZIP, zipfile.BadZipFile) as error:  # encrypted, packed in a way unknown, overlapping another
        yield Member(info.filename, None, "unreadable", str(error))
        return
    with member:
        yield Member(info.filename, cast(BinaryIO, packed.Counted(cast(BinaryIO, member))))


ARCHIVES: dict[str, Callable[[packed.Opened], Iterator[Member]]] = {"tar": tar, "zip": zipped}


def _too_large(name: str, size: int) -> Member:
    return Member(name, None, "too_large", f"{size} bytes unpacked")


def _is_hidden(name: str) -> bool:
    """Whether a member is passed over as a hidden file is in a folder; «../a.txt» is none."""
    parts = PurePosixPath(name).parts
    return any(part.startswith(".") and part != ".." for part in parts) or "__MACOSX" in parts
