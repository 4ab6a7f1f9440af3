"""Names that the tagger may miss: in quotes behind a class word («сеть «Дом у реки»»), and numbered («школа № 15»)."""

from collections.abc import Iterable, Iterator, Sequence

from faktograf.language import morphology
from faktograf.organizations import marks, phrase, words
from faktograf.organizations.marks import Hit


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
