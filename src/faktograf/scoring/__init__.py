"""Records against gold that people annotated: figures, misses, and floors that keep what was reached."""

from faktograf.scoring.figures import BCubed, Figure, Found, Share
from faktograf.scoring.floors import (
    CorpusChanged,
    Shortfall,
    below,
    corpus_digest,
    raise_floors,
    read_floors,
    write_floors,
)
from faktograf.scoring.gold import GoldArticle
from faktograf.scoring.jsonl import read_records
from faktograf.scoring.loading import load_gold, text_folder
from faktograf.scoring.report import Report, score, table

__all__ = [
    "BCubed",
    "CorpusChanged",
    "Figure",
    "Found",
    "GoldArticle",
    "Report",
    "Share",
    "Shortfall",
    "below",
    "corpus_digest",
    "load_gold",
    "raise_floors",
    "read_floors",
    "read_records",
    "score",
    "table",
    "text_folder",
    "write_floors",
]
