"""Parquet, Feather and Arrow → rows, a few at a time, so that no file is held as a whole."""

import io
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from faktograf.readers import packed
from faktograf.readers.rows import Row, distinct
from faktograf.readers.values import plain

_ROWS = 64  # at a time
_FINE = ("timestamp", "time64", "duration")  # types that may count nanoseconds, which Python's do not


def parquet(file: packed.Opened) -> Iterator[Row]:
    """The rows of a Parquet file."""
    import pyarrow.parquet as pq

    with file.anywhere() as whole:
        yield from _sound(lambda: pq.ParquetFile(whole, pre_buffer=False, buffer_size=2**20).iter_batches(_ROWS))


def feather(file: packed.Opened) -> Iterator[Row]:
    """The rows of an Arrow file (Feather), or of an Arrow stream."""
    import pyarrow as pa

    if not file.start.startswith(b"ARROW1"):
        yield from _sound(lambda: pa.ipc.open_stream(io.BufferedReader(file, packed.CHUNK)))
        return
    with file.anywhere() as whole:
        yield from _sound(lambda: _batches(pa.ipc.open_file(whole)))


def _batches(reader: Any) -> Iterator[Any]:
    return (reader.get_batch(number) for number in range(reader.num_record_batches))


def _sound(batches: Callable[[], Iterable[Any]]) -> Iterator[Row]:
    """The rows of the batches. Raises packed.Broken for a file that is damaged."""
    import pyarrow as pa

    try:
        yield from rows(batches())
    except pa.ArrowException as error:
        raise packed.Broken(str(error)) from error


def rows(batches: Iterable[Any]) -> Iterator[Row]:
    """The rows of record batches; one with a value that is none in Python loses only itself."""
    import pyarrow as pa

    number = 0
    for batch in batches:
        columns = [_coarse(column) for column in batch.columns]
        names = list(distinct(batch.schema.names))
        for place in range(batch.num_rows):
            number += 1
            try:
                values = [column[place].as_py() for column in columns]
            except (pa.ArrowException, ValueError, OverflowError, LookupError) as error:  # not UTF-8, the year 10000
                yield Row(number, None, "bad_row", str(error))
            else:
                yield Row(number, plain(dict(zip(names, values, strict=True))))


def _coarse(column: Any) -> Any:
    """A column of times in microseconds, finer ones cut off."""
    import pyarrow as pa

    kind = str(column.type)
    if not kind.startswith(_FINE) or "[ns" not in kind:
        return column
    coarse = {
        "timestamp": lambda: pa.timestamp("us", column.type.tz),
        "time64": lambda: pa.time64("us"),
        "duration": lambda: pa.duration("us"),
    }
    return column.cast(coarse[kind.partition("[")[0]](), safe=False)
