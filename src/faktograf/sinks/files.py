"""Files that outlive a crash: written whole, put in place by a rename that is on the disk too, one writer at a time."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from faktograf.errors import BadInput
from faktograf.sinks.store import StoreError

try:
    import fcntl
except ImportError:  # Windows: two runs at once are not told apart there
    fcntl = None  # type: ignore[assignment]

_UNABLE = (errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EINVAL)  # what some network drives say


@contextmanager
def writing(destination: Path, raised: type[BadInput] | type[StoreError] = StoreError) -> Iterator[None]:
    """What the system says against writing there becomes an error that names the destination."""
    try:
        yield
    except OSError as error:
        raise raised(f"can't write {destination}: {error.strerror or error}") from error


def synced(stream: BinaryIO) -> None:
    """What was written is on the disk."""
    stream.flush()
    os.fsync(stream.fileno())


def synced_folder(folder: Path) -> None:
    """The names in a folder are on the disk, as far as the drive can: a rename is not, of itself."""
    if os.name == "nt":  # opens no folders
        return
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    except OSError as error:
        if error.errno not in _UNABLE:
            raise
    finally:
        os.close(opened)


def put(written: Path, path: Path) -> None:
    """A file under its name for good, instead of one that had it."""
    written.replace(path)
    synced_folder(path.parent)


def whole(path: Path, data: bytes) -> None:
    """A file with the data, or as it was before."""
    partial = path.with_name(f".{path.name}.partial")
    with partial.open("wb") as stream:
        stream.write(data)
        synced(stream)
    put(partial, path)


class Lock:
    """Held by the one run that writes to a destination, `facts.jsonl.lock`; the system frees it when the run dies.

    Raises StoreError where another holds it, BadInput where nothing can be written. Where a drive has no locks there is
    none.
    """

    def __init__(self, destination: Path):
        self._path = destination.with_name(destination.name + ".lock")
        self._opened: int | None = None
        if fcntl is None:
            return
        try:
            while not self._take():
                pass
        except BlockingIOError as error:
            raise StoreError(
                f"another run is writing to {destination}; wait for its end, or give another output"
            ) from error
        except OSError as error:
            if error.errno not in _UNABLE:
                raise BadInput(f"can't write {destination}: {error.strerror}") from error
            self._path.unlink(missing_ok=True)

    def _take(self) -> bool:
        """Whether the file that was locked is still the one of that name: its last holder may have removed it."""
        opened = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o666)
        try:
            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
            is_there = self._path.exists() and os.path.samestat(os.fstat(opened), self._path.stat())
        except BaseException:
            os.close(opened)
            raise
        if is_there:
            self._opened = opened
        else:
            os.close(opened)
        return is_there

    def free(self) -> None:
        """Let the next run write."""
        if self._opened is not None:
            self._path.unlink(missing_ok=True)
            os.close(self._opened)
            self._opened = None
