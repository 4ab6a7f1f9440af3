"""Names that the tagger may miss: in quotes behind a class word («сеть «Дом у реки»»), and numbered («школа № 15»)."""

from collections.abc import Iterator, Sequence

from faktograf.language import morphology
from faktograf.language.segments import Token
from faktograf.organizations import phrase, words

_NUMBER = frozenset(("№", "N"))


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
