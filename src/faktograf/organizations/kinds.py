"""What kind of organization a name is, where no word beside it says so: a club in a sentence about a match."""

from bisect import bisect_right
from collections.abc import Sequence

from faktograf.organizations import marks, words
from faktograf.organizations.mentions import Named
from faktograf.organizations.rows import Row


def of_groups(sentences: Sequence[Row], found: Sequence[Named], groups: Sequence[Sequence[int]]) -> list[str | None]:
    """The kind of each group of mentions: what a word of theirs tells first, else what their sentences are about."""
    told = [next((found[i].kind for i in group if found[i].kind), None) for group in groups]
    if None not in told:
        return told
    starts = [row.tokens.starts[0] for row in sentences]
    plays = [bool(row.marks & marks.SPORT) for row in sentences]
    return [
        "sport"
        if kind is None and all(_may_play(found[i]) for i in group) and _most(found, group, starts, plays)
        else kind
        for kind, group in zip(told, groups, strict=True)
    ]


def _may_play(named: Named) -> bool:
    """Not who is only quoted: «пишет «Спорт-Экспресс»»."""
    return not words.has("quotes", named.before)


def _most(found: Sequence[Named], group: Sequence[int], starts: Sequence[int], plays: Sequence[bool]) -> bool:
    """Whether at least half of a group's mentions stand in sentences about sport."""
    told = [plays[bisect_right(starts, found[i].start) - 1] for i in group]
    return 2 * sum(told) >= len(told)
