"""What every store can do: take a chunk whole or not at all, and tell which items it has taken."""

from collections.abc import Iterator, Mapping
from typing import Protocol

import msgspec

from faktograf.errors import BadInput, FaktografError
from faktograf.records import Record, Skipped

Settings = Mapping[str, str]


class StoreError(FaktografError):
    """A store that could not be written: a full disk, a lost connection, a foreign schema."""


def check(version: str) -> None:
    """Raises BadInput for tables of another version than ours."""
    from faktograf.sinks import schema  # it brings pyarrow, which JSON Lines do without

    if version != str(schema.VERSION):
        raise BadInput(f"the store has tables of version {version}, this faktograf has those of {schema.VERSION}")


class Entry(msgspec.Struct, frozen=True):
    """What the ledger remembers of one input item.

    `id` is the article's, or that of a reject's place; `digest` tells whether the input has changed since;
    `signature` is the MinHash by which reprints are found, empty for a reject.
    """

    id: str
    digest: bytes
    is_reject: bool
    signature: bytes = b""


class Chunk(msgspec.Struct, frozen=True):
    """Items in their order: an entry for each, and the record or the reject that it gave."""

    entries: tuple[Entry, ...]
    records: tuple[Record, ...]
    rejects: tuple[tuple[str, Skipped], ...]  # with the id of the entry


class Store(Protocol):
    """A destination; after a crash it holds the chunks that were committed and nothing of any other."""

    def settings(self) -> Settings | None:
        """What the run that made it was started with; None for a new one."""

    def entries(self) -> Iterator[Entry]:
        """All that was committed, the last entry of each id."""

    def begin(self, settings: Settings) -> None:
        """Make it ready, and remember the settings."""

    def commit(self, chunk: Chunk) -> None:
        """Take a chunk for good; rows of its ids that were there before go. Raises StoreError."""

    def close(self) -> None:
        """Finish; what was replaced is gone from files too."""

    def abandon(self) -> None:
        """Let go without finishing; what was committed stays for the next run."""
