"""Words that are an organization by themselves: known ones, and Latin ones with two capitals."""

import re

from faktograf.language import morphology
from faktograf.organizations import scripts, words

_CAMEL = re.compile(r"[A-Z][a-z]+(?:[A-Z][a-z]+)+")


def is_known(form: str, label: str) -> bool:
    """Whether a word is an organization by itself («Госдума», «МВД»); small letters are not believed."""
    if label == "PER" or not form[0].isupper() or not words.has("whole", form):
        return False
    return form.isupper() or len(form) > 4


def is_camel(form: str, label: str) -> bool:
    """Whether a Latin word has a capital inside: «PayPal», «YouTube»; not «iPhone», not «COVID»."""
    return form.isascii() and label != "PER" and _CAMEL.fullmatch(form) is not None


def is_spelt(form: str, latin: frozenset[str]) -> bool:
    """Whether a word is one of the article's Latin names in Russian letters: «Твиттеру»; no surname, no place."""
    if form.isascii() or not form[0].isupper() or scripts.consonants(form) not in latin:
        return False
    first = morphology.parses(form.lower())[0]
    return not first.is_known or not {"Name", "Surn", "Patr", "Geox"} & first.tag.grammemes
