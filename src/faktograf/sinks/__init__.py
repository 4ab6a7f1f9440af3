"""Record → store: one contract, one file a store, and the table that names them."""

from pathlib import Path
from typing import Protocol

from faktograf.errors import BadInput
from faktograf.records import Record, Skipped
from faktograf.sinks.jsonl import JsonLines


class Sink(Protocol):
    """What every store can do; `close` makes what was written visible as a whole."""

    def write(self, record: Record) -> None:
        """Take one record."""

    def reject(self, skipped: Skipped) -> None:
        """Take one input that gave no record."""

    def close(self) -> None:
        """Finish; without it nothing is left behind under the destination's name."""

    def abort(self) -> None:
        """Give up, leaving what stood at the destination before as it was."""


SINKS = {".jsonl": JsonLines, ".ndjson": JsonLines, "-": JsonLines}


def sink(destination: str) -> Sink:
    """The sink of a destination, by its ending; raises BadInput with the endings that work."""
    ending = destination if destination == "-" else Path(destination).suffix.lower()
    if ending not in SINKS:
        raise BadInput(f"can't write to {destination!r}: the ending must be one of {', '.join(SINKS)}")
    return SINKS[ending](destination)
