"""Parliaments: whose the votes of their members are, and that seats in them are a party's."""

from bisect import bisect_left
from collections.abc import Sequence

from faktograf.facts import words
from faktograf.facts.link import Link
from faktograf.facts.scene import Mentioned, Scene
from faktograf.numbers import Found as Quantity


def of_members(scene: Scene, quantity: Quantity, mentions: Sequence[Mentioned]) -> Link | None:
    """«За закон проголосовали 149 сенаторов»: the house that was named last, here or before; for votes, here only.

    `mentions` are all of the article, in the order of the text.
    """
    counted = (quantity.counted or "").lower()
    if not words.has("member", counted) and not words.has("vote", counted):
        return None
    stop = bisect_left(mentions, scene.sentence.stop, key=lambda mention: mention.start)
    houses = [mention for mention in mentions[:stop] if mention.is_house]
    if not houses or (words.has("vote", counted) and houses[-1].start < scene.sentence.start):
        return None
    return Link(houses[-1].organization, f"the house whose {counted}")


def is_seat(counted: str | None) -> bool:
    """Whether what is counted are seats in a parliament, which a party wins and the parliament only has."""
    return counted is not None and words.has("seat", counted.lower())
