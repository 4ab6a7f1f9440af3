"""Compressed bytes → plain ones, as they are read, and no more of them than a sound file would give."""

import bz2
import gzip
import io
import lzma
import re
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, cast

import zstandard

CHUNK = 65_536
MEMBER = 16 * 2**30  # bytes of an archive's member, and of what is laid down on the disk to be read
RATIO = 200  # plain bytes for a packed one; news makes 3 to 20
FREE = 64 * 2**20  # plain bytes that may come of anything
_START = 1024  # bytes by which a format is told
_PIECE = 1024  # bytes of zstd at a time: each may become 32 MB, and no bound can be set on that


class Broken(OSError):
    """An input that is damaged, in words for a person."""


class TooLarge(OSError):
    """An input that grows beyond all bounds when it is unpacked."""


BROKEN = (  # by damaged files
    OSError,
    EOFError,
    zlib.error,
    lzma.LZMAError,
    zstandard.ZstdError,
    tarfile.TarError,
    zipfile.BadZipFile,
    UnicodeError,
)


class _Reader(io.RawIOBase):
    """What is read once, from the start to the end."""

    def readable(self) -> bool:
        """True: only for reading."""
        return True


class _Zstd(_Reader):
    """Zstandard frames one after another; unlike `zstandard.open`, raises EOFError for one that is cut off."""

    def __init__(self, file: BinaryIO):
        self._file = file
        self._frame: Any = None
        self._packed = b""
        self._plain = memoryview(b"")

    def readinto(self, buffer: Any) -> int:
        """At most len(buffer) bytes more, 0 at the end."""
        while not self._plain and self._more():
            pass
        size = min(len(buffer), len(self._plain))
        buffer[:size], self._plain = self._plain[:size], self._plain[size:]
        return size

    def _more(self) -> bool:
        self._packed = self._packed or self._file.read(_PIECE)
        if not self._packed:
            if self._frame:
                raise EOFError("Compressed file ended before the end-of-stream marker was reached")
            return False
        self._frame = self._frame or zstandard.ZstdDecompressor().decompressobj()
        self._plain = memoryview(self._frame.decompress(self._packed))
        self._packed = self._frame.unused_data
        if self._frame.eof:
            self._frame = None
        return True


OPENERS: dict[str, Callable[[Any], Any]] = {
    ".gz": lambda file: gzip.GzipFile(fileobj=file, mode="rb"),
    ".bz2": bz2.BZ2File,
    ".xz": lzma.LZMAFile,
    ".zst": _Zstd,
}
SHORT = {".tgz": ".gz", ".tbz": ".bz2", ".tbz2": ".bz2", ".txz": ".xz", ".tzst": ".zst"}  # «.tgz» is «.tar.gz»
_STARTS = (
    (re.compile(rb"\x1f\x8b\x08"), ".gz"),
    (re.compile(rb"BZh[1-9]1AY&SY"), ".bz2"),
    (re.compile(rb"\xfd7zXZ\0"), ".xz"),
    (re.compile(rb"\x28\xb5\x2f\xfd"), ".zst"),
)


class Counted(_Reader):
    """A file that counts the bytes read of it."""

    def __init__(self, file: BinaryIO):
        self._read: Callable[[int], bytes] = getattr(file, "read1", file.read)
        self.count = 0

    def readinto(self, buffer: Any) -> int:
        """At most len(buffer) bytes more, 0 at the end."""
        data = self._read(len(buffer))
        buffer[: len(data)] = data
        self.count += len(data)
        return len(data)


class Plain(Counted):
    """What comes out of a packed file; raises TooLarge where that is out of proportion.

    `free` bytes may come of anything: a tar has more of them, since its next member lies behind a bomb.
    """

    def __init__(self, opener: Callable[[Any], Any], file: BinaryIO):
        self.packed = Counted(file)
        self.free = FREE
        super().__init__(opener(self.packed))

    def readinto(self, buffer: Any) -> int:
        """At most len(buffer) bytes more, 0 at the end."""
        size = super().readinto(buffer)
        guard(self.count, self.packed.count, self.free)
        return size


def guard(plain: int, packed: int, free: int = FREE) -> None:
    """Raises TooLarge for so many bytes out of so few."""
    if plain > free and plain > RATIO * packed:
        raise TooLarge(f"over {plain >> 20} MB come of {packed} bytes, as of a bomb")


class Opened(_Reader):
    """A file whose beginning was looked at and is read once more; damage is raised behind it, not before."""

    def __init__(self, file: BinaryIO):
        self.file = file
        self._read: Callable[[int], bytes] = getattr(file, "read1", file.read)
        self._damage: BaseException | None = None
        self._rest = self.start = self._started()

    def _started(self) -> bytes:
        out = b""
        try:
            while len(out) < _START and (more := self._read(_START - len(out))):
                out += more
        except BROKEN as error:
            self._damage = error
        return out

    def readinto(self, buffer: Any) -> int:
        """At most len(buffer) bytes more, 0 at the end."""
        if self._rest:
            data, self._rest = self._rest[: len(buffer)], self._rest[len(buffer) :]
        elif self._damage:
            raise self._damage
        else:
            data = self._read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def free(self, size: int) -> None:
        """So many plain bytes may come of it, were it packed, however few it has."""
        if isinstance(self.file, Plain):
            self.file.free = size

    @contextmanager
    def anywhere(self) -> Iterator[Any]:
        """The file for what must be read here and there: as it is, or laid down on the disk."""
        if self.file.seekable():
            self.file.seek(0)
            yield self.file
        else:
            with laid_down(self) as file:
                yield file


def opened(file: BinaryIO, ending: str | None) -> Opened:
    """The file, unpacked by its ending («.gz»), or, where that says nothing, by its first bytes."""
    if ending in OPENERS:
        return Opened(cast(BinaryIO, Plain(OPENERS[ending], file)))
    found = Opened(file)
    packed = next((ending for start, ending in _STARTS if start.match(found.start)), None)
    return found if packed is None else Opened(cast(BinaryIO, Plain(OPENERS[packed], cast(BinaryIO, found))))


@contextmanager
def on_disk(file: Opened, path: Path | None) -> Iterator[Path]:
    """A file's path: its own, where it has one, or that of a copy."""
    if path:
        yield path
    else:
        with laid_down(file) as copy:
            yield Path(copy.name)


@contextmanager
def laid_down(file: Opened) -> Iterator[Any]:
    """What is left of a file, in a temporary one. Raises TooLarge for one without end."""
    with tempfile.NamedTemporaryFile(prefix="faktograf-") as out:
        while data := file.read(CHUNK):
            if out.tell() + len(data) > MEMBER:
                raise TooLarge(f"over {MEMBER >> 30} GB unpacked")
            out.write(data)
        out.flush()
        out.seek(0)
        yield out
