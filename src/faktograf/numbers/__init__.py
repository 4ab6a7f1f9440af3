"""Quantities: every number that says how much, how many or which, with what it counts."""

from collections.abc import Callable, Sequence
from typing import Any

import msgspec


class Found(msgspec.Struct, frozen=True):
    """A quantity in the text (half-open), its exact value, and what it counts."""

    start: int
    stop: int
    kind: str
    low: str
    high: str
    modifier: str | None
    unit: str | None
    counted: str | None
    rule: str
    slots: dict[str, str]
    counted_at: tuple[int, int] | None


def find(
    text: str,
    *,
    dates: Sequence[tuple[int, int]] = (),
    names: Sequence[tuple[int, int]] = (),
    body: Sequence[tuple[int, int]] | None = None,
    syntax: Callable[..., Any] | None = None,
) -> list[Found]:
    """The quantities of a text, in its order."""
    return []
