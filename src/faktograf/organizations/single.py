"""Words that are an organization by themselves: known ones, and Latin ones with two capitals."""

import re

from faktograf.organizations import words

_CAMEL = re.compile(r"[A-Z][a-z]+(?:[A-Z][a-z]+)+")


def is_known(form: str, label: str) -> bool:
    """Whether a word is an organization by itself («Госдума», «МВД»); small letters are not believed."""
    if label == "PER" or not form[0].isupper() or not words.has("whole", form):
        return False
    return form.isupper() or len(form) > 4


def is_camel(form: str, label: str) -> bool:
    """Whether a Latin word has a capital inside: «PayPal», «YouTube»; not «iPhone», not «COVID»."""
    return form.isascii() and label != "PER" and _CAMEL.fullmatch(form) is not None
