"""Behind `faktograf score`: gold's texts read anew, or records made before, held against gold and floors."""

from pathlib import Path

from faktograf import batch, readers, scoring
from faktograf.records import Record

table = scoring.table


def report(gold: Path, *, texts: Path | None, records: Path | None) -> scoring.Report:
    """The figures of the records against the gold; without records its texts are extracted now."""
    texts = texts or scoring.text_folder(gold)
    wanted = scoring.load_gold(gold, texts=texts)
    if records is not None:
        return scoring.score(wanted, scoring.read_records(records))
    paths = [texts / f"{article.id}.txt" for article in wanted]
    made: dict[str, Record] = {
        record.article.id: record for record in batch.records(readers.read(paths), skip=lambda skipped: None)
    }
    return scoring.score(wanted, made)


def shortfalls(report: scoring.Report, floors: Path, gold: Path, *, texts: Path | None) -> list[str]:
    """A line for each figure below its floor."""
    corpus = scoring.corpus_digest(gold, texts or scoring.text_folder(gold))
    short = scoring.below(report, scoring.read_floors(floors, corpus=corpus))
    return [f"{row.name} is {row.now}, its floor is {row.floor}" for row in short]


def pin(report: scoring.Report, floors: Path, gold: Path, *, texts: Path | None, lower: bool) -> None:
    """Raise the floors to the figures; only `lower` lets one fall, on a changed corpus too."""
    corpus = scoring.corpus_digest(gold, texts or scoring.text_folder(gold))
    old = scoring.read_floors(floors, corpus=None if lower else corpus) if floors.exists() else {}
    scoring.write_floors(floors, scoring.raise_floors(report, old, lower=lower), corpus=corpus)
