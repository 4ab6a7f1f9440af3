"""NEREL in brat standoff → paragraphs with tags for each head of the recognizer."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from faktograf.errors import BadInput
from faktograf.language import segments
from faktograf.language.bioes import BEGIN, END, INSIDE, OUTSIDE, SINGLE
from faktograf.language.recognizer import HEADS

_LABELS = {
    "ORG": ("ORGANIZATION",),
    "PER": ("PERSON",),
    "PROF": ("PROFESSION",),
    "LOC": ("COUNTRY", "CITY", "STATE_OR_PROVINCE", "DISTRICT", "LOCATION"),
    "NUM": ("NUMBER", "MONEY", "PERCENT", "ORDINAL", "AGE"),
    "DATE": ("DATE", "TIME"),
}
Interval = tuple[int, int]


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of one article: its sentences' tokens, and token × head tags."""

    article: str
    sentences: Sequence[Sequence[segments.Token]]
    tags: NDArray[np.int64]

    @property
    def tokens(self) -> list[segments.Token]:
        """All tokens, sentences joined."""
        return [token for sentence in self.sentences for token in sentence]


def paragraphs(folder: Path) -> Iterator[Paragraph]:
    """The paragraphs of all articles of a split; raises BadInput where there is none."""
    files = sorted(folder.glob("*.ann"))
    if not files:
        raise BadInput(f"no *.ann files in {folder}; want a split of NEREL v1.1 in brat standoff")
    for path in files:
        text = path.with_suffix(".txt").read_bytes().decode("utf-8")
        spans = annotated(path)
        for _, sentences in segments.by_paragraph(text):
            tokens = [token for sentence in sentences for token in sentence]
            yield Paragraph(path.stem, sentences, _tags(tokens, spans))


def annotated(path: Path) -> dict[str, list[Interval]]:
    """Label → its continuous spans, half-open."""
    spans: dict[str, list[Interval]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        fields = line.split("\t")
        if fields[0].startswith("T") and ";" not in fields[1]:
            label, start, stop = fields[1].split()
            spans.setdefault(label, []).append((int(start), int(stop)))
    return spans


def _tags(tokens: Sequence[segments.Token], spans: dict[str, list[Interval]]) -> NDArray[np.int64]:
    tags = np.full((len(tokens), len(HEADS)), OUTSIDE, dtype=np.int64)
    for i, head in enumerate(HEADS):
        for start, stop in _of_head(head, spans):
            covered = [j for j, token in enumerate(tokens) if token.start < stop and start < token.stop]
            if not covered or tags[covered, i].any():
                continue
            tags[covered, i] = INSIDE
            tags[covered[0], i], tags[covered[-1], i] = BEGIN, END
            if len(covered) == 1:
                tags[covered[0], i] = SINGLE
    return tags


def _of_head(head: str, spans: dict[str, list[Interval]]) -> list[Interval]:
    """The spans that a head learns: the outermost of its labels, for INNER_ORG the innermost organizations."""
    if head == "INNER_ORG":
        rows = sorted(set(spans.get("ORGANIZATION", ())))
        return [row for row in rows if not any(_holds(row, other) for other in rows)]
    rows = sorted({row for label in _LABELS[head] for row in spans.get(label, ())})
    return [row for row in rows if not any(_holds(other, row) for other in rows)]


def _holds(outer: Interval, inner: Interval) -> bool:
    return outer != inner and outer[0] <= inner[0] and inner[1] <= outer[1]
