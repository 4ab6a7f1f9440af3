"""words.tsv → which slots a form may fill, and with what value.

A row is `slot<TAB>word<TAB>value`; the value may be left out. A word that is its own lemma stands for
all its forms («год»: года, лет, гг; «Росстат»: Росстата, by its ending), any other for itself («году»); `=год` is
that form alone;
`#year` is a shape of number (see atoms.SHAPES); `*летний` is that word with a number written before it
(«двадцатилетний»), whose parts are the rows of the slot `head`. Lines that begin with «# » are comments.
"""

import re
from collections.abc import Collection, Container, Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from faktograf.errors import BadRules
from faktograf.language import atoms, morphology
from faktograf.language.remembered import Remembered

_NONE: frozenset[str] = frozenset()
_OPENING = 2  # letters
_MOST, _FEW = 20_000, 5_000  # tokens and atoms whose slots are remembered


class Word(NamedTuple):
    """One row of a words.tsv."""

    slot: str
    word: str
    value: str | None


def rows(path: Path) -> Iterator[Word]:
    """The rows of a words.tsv; raises BadRules with the line that has not two or three columns."""
    for columns in columns_of(path, "slot<TAB>word[<TAB>value]", (2, 3)):
        yield Word(columns[0], columns[1], columns[2] if len(columns) == 3 else None)


def columns_of(path: Path, want: str, counts: Container[int]) -> Iterator[list[str]]:
    """The columns of each line of a table with tabs, comments left out; the first two are never empty.

    Raises BadRules with the line that has another number of columns, and what it should have (`want`).
    """
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("# "):
            continue
        columns = line.split("\t")
        if len(columns) not in counts or not all(columns[:2]):
            raise BadRules(f"{path}:{number}: want {want}, got {line!r}")
        yield columns


def expand(word: str) -> Collection[str]:
    """The keys that a row's word stands for."""
    if word in atoms.SHAPES:
        return (word,)
    if word.startswith("=") and len(word) > 1:
        return (atoms.key(word[1:]),)
    inflected = morphology.guessed(word.lower()) or morphology.forms(word.lower())
    return set(atoms.key("\n".join((word, *inflected))).split("\n"))  # one key of all is soon made


class Lexicon:
    """Form or shape → slots, and (slot, form) → value."""

    def __init__(self, words: Iterable[Word], *, of_tokens: bool = False):
        self._of_tokens = of_tokens  # asked for tokens («пресс-служба»), not for atoms
        self.slots: dict[str, frozenset[str]] = {}
        self.values: dict[tuple[str, str], str] = {}
        self.heads: dict[str, str] = {}  # «двадцати» → «20»
        self.tails: dict[str, frozenset[str]] = {}  # «летний» → slots
        self._sets: dict[frozenset[str], frozenset[str]] = {}  # each once, however many words have it
        self._asked = Remembered(self.look_up, _FEW)
        for slot, word, value in words:
            self.add(slot, word, value)

    def add(self, slot: str, word: str, value: str | None = None) -> None:
        """One row more; the first value given to a form in a slot stays. Raises BadRules for two atoms."""
        self._asked.clear()
        if slot == "head":
            self.heads.update(dict.fromkeys(expand(word), value or ""))
            return
        if word.startswith("*") and len(word) > 1:
            for form in expand(word[1:]):
                self.tails[form] = self._one(self.tails.get(form, _NONE) | {slot})
                if value is not None:
                    self.values.setdefault((slot, "*" + form), value)
            return
        if (
            not self._of_tokens
            and word not in atoms.SHAPES
            and len(atoms.cut(word.removeprefix("=") or "=").forms) != 1
        ):
            raise BadRules(f"slot «{slot}»: «{word}» is more than one atom; make it a pattern or a macro")
        alone = self._one(frozenset((slot,)))
        for form in expand(word):
            known = self.slots.get(form)
            self.slots[form] = alone if known is None else self._one(known | alone)
            if value is not None:
                self.values.setdefault((slot, form), value)

    def of(self, form: str) -> frozenset[str]:
        """The slots that an atom may fill: by its form, or by its shape where it is a number."""
        return self._asked[form]

    def look_up(self, form: str) -> frozenset[str]:
        """The same, not remembered, for who remembers what is made of it."""
        shape, key = atoms.shape(form), atoms.key(form)
        found = self.slots.get(key, _NONE)
        more = (self._joined(key) if self.tails else _NONE) | (self.slots.get(shape, _NONE) if shape else _NONE)
        return self._one(found | more) if more else found  # most words have neither

    def _one(self, slots: frozenset[str]) -> frozenset[str]:
        return self._sets.setdefault(slots, slots)

    def _joined(self, key: str) -> frozenset[str]:
        """The slots of a word that a number is written together with: «двадцатилетний»."""
        halves = self.halves(key)
        return self.tails[halves[1]] if halves else _NONE

    def halves(self, key: str) -> tuple[list[str], str] | None:
        """The parts of the number, as values, and the word: «двадцатидвухлетний» → [20, 2], «летний»."""
        match = self._halves.fullmatch(key) if key.startswith(self._openings) else None
        if match is None:
            return None
        return [self.heads[head] for head in self._head.findall(match[1])], match[2]

    @cached_property
    def _openings(self) -> tuple[str, ...]:
        """What a number that is written together with a word begins with; most words are told from one by that."""
        return tuple(sorted({head[:_OPENING] for head in self.heads}))

    @cached_property
    def _head(self) -> re.Pattern[str]:
        return re.compile("|".join(sorted(map(re.escape, self.heads), key=len, reverse=True)) or "(?!)")

    @cached_property
    def _halves(self) -> re.Pattern[str]:
        tails = "|".join(sorted(map(re.escape, self.tails), key=len, reverse=True)) or "(?!)"
        return re.compile(f"((?:{self._head.pattern})+)({tails})")

    def value(self, slot: str, form: str) -> str | None:
        """What the form means in the slot: («month», «мае») → «5»; None where the form is its own value."""
        key = atoms.key(form)
        found = self.values.get((slot, key))
        halves = self.halves(key) if found is None and self.tails else None
        return self.values.get((slot, "*" + halves[1])) if halves else found

    def sets(self) -> list[frozenset[str]]:
        """All sets of slots that one atom may fill, in a fixed order."""
        shapes = [slots for form, slots in self.slots.items() if form.startswith("#")]
        found = {*shapes, *self.tails.values()}
        for form, slots in self.slots.items():
            if form.startswith("#"):
                continue
            joined = self._joined(form)
            whole = slots | joined if joined else slots
            found.add(whole)
            if atoms.may_have_shape(form):  # «I» may be a Roman numeral and a word, «9» a number and a literal
                found.update(whole | other for other in shapes)
        return sorted(found, key=sorted)


class Slots(Remembered[str, frozenset[str]]):
    """Token → its slots in a words.tsv, looked up once."""

    def __init__(self, path: Path):
        super().__init__(lambda form: self.lexicon.look_up(form), _MOST)
        self._path = path

    @cached_property
    def lexicon(self) -> Lexicon:
        """All rows of the file."""
        return Lexicon(rows(self._path), of_tokens=True)
