"""What a print has done to a text is undone before it is read; its length, and so all offsets, stay."""

from faktograf.language import entities, truecase


def plain(text: str) -> str:
    """The text with its HTML entities as signs, and with the capitals that it has lost."""
    return truecase.restored(entities.masked(text))
