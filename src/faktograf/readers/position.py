"""How far a run has come in its sources, by the bytes of their files."""

import time
from collections.abc import Callable
from typing import Any

from faktograf.readers.files import Place, Server


class Position:
    """Counts the bytes of the files that were read; nothing is known of standard input, servers and addresses."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock, self._began = clock, clock()
        self._total: int | None = None
        self._done = 0
        self._now: Any = None

    def begin(self, places: list[Place | Server | None]) -> None:
        """All that will be read."""
        paths = [place.path if isinstance(place, Place) else None for place in places]
        known = [path.stat().st_size for path in paths if path is not None and path.is_file()]
        self._total = sum(known) if len(known) == len(paths) else None

    def enter(self, raw: Any) -> None:
        """A file was opened."""
        self._now = raw

    def leave(self) -> None:
        """The file was read to its end."""
        self._done += self._now.seek(0, 2)
        self._now = None

    def share(self) -> float | None:
        """What part of the bytes was read, from 0 to 1; None where that is not known."""
        if not self._total:
            return None
        return min(1.0, (self._done + (self._now.tell() if self._now is not None else 0)) / self._total)

    def left(self) -> float | None:
        """The seconds that the rest will take, were it like what was read; None where that is not known."""
        share = self.share()
        return (self._clock() - self._began) * (1 - share) / share if share else None
