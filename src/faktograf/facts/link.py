"""A link of a fact: what it leads to, and why it was made."""

from typing import NamedTuple


class Link(NamedTuple):
    """Index of an organization or a date of the article, and the reason as `explain` shows it."""

    to: int
    why: str
