"""When it holds: the date of the clause, else of the sentence, else the one that the story goes on with."""

from collections.abc import Sequence

from faktograf.dates import Found as Date
from faktograf.facts import predicate, words
from faktograf.facts.link import Link
from faktograf.facts.scene import Scene

_RANK = {"date": 0, "time": 1, "duration": 2, "set": 3}
_VAGUE = frozenset(("PAST_REF", "FUTURE_REF"))


def date(scene: Scene, span: range, verb: int | None) -> Link | None:
    """The date in the sentence and what links it: the same predicate first, calendar before duration, then the nearest.

    A date under a verb that the quantity's verb does not hang on belongs to another clause.
    """
    rows = []
    above = scene.sentence.above(verb) if verb is not None else set()
    for index, found in scene.dates:
        tokens = scene.within(found.start, found.stop)
        if not tokens or found.value in _VAGUE:
            continue
        own = predicate.found(scene.sentence, tokens)
        if own is not None and verb is not None and own != verb and own not in above:
            continue
        why = "in the clause" if own == verb else "in the clause above" if own in above else "in the sentence"
        rank = (found.type == "set", own != verb, _RANK[found.type], tokens[0] > span[0], abs(tokens[0] - span[0]))
        rows.append((rank, index, why))
    return Link(*min(rows)[1:]) if rows else None


def inherited(scenes: Sequence[Scene], at: int, dates: Sequence[int | None]) -> Link | None:
    """The date of the fact before, where the sentence has none of its own and plainly goes on from it."""
    if not at or scenes[at].dates or scenes[at].paragraph != scenes[at - 1].paragraph:
        return None
    first = scenes[at].sentence.tokens[0].text
    before = dates[at - 1]
    return Link(before, f"of the sentence before, «{first}»") if before is not None and _goes_on(first) else None


def _goes_on(first: str) -> bool:
    return words.has("continues", first)


def is_calendar(found: Date) -> bool:
    """Whether a date fixes days of the calendar."""
    return found.begin is not None
