"""Names of several words that are known wherever they stand: «Красный Крест», «Эхо Москвы» (famous.tsv)."""

from collections.abc import Iterator, Sequence
from functools import cache
from os.path import commonprefix
from pathlib import Path
from typing import NamedTuple

from faktograf.language import atoms, morphology
from faktograf.language.lexicon import columns_of
from faktograf.organizations import stems

_FEW = 4  # letters by which a first word is told from most others


class Famous(NamedTuple):
    """A name word by word as the table writes it, as it is compared, and its kind."""

    words: tuple[str, ...]
    stems: tuple[str, ...]
    kind: str


@cache
def _by_first() -> dict[str, list[Famous]]:
    """famous.tsv by the first word of each name. Raises BadRules for a line that has not two columns."""
    found: dict[str, list[Famous]] = {}
    for name, kind in columns_of(Path(__file__).with_name("famous.tsv"), "name<TAB>kind", (2,)):
        words = tuple(name.split())
        row = Famous(words, tuple(map(stems.stem, words)), kind)
        found.setdefault(row.stems[0], []).append(row)
    return found


def may_begin(form: str) -> bool:
    """Whether a word with a capital may be the first of a known name; most are told by their first letters."""
    return (
        form[0].isupper()
        and atoms.key(form).startswith(_openings())
        and not _by_first().keys().isdisjoint(_lemmas(form))
    )


@cache
def _openings() -> tuple[str, ...]:
    """The letters, few, that all forms of a first word begin with, «покраснее» apart: «крас» of «Красному»."""
    return tuple(sorted(set(map(_opening, _by_first()))))


def _opening(stem: str) -> str:
    forms = (form for form in map(atoms.key, morphology.forms(stem)) if form[0] == stem[0])
    return commonprefix([stem, *forms])[:_FEW]  # noqa: RUF071 (letters are meant)


def at(forms: Sequence[str], first: int) -> Iterator[tuple[int, Famous]]:
    """The known names that begin at a word, each with where it stops: «в [Красном Кресте]»."""
    for lemma in _lemmas(forms[first]):
        for name in _by_first().get(lemma, ()):
            words = forms[first : first + len(name.words)]
            if len(words) == len(name.words) and all(map(_is, words, name.words, name.stems)):
                yield first + len(words), name


def _lemmas(form: str) -> set[str]:
    """What a form may be compared as: «Красному» is no longer «красное» alone."""
    return {stems.stem(form), *(atoms.key(parse.normal_form) for parse in morphology.parses(form.lower()))}


def _is(form: str, word: str, stem: str) -> bool:
    """Whether a form is the word, with a capital where that has one: no «красный крест»."""
    return stem in _lemmas(form) and (form[0].isupper() or word[0].islower())
