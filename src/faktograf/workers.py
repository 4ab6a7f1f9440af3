"""Worker processes that outlive a bad article: one that dies or hangs is replaced, its articles tried one by one."""

import multiprocessing
import signal
import time
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from typing import Any, Generic, TypeVar

from faktograf import memory

T = TypeVar("T")
R = TypeVar("R")
TRIES = 2
_START = "fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn"
_TICK = 1.0  # seconds between looks at who hangs


@dataclass
class Lost:
    """What became of an item on which its worker ended twice."""

    reason: str  # crashed or timeout
    detail: str


@dataclass
class _Task(Generic[T]):
    number: int
    items: Sequence[T]
    is_careful: bool = False  # one by one, since a worker ended on it
    tries: Counter[int] = field(default_factory=Counter)
    lost: dict[int, Lost] = field(default_factory=dict)


@dataclass
class _Worker(Generic[T]):
    process: Any
    pipe: Connection
    task: _Task[T] | None = None
    at: int = 0  # the item it is at, the first of its group
    since: float = 0.0


def ordered(
    call: Callable[[Sequence[T]], Sequence[R]],
    batches: Iterable[Sequence[T]],
    *,
    workers: int,
    timeout: float,
    together: int = 1,
) -> Iterator[list[R | Lost]]:
    """The results of each batch in the batches' order, made by `workers` processes.

    `call` gives those of some items, `together` at a time.

    At most two batches a worker are under way, so that a slow taker holds the reader back. `timeout` is that of one
    item, in seconds; a group of items that takes longer is tried again item by item.
    """
    pool = _Pool(call, workers, timeout, together)
    try:
        yield from pool.run(iter(batches), ahead=2 * workers)
    finally:
        pool.stop()


class _Pool(Generic[T, R]):
    def __init__(self, call: Callable[[Sequence[T]], Sequence[R]], workers: int, timeout: float, together: int):
        self._context: Any = multiprocessing.get_context(_START)
        self._call, self._timeout, self._together = call, timeout, together
        self._workers: list[_Worker[T]] = [self._started() for _ in range(workers)]
        self._waiting: deque[_Task[T]] = deque()
        self._done: dict[int, list[R | Lost]] = {}

    def _started(self) -> _Worker[T]:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=_work, args=(self._call, theirs, ours), daemon=True)
        process.start()
        theirs.close()
        return _Worker(process, ours)

    def run(self, batches: Iterator[Sequence[T]], *, ahead: int) -> Iterator[list[R | Lost]]:
        """Feed and collect."""
        read = given = 0
        is_over = False
        while True:
            while not is_over and read - given < ahead:
                batch = next(batches, None)
                is_over = batch is None
                if batch is not None:
                    self._waiting.append(_Task(read, batch))
                    read += 1
            self._feed()
            if given in self._done:
                yield self._done.pop(given)
                given += 1
            elif is_over and given == read:
                return
            else:
                self._collect()

    def _feed(self) -> None:
        for worker in self._workers:
            if worker.task is None and self._waiting:
                worker.task, worker.at, worker.since = self._waiting.popleft(), 0, time.monotonic()
                try:
                    task = worker.task
                    worker.pipe.send((list(task.items), set(task.lost), 1 if task.is_careful else self._together))
                except OSError:  # it died while it had nothing to do
                    self._replace(worker, None)

    def _collect(self) -> None:
        """What the workers say next; one that says nothing for too long is ended."""
        busy = {worker.pipe: worker for worker in self._workers if worker.task is not None}
        for pipe in wait(list(busy), timeout=min(_TICK, self._timeout)):
            worker = busy[pipe]  # type: ignore[index]
            try:
                kind, value = worker.pipe.recv()
            except (EOFError, OSError):
                self._replace(worker, Lost("crashed", f"the worker ended, exit status {_status(worker)}"))
                continue
            if kind == "at":
                worker.at, worker.since = value, time.monotonic()
            else:
                self._finish(worker, value)
        for worker in self._workers:
            if worker.task is not None and time.monotonic() - worker.since > self._timeout:
                self._replace(worker, Lost("timeout", f"no result in {self._timeout:g} seconds"))

    def _finish(self, worker: _Worker[T], results: list[R | None]) -> None:
        task, worker.task = worker.task, None
        assert task is not None
        self._done[task.number] = [
            task.lost.get(i, result)  # type: ignore[misc]
            for i, result in enumerate(results)
        ]

    def _replace(self, worker: _Worker[T], lost: Lost | None) -> None:
        """A new worker in its place; its batch is done again item by item, without one that was lost twice."""
        worker.process.kill()
        worker.process.join()
        worker.pipe.close()
        task = worker.task
        if task is not None:
            if lost is not None and task.is_careful:
                task.tries[worker.at] += 1
                if task.tries[worker.at] >= TRIES:
                    task.lost[worker.at] = lost
            task.is_careful = task.is_careful or lost is not None
            self._waiting.appendleft(task)
        self._workers[self._workers.index(worker)] = self._started()

    def stop(self) -> None:
        """End them all."""
        for worker in self._workers:
            worker.process.kill()
            worker.process.join()
            worker.pipe.close()


def _status(worker: _Worker[Any]) -> int | None:
    worker.process.join()
    code: int | None = worker.process.exitcode
    return code


def _work(call: Callable[[Sequence[Any]], Sequence[Any]], pipe: Connection, other_end: Connection) -> None:
    """Take batches until the parent is gone; say which item comes next before each group."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which ends its workers
    if _START == "fork":
        other_end.close()
    while True:
        try:
            items, lost, size = pipe.recv()
        except EOFError:
            return
        results: list[Any] = [None] * len(items)
        left = [i for i in range(len(items)) if i not in lost]
        for first in range(0, len(left), size):
            group = left[first : first + size]
            pipe.send(("at", group[0]))
            for i, result in zip(group, call([items[i] for i in group]), strict=True):
                results[i] = result
        pipe.send(("done", results))
        memory.trim()
