"""Documents → records, streaming: nothing holds a dump in memory, and a bad article stops nothing."""

from collections.abc import Callable, Iterable, Iterator

import msgspec
from spacy.tokens import Doc

from faktograf import pipeline
from faktograf.records import Document, Record, Skipped
from faktograf.sinks import Sink


class Summary(msgspec.Struct):
    """What a run did."""

    records: int = 0
    skipped: int = 0
    facts: int = 0


def records(
    items: Iterable[Document | Skipped],
    *,
    workers: int = 1,
    keep_text: bool = True,
    numbers: bool = False,
    units: str | None = None,
    registry: str | None = None,
    skip: Callable[[Skipped], None],
) -> Iterator[Record]:
    """The records of the documents in their order; what was skipped goes to `skip` as it comes by."""
    nlp = pipeline.load(units=units, registry=registry)

    def documents() -> Iterator[tuple[Doc, Document]]:
        for item in items:
            if isinstance(item, Skipped):
                skip(item)
            else:
                yield pipeline.prepared(nlp, item), item

    for doc, document in nlp.pipe(documents(), as_tuples=True, n_process=workers, batch_size=32):
        yield pipeline.to_record(doc, document, keep_text=keep_text, numbers=numbers)


def run(
    items: Iterable[Document | Skipped],
    sink: Sink,
    *,
    workers: int = 1,
    keep_text: bool = True,
    numbers: bool = False,
    units: str | None = None,
    registry: str | None = None,
    advance: Callable[[Summary], None] = lambda summary: None,
) -> Summary:
    """All items into a sink; `advance` is called after each with the counts so far."""
    summary = Summary()

    def skip(skipped: Skipped) -> None:
        sink.reject(skipped)
        summary.skipped += 1
        advance(summary)

    try:
        for record in records(
            items, workers=workers, keep_text=keep_text, numbers=numbers, units=units, registry=registry, skip=skip
        ):
            sink.write(record)
            summary.records += 1
            summary.facts += len(record.facts)
            advance(summary)
    except BaseException:  # Ctrl-C too: no half-written file is left under the destination's name
        sink.abort()
        raise
    sink.close()
    return summary
