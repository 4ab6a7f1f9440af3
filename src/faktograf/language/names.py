"""Named persons, places and organizations as the tagger sees them, one pass for all rooms."""

from functools import lru_cache
from typing import NamedTuple

from faktograf.language import segments, tagger


class Name(NamedTuple):
    """A tagged name: half-open place in the text and its label, PER, LOC or ORG."""

    start: int
    stop: int
    label: str


@lru_cache(maxsize=4)
def tagged(text: str) -> tuple[Name, ...]:
    """The names of a text in order; none crosses a sentence or a paragraph."""
    sentences = segments.tokens(text)
    tags = tagger.names([[token.text for token in sentence] for sentence in sentences])
    return tuple(name for row in zip(sentences, tags, strict=True) for name in _spans(*row))


def _spans(tokens: tuple[segments.Token, ...], tags: list[str]) -> list[Name]:
    """BIO tags → spans; an I- that follows nothing of its label begins a span."""
    spans: list[Name] = []
    open_label = None
    for token, tag in zip(tokens, tags, strict=True):
        place, _, label = tag.partition("-")
        if place == "I" and open_label == label:
            spans[-1] = spans[-1]._replace(stop=token.stop)
        elif label:
            spans.append(Name(token.start, token.stop, label))
        open_label = label or None
    return spans
