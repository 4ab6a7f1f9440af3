"""The words around a number: its neighbours among the atoms, and how each word may be read."""

from bisect import bisect_left
from collections.abc import Iterator, Set
from functools import lru_cache
from typing import NamedTuple

from faktograf.language import atoms, morphology

_ENDS, _BREAK = frozenset(".!?…;"), frozenset((atoms.BREAK,))
_ENDS_OR_BREAK = _ENDS | _BREAK


class Word(NamedTuple):
    """One way to read a form: lemma, part of speech, case, number, gender; «» where the form has none."""

    lemma: str
    pos: str
    case: str
    number: str
    gender: str
    is_animate: bool
    is_name: bool
    is_known: bool
    score: float


class Atom(NamedTuple):
    """An atom of the text with its index and its place."""

    at: int
    form: str
    start: int
    stop: int

    @property
    def is_word(self) -> bool:
        """Whether it is made of letters."""
        return self.form[0].isalpha()

    @property
    def is_capitalised(self) -> bool:
        """«Иванов», «США»."""
        return self.form[0].isupper()


@lru_cache(maxsize=20_000)
def readings(form: str) -> tuple[Word, ...]:
    """The ways to read a form, likeliest first."""
    return tuple(_word(parse) for parse in morphology.parses(form))


def _word(parse: object) -> Word:
    tag = parse.tag  # type: ignore[attr-defined]
    return Word(
        parse.normal_form,  # type: ignore[attr-defined]
        str(tag.POS or ""),
        {"gen2": "gent", "loc2": "loct", "acc2": "accs", "gen1": "gent"}.get(str(tag.case or ""), str(tag.case or "")),
        str(tag.number or ""),
        str(tag.gender or ""),
        tag.animacy == "anim",
        bool({"Name", "Surn", "Patr"} & tag.grammemes),
        parse.is_known,  # type: ignore[attr-defined]
        parse.score,  # type: ignore[attr-defined]
    )


class Scene:
    """The atoms of a text, walked from any place in it."""

    def __init__(self, scanned: atoms.Atoms):
        self.scanned = scanned
        self._met: dict[tuple[int, int], tuple[Atom, int]] = {}

    def after(self, stop: int, most: int = 12) -> Iterator[Atom]:
        """The atoms that follow a place, to the end of its sentence."""
        return self._walk(bisect_left(self.scanned.starts, stop), 1, most, ends=_ENDS_OR_BREAK)

    def before(self, start: int, most: int = 12) -> Iterator[Atom]:
        """The atoms that stand before a place, nearest first, to the start of its sentence."""
        at = self.scanned.ended(start) - 1
        following: Atom | None = None
        for atom in self._walk(at, -1, most):
            if atom.form in _ENDS and self._ends(atom, following):
                return
            following = atom
            yield atom

    def sentence_before(self, start: int, most: int = 40) -> Iterator[Atom]:
        """The atoms of the sentence before the one in which a place lies, nearest first; none across a paragraph."""
        first = start
        for atom in self.before(start, most):
            first = atom.start
        end = next(self._walk(self.scanned.ended(first) - 1, -1, 1), None)
        if end is not None and end.form in _ENDS:
            yield from self.before(end.start, most)

    def between(self, stop: int, start: int, most: int) -> list[Atom] | None:
        """The atoms between two places; None where a sentence ends between them, or more than `most` stand there."""
        walk = list(self.after(stop, most + 1))
        inner = [atom for atom in walk if atom.stop <= start]
        return inner if len(inner) < len(walk) else None

    def _ends(self, atom: Atom, following: Atom | None) -> bool:
        """Whether a full stop ends a sentence: not the one of «ст. 5», «г. Москва»."""
        if atom.form != ".":
            return True
        previous = next(self._walk(atom.at - 1, -1, 1), None)
        return previous is None or len(previous.form) > 3 or (following is not None and following.is_capitalised)

    def _walk(self, at: int, step: int, most: int, *, ends: Set[str] = _BREAK) -> Iterator[Atom]:
        forms, met = self.scanned.forms, self._met
        while 0 <= at < len(forms) and most:
            form = forms[at]
            if form in ends:
                return
            if form:  # no GLUE
                atom, at = met.get((at, step)) or self._meet(at, step)
                yield atom
                most -= 1
            at += step

    def _meet(self, at: int, step: int) -> tuple[Atom, int]:
        """The word that is met at an atom, and its last atom on the way."""
        scanned = self.scanned
        last = self._last(at) if step > 0 else at
        form = scanned.forms[at] if last == at else scanned.text[scanned.starts[at] : scanned.stop(last)]
        met = self._met[at, step] = Atom(at, form, scanned.starts[at], scanned.stop(last)), last
        return met

    def _last(self, at: int) -> int:
        """The last atom of a word written with hyphens: «журналист-интернетчик»."""
        forms = self.scanned.forms
        while forms[at][0].isalpha() and forms[at + 1 : at + 4 : 2] == ["", ""] and forms[at + 2] == "-":
            if at + 4 >= len(forms) or not forms[at + 4][:1].isalpha():
                break
            at += 4
        return at
