"""Words that are an organization by themselves because they are one of the article's in another script."""

from faktograf.language import morphology
from faktograf.organizations import scripts


def is_spelt(form: str, latin: frozenset[str]) -> bool:
    """Whether a word is one of the article's Latin names in Russian letters: «Твиттеру»; no surname, no place."""
    if form.isascii() or not form[0].isupper() or scripts.consonants(form) not in latin:
        return False
    first = morphology.parses(form.lower())[0]
    return not first.is_known or not {"Name", "Surn", "Patr", "Geox"} & first.tag.grammemes
