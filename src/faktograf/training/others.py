"""Other words for the words of a paragraph: near ones by navec's vectors that are written and inflected alike.

A text with other words is no news, but each of its words stands where such a word may stand: «Роснефть» for «Лукойл»,
«судью» for «тренера». The teachers tell what is named in it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from faktograf.language import morphology, tagger
from faktograf.language.blocks import Floats

_SWAPPED = frozenset(("NOUN", "ADJF", "ADJS", "VERB", "INFN", "PRTF", "PRTS", "GRND", "ADVB", None))
_ENDING = 2  # letters that the words have in common at their end
_NEAREST, _KEPT = 24, 10
_LEAST = 0.25  # cosine
_SHORT = 5  # letters of an abbreviation


class Others:
    """Word → other words of the vectors' vocabulary that may stand for it, the nearest first."""

    def __init__(self, words: Iterable[str]):
        vocabulary = dict.fromkeys(tagger.word_vectors().words.all())
        wanted = sorted({word.lower() for word in words if _is_word(word)} & vocabulary.keys())
        asked: dict[str, list[str]] = defaultdict(list)
        for word in wanted:
            asked[_group(word)].append(word)
        groups: dict[str, list[str]] = defaultdict(list)
        for word in filter(_is_word, vocabulary):
            if word[-_ENDING:] in asked or len(word) <= _SHORT or word.isascii():
                groups[_group(word)].append(word)
        self._of: dict[str, list[str]] = {}
        for key, few in asked.items():
            for word, others in _nearest(few, sorted(groups[key])):
                kept = [other for other in others if signature(other) == signature(word)][:_KEPT]
                self._of[word] = kept

    def __call__(self, word: str, among: np.random.Generator) -> str:
        """One that may stand for the word, written as it is; the word itself where none may."""
        others = self._of.get(word.lower())
        return _written(others[int(among.integers(len(others)))], word) if others else word


def _is_word(word: str) -> bool:
    return len(word) > 1 and word.replace("-", "").isalpha()


def _group(word: str) -> str:
    """Where its other words are looked for: among those of the same ending, or among all abbreviations."""
    if word.isascii():
        return "latin"
    is_short = len(word) <= _SHORT and signature(word)[1] == "abbreviation"
    return "abbreviation" if is_short else word[-_ENDING:]


def signature(word: str) -> tuple[str | None, str]:
    """What two words must share: part of speech and grammemes of the likeliest reading."""
    if word.isascii():
        return (None, "latin")
    tag = morphology.parses(word)[0].tag
    if "Abbr" in tag.grammemes:
        return ("NOUN", "abbreviation")
    kind = next((name for name in ("Surn", "Name", "Patr", "Geox", "Orgn") if name in tag.grammemes), "")
    told = (tag.gender or "", tag.number or "", tag.case or "", tag.tense or "", tag.person or "")
    return (tag.POS, " ".join((*told, kind and "name")))


def _nearest(few: Sequence[str], group: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """Each of a few words with the nearest of a group; none for words of a closed class."""
    few = [word for word in few if signature(word)[0] in _SWAPPED]
    if not few or len(group) < 2:
        return
    table = _unit(group)
    for start in range(0, len(few), 512):
        part = few[start : start + 512]
        near = _unit(part) @ table.T
        count = min(_NEAREST, len(group) - 1)
        best = np.argpartition(-near, count, axis=1)[:, : count + 1]
        for word, row, columns in zip(part, near, best, strict=True):
            ranked = sorted(columns.tolist(), key=lambda column: -row[column])
            yield word, [group[c] for c in ranked if row[c] > _LEAST and group[c] != word]


def _unit(words: Sequence[str]) -> Floats:
    vectors = tagger.word_features(words)[0]
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-6)
    return vectors


def _written(other: str, word: str) -> str:
    """The other word with the capitals of the word: «Сбербанк», «ВТБ», «Санкт-Петербург»."""
    if len(word) > 1 and word.isupper():
        return other.upper()
    return "-".join(part[:1].upper() + part[1:] for part in other.split("-")) if word[0].isupper() else other
