"""Sentences as this room reads them: their words, the marks of these, and the tagger's names laid over them."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from faktograf.language.names import Name
from faktograf.language.segments import Tokens
from faktograf.organizations import marks, quoted, spans, words
from faktograf.organizations.marks import Hit


class Row(NamedTuple):
    """A sentence with the words in it that may be something, the label of each token, and the tagged organizations."""

    tokens: Tokens
    hits: Sequence[Hit]
    marks: int  # of all of these
    labels: Sequence[str]
    tagged: Sequence[tuple[int, int]]  # as token ranges


def laid(sentences: Iterable[Tokens], names: Sequence[Name]) -> list[Row]:
    """The sentences that have words, each with what is known of them."""
    starts = [name.start for name in names]
    return [_row(tokens, names, starts) for tokens in sentences if tokens.forms]


def _row(tokens: Tokens, names: Sequence[Name], name_starts: Sequence[int]) -> Row:
    """The names of a sentence laid over its tokens; a place inside an organization keeps its label."""
    forms, starts = tokens.forms, tokens.starts
    labels, tagged, people = [""] * len(forms), [], []
    first_name, last_name = bisect_left(name_starts, starts[0]), bisect_left(name_starts, tokens.stop(-1))
    for name in names[first_name:last_name]:
        first, stop = bisect_left(starts, name.start), bisect_left(starts, name.stop)
        if name.label == "ORG" and stop == first + 1 and words.has("never", forms[first]):
            continue  # УЗИ
        if name.label == "ORG":
            first, stop = spans.in_whole_words(tokens, first, stop)
            tagged.append((first, stop))
        people += [(first, stop)] if name.label == "PER" else []
        for i in range(first, stop):
            if not labels[i] or name.label == "LOC":
                labels[i] = name.label
    hits, told = marks.hits(forms), 0
    for _, mark in hits:
        told |= mark
    tagged = [(first, spans.with_person(stop, people)) for first, stop in tagged] if people else tagged
    return Row(tokens, hits, told, labels, quoted.joined(forms, tagged))
