"""Where an organization may be named in a sentence: the tagger's spans mended, full names grown, known names, quotes.

Each finder is asked only where the sentence has a word of the marks that it needs.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from typing import NamedTuple

from faktograf.organizations import famous, marks, phrase, quoted, spans, words
from faktograf.organizations.rows import Row

Span = tuple[int, int]
Candidate = tuple[int, int, str]  # a span, and the rule that found it


class Known(NamedTuple):
    """What the article as a whole tells of its words: names wherever they stand, in quotes, in another script."""

    everywhere: frozenset[str]
    in_quotes: frozenset[tuple[str, ...]]
    spelt: frozenset[str]


def found(row: Row, known: Known) -> list[Candidate]:
    """All that may be a name, each with its rule; the same span may come by several."""
    forms = row.tokens.forms
    out = _tagged(row)
    for needed, rule, finder in _FINDERS:
        if row.marks & needed:
            out += [(*span, rule) for span in finder(row, known)]
    out += [(*span, "other script") for span in _in_other_script(row, _places(forms, known.spelt))]
    out += [(*span, "same word") for span in _again(row, _places(forms, known.everywhere))]
    if "(" in forms:
        out += [(*span, "in brackets") for _, stop, _ in out for span in spans.in_brackets(forms, stop)]
    return out


def _places(forms: Sequence[str], wanted: Set[str]) -> list[int]:
    """Where the wanted words stand in a sentence; most have none."""
    return [] if wanted.isdisjoint(forms) else [i for i, form in enumerate(forms) if form in wanted]


def _tagged(row: Row) -> list[Candidate]:
    """The tagger's spans, mended, and what the rest of a list of quoted names tells of them."""
    forms = row.tokens.forms
    more, less = quoted.listed(forms, row.hits, row.tagged) if row.marks & marks.OPENING else ((), ())
    mended = [span for tagged in row.tagged for span in spans.pieces(forms, *tagged, row.labels)]
    out = [(*span, "tagger") for span in mended if span not in less]
    return out + [(*span, "in a list") for span in more]


def _by_themselves(row: Row, known: Known) -> Iterator[Span]:
    """«Госдума», «МВД»."""
    return ((i, i + 1) for i, mark in row.hits if mark & marks.WHOLE and not _is_in_person(row.labels, i))


def _is_in_person(labels: Sequence[str], at: int) -> bool:
    """Whether a word is one of several of a person's name; a known name alone is none: «инспекторы Рыбоохраны»."""
    return labels[at] == "PER" and labels[max(0, at - 1) : at + 2].count("PER") > 1


def _famous(row: Row, known: Known) -> Iterator[Span]:
    """«[Красный Крест]»."""
    places = (i for i, mark in row.hits if mark & marks.FAMOUS)
    return ((i, stop) for i in places for stop, _ in famous.at(row.tokens.forms, i))


def _camel(row: Row, known: Known) -> Iterator[Span]:
    """«YouTube»."""
    places = (i for i, mark in row.hits if mark & marks.CAMEL and row.labels[i] != "PER")
    return ((i, i + 1) for i in places if spans.is_whole_word(row.tokens, i))


def _untouched(finder: Callable[[Row, Known], Iterable[Span]]) -> Callable[[Row, Known], Iterator[Span]]:
    """What a finder finds where the tagger has seen nothing, or only a part of it."""
    return lambda row, known: (span for span in finder(row, known) if not _touches(span, row.tagged))


def _touches(span: Span, tagged: Sequence[Span]) -> bool:
    """Whether the tagger has seen the head noun too; where it has, it knows better how far the name reaches."""
    return any(first < span[1] and span[0] < stop and not span[0] < first < stop <= span[1] for first, stop in tagged)


def _reported(row: Row, known: Known) -> Iterator[Span]:
    """«По данным [comScore]»."""
    return (span for span in quoted.reported(row.tokens.forms, row.hits) if not row.labels[span[0]])


def _in_other_script(row: Row, places: Iterable[int]) -> Iterator[Span]:
    """A name that the article has in Latin letters too, not beside a person's."""
    labels = row.labels
    return ((i, i + 1) for i in places if "PER" not in (*labels[max(0, i - 1) : i], *labels[i + 1 : i + 2]))


def _again(row: Row, places: Iterable[int]) -> Iterator[Span]:
    """A word that is a name elsewhere in the article."""
    forms = row.tokens.forms
    untold = (i for i in places if not row.labels[i] and not spans.is_bare(forms, i, i + 1))
    return ((spans.place_before(forms, i), i + 1) for i in untold)


def _grown(row: Row, known: Known) -> Iterator[tuple[int, int]]:
    """Full names grown from a head noun that something anchors: a place, a capital, a body's own tail."""
    forms, labels = row.tokens.forms, row.labels
    for head in (i for i, mark in row.hits if mark & marks.HEAD and labels[i] != "PER"):
        first, stop = phrase.left(forms, head), phrase.right(forms, head, labels)
        if words.has("class", forms[head]) and _is_followed_by_name(forms, stop, labels):
            continue  # «российский фонд DST»: the name comes after
        if _is_state(forms, head, stop):
            continue
        if spans.only_points(forms, first, stop):
            continue
        is_spoken_of = forms[first][0].isupper() or words.has("body", forms[head])
        if stop - first > 1 and is_spoken_of and _is_anchored(forms, first, head, stop, labels):
            yield phrase.trimmed(forms, first, head), stop


def _is_state(forms: Sequence[str], head: int, stop: int) -> bool:
    """«Российская Федерация», its law «Российской Федерации по вопросам …»; not «Российская федерация по борьбе»."""
    is_whole = stop == head + 1 or (forms[head][0].isupper() and forms[head + 1] == "по")
    return is_whole and spans.is_state(forms, head)


def _is_followed_by_name(forms: Sequence[str], stop: int, labels: Sequence[str]) -> bool:
    return stop < len(forms) and (labels[stop] == "ORG" or phrase.quoted(forms, stop) is not None)


def _is_anchored(forms: Sequence[str], first: int, head: int, stop: int, labels: Sequence[str]) -> bool:
    begins = first == 0 or forms[first - 1] in spans.QUOTES
    around = [i for i in range(first, stop) if i != head]
    if any(labels[i] in ("LOC", "ORG") for i in around):
        return True
    if any(forms[i][0].isupper() and not words.has("never", forms[i]) for i in around if not (i == first and begins)):
        return True
    if any(words.has("place", forms[i]) for i in range(first, head)):
        return True
    if forms[head][0].isupper() and not (head == first and begins):
        return True
    kind = words.kind("head_noun", forms[head])
    return kind in spans.BODIES and stop > head + 1 and words.has("body", forms[head])


_FINDERS: tuple[tuple[int, str, Callable[[Row, Known], Iterable[Span]]], ...] = (
    (marks.HEAD, "head noun", _untouched(_grown)),
    (marks.WHOLE, "known name", _by_themselves),
    (marks.FAMOUS, "known name", _famous),
    (marks.CAMEL, "two capitals", _camel),
    (
        marks.OPENING,
        "class word",
        _untouched(lambda row, known: quoted.again(row.tokens.forms, row.hits, known.in_quotes)),
    ),
    (marks.NUMBER, "class word", _untouched(lambda row, known: quoted.numbered(row.tokens.forms, row.hits))),
    (marks.NOMINAL, "class word", _untouched(lambda row, known: quoted.channels(row.tokens.forms, row.hits))),
    (marks.OPENING | marks.LATIN, "source", _untouched(_reported)),
)
