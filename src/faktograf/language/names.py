"""Named persons, places and organizations as our own tagger sees them, one pass for all rooms."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from faktograf.language import segments
from faktograf.language.recent import Recent
from faktograf.language.recognizer import Recognizer, recognizer

_LONGEST = 4_000  # tokens of a paragraph that are tagged together


class Name(NamedTuple):
    """A tagged name: half-open place in the text and its label, PER, LOC or ORG; an ORG may lie in an ORG."""

    start: int
    stop: int
    label: str


@Recent
def _read(text: str) -> tuple[Name, ...]:
    return found([text], recognizer())[0]


def read(texts: Iterable[str]) -> None:
    """Tag many texts at once, which costs less than one by one; `tagged` then has them."""
    texts = _read.lacking(texts)
    if texts:
        _read.keep(zip(texts, found(texts, recognizer()), strict=True))


def tagged(text: str) -> tuple[Name, ...]:
    """The names of a text in order, the longer first where two begin together; none crosses a paragraph."""
    return _read(text)


def found(texts: Sequence[str], network: Recognizer) -> list[tuple[Name, ...]]:
    """What a network finds in each text."""
    parts = [(n, part) for n, text in enumerate(texts) for part in _parts(text)]
    rows: list[set[Name]] = [set() for _ in texts]
    for (n, part), spans in zip(parts, network([part.forms for _, part in parts]), strict=True):
        for first, stop, label in spans:
            rows[n].add(Name(part.starts[first], part.stop(stop - 1), "ORG" if label == "INNER_ORG" else label))
    return [tuple(sorted(row, key=lambda name: (name.start, -name.stop, name.label))) for row in rows]


def _parts(text: str) -> Iterator[segments.Tokens]:
    """The paragraphs of a text, endless ones in parts of whole sentences."""
    for tokens, sentences in segments.by_paragraph(text):
        first = stop = 0
        for sentence in sentences if len(tokens) > _LONGEST else ():
            if stop > first and stop + len(sentence) - first > _LONGEST:
                yield tokens.part(first, stop)
                first = stop
            stop += len(sentence)
        yield tokens.part(first, len(tokens)) if first else tokens
