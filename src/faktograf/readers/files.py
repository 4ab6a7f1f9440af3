"""Sources → the files to read: paths checked, folders walked in order."""

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from faktograf.errors import BadInput
from faktograf.readers.streams import OPENERS
from faktograf.readers.tables import POSTGRES

STDIN = "-"


class Place(NamedTuple):
    """A file to read, and the name that its articles get: its path below the folder, without endings."""

    path: Path
    name: str

    def __str__(self) -> str:
        """The path for a person; bytes of a file name that are no text become «?»."""
        return _shown(self.path)


class Remote(NamedTuple):
    """A source that is no file of this machine: `s3://…`, `memory://…`, `postgresql://…`."""

    url: str
    name: str

    @property
    def is_database(self) -> bool:
        """Whether it is asked with a query."""
        return self.url.startswith(POSTGRES)

    def __str__(self) -> str:
        """The address, a password in it left out."""
        return re.sub(r"(?<=://)([^/@:]*):[^/@]*@", r"\1@", self.url)


def places(sources: Iterable[str | Path]) -> Iterator[Place | Remote | None]:
    """The files of the sources in order, folders walked, None for «-». Raises BadInput for a bad path."""
    for source in sources:
        path = Path(source)
        if str(source) == STDIN:
            yield None
        elif "://" in str(source):
            yield from remote(str(source))
        elif path.is_dir():
            yield from _folder(path)
        elif os.path.exists(path):  # noqa: PTH110, Path.exists raises for a name that is too long
            yield Place(path, _shown(path.with_name(_stem(path)).name))
        else:
            raise BadInput(f"no file or folder {_shown(path)!r}; give a file, a folder, or - for standard input")


def remote(url: str) -> Iterator[Remote]:
    """What an address leads to, folders and «*» too, as fsspec lists it. Raises BadInput for what it can't open."""
    if url.startswith(POSTGRES):
        yield Remote(url, "postgresql")
        return
    try:
        import fsspec

        system, path = fsspec.core.url_to_fs(url)
        found = [one for one in sorted(system.expand_path(path, recursive=True)) if system.isfile(one)]
    except (OSError, ValueError, ImportError) as error:
        raise BadInput(f"can't open {url}: {error}") from error
    top = path if system.isdir(path) else system._parent(path)
    for one in found:
        short = Path(one.removeprefix(top).lstrip("/"))
        yield Remote(system.unstrip_protocol(one), _shown((short.parent / _stem(short)).as_posix()))


def _folder(folder: Path) -> list[Place]:
    found = sorted(_walked(folder))
    if not found:
        wanted = "texts (.txt), tables (.csv, .tsv) or JSON (.jsonl, .json)"
        raise BadInput(f"no files in the folder {_shown(folder)!r}; want {wanted}, hidden files aside")
    return [Place(path, _shown((path.parent / _stem(path)).relative_to(folder).as_posix())) for path in found]


def _walked(folder: Path) -> Iterator[Path]:
    """The files below a folder, and the folders that can't be entered: opening one says why."""
    closed: list[OSError] = []
    for top, folders, names in os.walk(folder, onerror=closed.append):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            path = Path(top, name)
            is_special = os.path.exists(path) and not os.path.isfile(path)  # noqa: PTH110, PTH113, as above
            if not name.startswith(".") and not is_special:  # a pipe would be waited for
                yield path
    yield from (Path(error.filename) for error in closed)


def _shown(path: str | Path) -> str:
    return str(path).encode("utf-8", "replace").decode()


def _stem(path: Path) -> str:
    """A file's name without its ending and its compression's: «a.jsonl.gz» → «a»."""
    return Path(path.stem).stem if path.suffix.lower() in OPENERS else path.stem


def ending(path: Path) -> str:
    """The ending that tells the format, below any compression: «a.jsonl.gz» → «.jsonl»."""
    return (Path(path.stem) if path.suffix.lower() in OPENERS else path).suffix.lower()
