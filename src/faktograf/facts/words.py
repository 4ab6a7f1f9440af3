"""What words.tsv knows of a word: verbs of speech, nouns of action, words that point back."""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from faktograf.language import morphology
from faktograf.language.lexicon import Slots

slots = Slots(Path(__file__).with_name("words.tsv"))
_OF_VERBS = {"ание": ("ать",), "яние": ("ять",), "ение": ("ить", "еть", "ти"), "ятие": ("ять",), "ытие": ("ыть",)}
_SOFTENED = {"жд": ("д",), "ж": ("д", "з"), "ч": ("т",), "ш": ("с",), "щ": ("т", "ст")}
_SOFTENED |= {f"{sound}л": (sound,) for sound in "бвмп"}


def has(slot: str, form: str) -> bool:
    """Whether a row of words.tsv gives the form this slot."""
    return slot in slots[form]


@lru_cache(maxsize=20_000)
def is_action(form: str) -> bool:
    """Whether a noun is made of a verb that the dictionary knows, and names no thing: «удаление», not «население»."""
    lemma = morphology.lemma(form.lower())
    endings = next((verbs for ending, verbs in _OF_VERBS.items() if lemma.endswith(ending)), ())
    if not endings or has("thing", form):
        return False
    return any(_is_verb(stem + ending + own) for stem in _stems(lemma[:-4]) for ending in endings for own in ("", "ся"))


def _stems(stem: str) -> Iterator[str]:
    """A noun's stem, and those of a verb that its last sound may come from: «похищ» → «похит»."""
    yield stem
    for soft, hard in _SOFTENED.items():
        if stem.endswith(soft):
            yield from (stem.removesuffix(soft) + sound for sound in hard)


def _is_verb(form: str) -> bool:
    first = morphology.parses(form)[0]
    return bool(first.is_known) and first.tag.POS == "INFN"
