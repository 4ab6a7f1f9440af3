"""Named persons, places and organizations as our own tagger sees them, one pass for all rooms."""

from functools import lru_cache
from typing import NamedTuple

from faktograf.language import segments
from faktograf.language.recognizer import Recognizer, recognizer

_TOKENS = 4_000  # in one call of the network


class Name(NamedTuple):
    """A tagged name: half-open place in the text and its label, PER, LOC or ORG; an ORG may lie in an ORG."""

    start: int
    stop: int
    label: str


@lru_cache(maxsize=4)
def tagged(text: str) -> tuple[Name, ...]:
    """The names of a text in order, the longer first where two begin together; none crosses a paragraph."""
    return found(text, recognizer())


def found(text: str, network: Recognizer) -> tuple[Name, ...]:
    """The names that a network finds in a text."""
    paragraphs = segments.by_paragraph(text)
    rows: set[Name] = set()
    first = size = 0
    for i, sentences in enumerate(paragraphs, 1):
        size += sum(map(len, sentences))
        if size >= _TOKENS or i == len(paragraphs):
            rows |= _batch(paragraphs[first:i], network)
            first, size = i, 0
    return tuple(sorted(rows, key=lambda name: (name.start, -name.stop, name.label)))


def _batch(paragraphs: list[list[tuple[segments.Token, ...]]], network: Recognizer) -> set[Name]:
    words = [[[token.text for token in sentence] for sentence in sentences] for sentences in paragraphs]
    out = set()
    for sentences, spans in zip(paragraphs, network(words), strict=True):
        tokens = [token for sentence in sentences for token in sentence]
        for first, stop, label in spans:
            out.add(Name(tokens[first].start, tokens[stop - 1].stop, "ORG" if label == "INNER_ORG" else label))
    return out
