"""Sources → open byte streams: files, folders, compression, each bounded."""

import bz2
import gzip
import lzma
import zlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, cast

import zstandard

from faktograf.errors import BadInput

STDIN = "-"
BROKEN = (OSError, EOFError, zlib.error, lzma.LZMAError, zstandard.ZstdError)  # what a damaged file raises


class Place(NamedTuple):
    """A file to read, and the name that its articles get: its path below the folder, without endings."""

    path: Path
    name: str


_OPENERS: dict[str, Callable[..., Any]] = {
    ".gz": gzip.open,
    ".bz2": bz2.open,
    ".xz": lzma.open,
    ".zst": zstandard.open,
}


def places(sources: Iterable[str | Path]) -> Iterator[Place | str]:
    """The files of the sources in order, folders walked; «-» comes through. Raises BadInput for a bad path."""
    for source in sources:
        if str(source) == STDIN:
            yield STDIN
            continue
        path = Path(source)
        if path.is_dir():
            yield from _folder(path)
        elif path.exists():
            yield Place(path, stem(path))
        else:
            raise BadInput(f"no file or folder {str(path)!r}; give a file, a folder, or - for standard input")


def _folder(folder: Path) -> list[Place]:
    found = sorted(path for path in folder.rglob("*") if path.is_file() and not _is_hidden(path, folder))
    if not found:
        raise BadInput(f"no files in the folder {str(folder)!r}")
    return [Place(path, (path.parent / stem(path)).relative_to(folder).as_posix()) for path in found]


def _is_hidden(path: Path, folder: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(folder).parts)


def stem(path: Path) -> str:
    """A file's name without its ending and its compression's: «a.jsonl.gz» → «a»."""
    inner = Path(path.stem) if path.suffix.lower() in _OPENERS else Path(path.name)
    return inner.stem


def ending(path: Path) -> str:
    """The ending that tells the format, below any compression: «a.jsonl.gz» → «.jsonl»."""
    inner = Path(path.stem) if path.suffix.lower() in _OPENERS else path
    return inner.suffix.lower()


def opened(path: Path) -> BinaryIO:
    """The file's bytes, decompressed as they are read; may raise any of BROKEN, then or later."""
    return cast(BinaryIO, _OPENERS.get(path.suffix.lower(), open)(path, "rb"))
