"""Facts that passed the filters → CSV; a spreadsheet runs nothing of it."""

import csv
import io
import re
from collections.abc import Iterable, Iterator

from faktograf.sinks.opened import Row
from faktograf.sinks.parts import FORMULA
from faktograf.web.browse import Browser, Filters


def all_facts(store: Browser, wanted: Filters, *, most: int) -> Iterator[Row]:
    """The facts page by page, `most` at most."""
    after: str | None = None
    while most > 0:
        rows, after = store.facts(wanted, after=after, limit=min(500, most))
        yield from rows
        most -= len(rows)
        if after is None:
            return


def csv_lines(rows: Iterable[Row]) -> Iterator[str]:
    """A header and a line a row; text that a spreadsheet would run gets «'» before it."""
    out = io.StringIO()
    writer = csv.writer(out)
    is_first = True
    for row in rows:
        if is_first:
            writer.writerow(row)
            is_first = False
        writer.writerow([_guarded(value) for value in row.values()])
        yield out.getvalue()
        out.seek(0)
        out.truncate()


def _guarded(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and re.match(FORMULA, value) else value
