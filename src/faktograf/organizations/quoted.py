"""Names that the tagger may miss: in quotes behind a class word («сеть «Дом у реки»»), and numbered («школа № 15»)."""

from collections.abc import Iterator, Sequence

from faktograf.language import morphology
from faktograf.language.segments import Token
from faktograf.organizations import phrase, words

_NUMBER = frozenset(("№", "N"))
_JOINS = frozenset((",", "и", "или", "а", "также"))


def after_class(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """What stands in quotes right behind a word that says what it is: «хозяйство «[Родник]»»."""
    for at in phrase.opening(tokens):
        if at and words.has("class", tokens[at - 1].text):
            inside = phrase.quoted(tokens, at)
            if inside and tokens[inside[0]].text[0].isupper():
                yield inside


def again(tokens: Sequence[Token], known: frozenset[tuple[str, ...]]) -> Iterator[tuple[int, int]]:
    """The same names in quotes elsewhere, whatever their case: «[Дома у реки]»."""
    for at in phrase.opening(tokens) if known else ():
        inside = phrase.quoted(tokens, at)
        if inside and tokens[inside[0]].text[0].isupper() and lemmas(tokens[slice(*inside)]) in known:
            yield inside


def lemmas(tokens: Sequence[Token]) -> tuple[str, ...]:
    """The words of a name as lemmas."""
    return tuple(morphology.lemma(token.text.lower()) for token in tokens)


def numbered(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """«[городская поликлиника № 2]»; adjectives that only describe stay out."""
    for head, token in enumerate(tokens[:-2]):
        if tokens[head + 1].text in _NUMBER and tokens[head + 2].text.isdigit() and words.has("head_noun", token.text):
            yield phrase.trimmed(tokens, phrase.left(tokens, head), head), head + 3


def listed(
    tokens: Sequence[Token], tagged: Sequence[tuple[int, int]]
) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """What the rest of a list tells of its quoted names: those to add where most are tagged, to drop where few are.

    «Аэрофлот», «Победа», «Россия» и «Уральские авиалинии» are of one kind.
    """
    add: list[tuple[int, int]] = []
    drop: list[tuple[int, int]] = []
    for row in _rows(tokens):
        told = [span for span in row if span in tagged]
        if 2 * len(told) > len(row):
            add += [span for span in row if span not in tagged]
        elif 2 * len(told) < len(row) and len(row) > 2:
            drop += told
    return add, drop


def _rows(tokens: Sequence[Token]) -> Iterator[list[tuple[int, int]]]:
    """The insides of quotes that follow each other with nothing but a comma, «и» or «или» in between, three or more."""
    row: list[tuple[int, int]] = []
    for at in phrase.opening(tokens):
        inside = phrase.quoted(tokens, at)
        if inside is None or (row and at < row[-1][1]):
            continue
        between = [token.text for token in tokens[row[-1][1] + 1 : at]] if row else []
        if row and not (0 < len(between) <= 2 and all(form in _JOINS for form in between)):
            if len(row) > 2:
                yield row
            row = []
        row.append(inside)
    if len(row) > 2:
        yield row
