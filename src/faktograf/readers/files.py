"""Sources → the files to read: paths checked, folders walked in order, addresses looked up."""

import itertools
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from faktograf.errors import BadInput
from faktograf.readers import databases, packed, remote
from faktograf.readers.packed import OPENERS, SHORT

STDIN = "-"


class Endings(NamedTuple):
    """What a file's name says: how it is packed («.gz»), and the format below that («.jsonl»)."""

    packed: str | None
    format: str


class Place(NamedTuple):
    """A file to read, and the name that its articles get: its path below the folder, without endings.

    `shown` is for a person; bytes of a file name that are no text become «?».
    """

    shown: str
    name: str
    endings: Endings
    open: Callable[[], Any]
    path: Path | None = None


class Server(NamedTuple):
    """A database that is reached over the network, by its address; its articles get the database's name."""

    url: str
    name: str


class File(NamedTuple):
    """An opened file: the name that its articles get, where it is, the ending that tells its format.

    `path` is its own, where it can be read by it, `place` what it was opened from; what lies in an archive has
    neither, and `depth` is the number of archives around it.
    """

    opened: packed.Opened
    name: str
    source: str
    ending: str
    path: Path | None = None
    place: Place | None = None
    depth: int = 0


class Names:
    """The names of an archive's members for their ids: without endings, unless another has the same."""

    def __init__(self) -> None:
        self._seen: set[int] = set()

    def own(self, name: str) -> str:
        """A name that no member before had."""
        repeated = (f"{name} {number}" for number in itertools.count(2))
        found = next(own for own in itertools.chain((stem(name), name), repeated) if hash(own) not in self._seen)
        self._seen.add(hash(found))
        return found


def places(sources: Iterable[str | Path], *, output: str | Path = STDIN) -> list[Place | Server | None]:
    """The files of the sources in order, folders walked, None for «-»; what a run to `output` writes is left out.

    Raises BadInput for a bad path.
    """
    found = [place for source in sources for place in _places(source, Path(output))]
    counts = Counter(place.name for place in found if isinstance(place, Place))
    return [
        place._replace(name=place.shown.lstrip("/")) if isinstance(place, Place) and counts[place.name] > 1 else place
        for place in found  # «2014/news.csv 2015/news.csv»: ids must differ
    ]


def _places(source: str | Path, output: Path) -> Iterator[Place | Server | None]:
    path = Path(source)
    if str(source) == STDIN:
        yield None
    elif databases.is_server(str(source)):
        yield Server(str(source), urlsplit(str(source)).path.strip("/") or "database")
    elif path.is_dir():
        yield from _folder(path, output)
    elif os.path.exists(path):  # noqa: PTH110, Path.exists raises for a name that is too long
        yield _local(path, stem(_shown(path.name)))
    elif remote.is_address(str(source)):
        yield from (_remote(file) for file in remote.files(str(source)))
    else:
        raise BadInput(f"no file or folder {_shown(path)!r}; give a file, a folder, or - for standard input")


def _local(path: Path, name: str) -> Place:
    return Place(_shown(path), name, endings(_shown(path.name)), partial(path.open, "rb"), path)


def _remote(file: remote.File) -> Place:
    return Place(file.url, stem(file.name), endings(file.name), file.open, file.path)


def _folder(folder: Path, output: Path) -> list[Place]:
    found = sorted(_others(_walked(folder), folder, output))
    if not found:
        wanted = "texts (.txt), tables (.csv, .tsv, .parquet), JSON (.jsonl, .json), pages (.html) or archives of them"
        raise BadInput(f"no files in the folder {_shown(folder)!r}; want {wanted}, hidden files aside")
    return [_local(path, stem(_shown(path.relative_to(folder).as_posix()))) for path in found]


def _others(paths: Iterator[Path], folder: Path, output: Path) -> Iterator[Path]:
    """The paths that are not those of a store in the folder, nor of the files beside it: `facts.jsonl.ledger` …"""
    inside, top = output.resolve(), folder.resolve()
    if not inside.is_relative_to(top):
        yield from paths
        return
    store = folder / inside.relative_to(top)
    beside = (f"{store.name}.", f"{store.name}-", f"{store.stem}.rejects.jsonl")
    for path in paths:
        is_beside = path.parent == store.parent and path.name.startswith(beside)
        if path != store and store not in path.parents and not is_beside:
            yield path


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


def stem(name: str) -> str:
    """A file's name without its ending and its compression's: «a.jsonl.gz» → «a»."""
    path = PurePosixPath(name)
    bare = path.with_suffix("") if path.suffix.lower() in OPENERS else path
    return str(bare.with_suffix("") if bare.suffix else bare)


def endings(name: str) -> Endings:
    """What the name's endings say: «a.jsonl.gz» → «.gz», «.jsonl»; «a.tgz» → «.gz», «.tar»."""
    path = PurePosixPath(name)
    last = path.suffix.lower()
    if last in SHORT:
        return Endings(SHORT[last], ".tar")
    if last in OPENERS:
        return Endings(last, PurePosixPath(path.stem).suffix.lower())
    return Endings(None, last)


def is_database(place: Place | Server | None) -> bool:
    """Whether a place is a database by its address or its ending."""
    return isinstance(place, Server) or (place is not None and place.endings.format in databases.ENDINGS)
