"""Names that the tagger may miss: in quotes behind a class word («сеть «Дом у реки»»), and numbered («школа № 15»)."""

from collections.abc import Iterable, Iterator, Sequence

from faktograf.language import morphology
from faktograf.organizations import marks, phrase, words
from faktograf.organizations.marks import Hit

Spans = list[tuple[int, int]]
_JOINS = frozenset((",", "и", "или", "а", "также"))


def after_class(forms: Sequence[str], hits: Iterable[Hit]) -> Iterator[tuple[int, int]]:
    """What stands in quotes right behind a word that says what it is: «хозяйство «[Родник]»»."""
    for at, mark in hits:
        if mark & marks.OPENING and at and words.has("class", forms[at - 1]):
            inside = phrase.quoted(forms, at)
            if inside and forms[inside[0]][0].isupper():
                yield inside


def again(forms: Sequence[str], hits: Iterable[Hit], known: frozenset[tuple[str, ...]]) -> Iterator[tuple[int, int]]:
    """The same names in quotes elsewhere, whatever their case: «[Дома у реки]»."""
    for at, mark in hits if known else ():
        inside = phrase.quoted(forms, at) if mark & marks.OPENING else None
        if inside and forms[inside[0]][0].isupper() and lemmas(forms[slice(*inside)]) in known:
            yield inside


def lemmas(forms: Iterable[str]) -> tuple[str, ...]:
    """The words of a name as lemmas."""
    return tuple(morphology.lemma(form.lower()) for form in forms)


def numbered(forms: Sequence[str], hits: Iterable[Hit]) -> Iterator[tuple[int, int]]:
    """«[городская поликлиника № 2]»; adjectives that only describe stay out."""
    for at, mark in hits:
        if mark & marks.NUMBER and 0 < at < len(forms) - 1 and forms[at + 1].isdigit():
            head = at - 1
            if words.has("head_noun", forms[head]):
                yield phrase.trimmed(forms, phrase.left(forms, head), head), at + 2


def listed(forms: Sequence[str], hits: Iterable[Hit], tagged: Sequence[tuple[int, int]]) -> tuple[Spans, Spans]:
    """What the rest of a list tells of its quoted names: those to add where most are tagged, to drop where few are.

    «Аэрофлот», «Победа», «Россия» и «Уральские авиалинии» are of one kind.
    """
    add: Spans = []
    drop: Spans = []
    for row in _rows(forms, [at for at, mark in hits if mark & marks.OPENING]):
        told = [span for span in row if span in tagged]
        if 2 * len(told) > len(row):
            add += [span for span in row if span not in tagged]
        elif 2 * len(told) < len(row):
            drop += told
    return add, drop


def _rows(forms: Sequence[str], opening: Sequence[int]) -> Iterator[Spans]:
    """The insides of quotes that follow each other with nothing but a comma, «и» or «или» in between, three or more."""
    row: Spans = []
    for at in opening if len(opening) > 2 else ():
        inside = phrase.quoted(forms, at)
        if inside is None or (row and at < row[-1][1]):
            continue
        between = forms[row[-1][1] + 1 : at] if row else []
        if row and not (0 < len(between) <= 2 and all(form in _JOINS for form in between)):
            if len(row) > 2:
                yield row
            row = []
        row.append(inside)
    if len(row) > 2:
        yield row
