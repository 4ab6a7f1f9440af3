"""Documents → records and signatures, some at a time: the networks take many articles for little more than one."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import msgspec

from faktograf import analysis, reprints
from faktograf.records import Document, Record

TOGETHER, _CHARS = 32, 200_000  # documents that are analysed together, and their characters


class Options(msgspec.Struct, frozen=True):
    """How records are made; `units` and `registry` are paths of the user's own files."""

    keep_text: bool = True
    numbers: bool = False
    units: str | None = None
    registry: str | None = None


class Made(NamedTuple):
    """What a worker gives for a document: its record, and the signature by which reprints are found."""

    record: Record
    signature: bytes


def made_all(documents: Sequence[Document], *, options: Options) -> list[Made]:
    """Each document's record, the same as alone, and its signature."""
    out: list[Made] = []
    for group in _groups(documents):
        found = analysis.found_in_all(group, units=options.units, registry=options.registry)
        for document, one in zip(group, found, strict=True):
            record = analysis.to_record(document, one, keep_text=options.keep_text, numbers=options.numbers)
            out.append(Made(record, reprints.signature(document.text)))
    return out


def _groups(documents: Iterable[Document]) -> Iterator[list[Document]]:
    """Documents that are analysed together: some, of not too many characters."""
    group: list[Document] = []
    size = 0
    for document in documents:
        if group and (len(group) == TOGETHER or size + len(document.text) > _CHARS):
            yield group
            group, size = [], 0
        group.append(document)
        size += len(document.text)
    if group:
        yield group
