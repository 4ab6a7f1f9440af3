"""What kind of organization a name is, where no word beside it says so: a club in a sentence about a match."""

from bisect import bisect_right
from collections.abc import Sequence

from faktograf.language.segments import Token
from faktograf.organizations import words
from faktograf.organizations.mentions import Named


def of_groups(
    sentences: Sequence[Sequence[Token]], found: Sequence[Named], groups: Sequence[Sequence[int]]
) -> list[str | None]:
    """The kind of each group of mentions: what a word of theirs tells first, else what their sentences are about."""
    told = [next((found[i].kind for i in group if found[i].kind), None) for group in groups]
    if None not in told:
        return told
    rows = [tokens for tokens in sentences if tokens]
    starts = [tokens[0].start for tokens in rows]
    plays = [_is_of_sport(tokens) for tokens in rows]
    return [
        "sport"
        if kind is None and all(_may_play(found[i]) for i in group) and _most(found, group, starts, plays)
        else kind
        for kind, group in zip(told, groups, strict=True)
    ]


def _is_of_sport(tokens: Sequence[Token]) -> bool:
    """Whether a sentence speaks of matches and players."""
    return any(words.has("sport", token.text) for token in tokens)


def _may_play(named: Named) -> bool:
    """Not who is only quoted: «пишет «Спорт-Экспресс»»."""
    return not words.has("quotes", named.before)


def _most(found: Sequence[Named], group: Sequence[int], starts: Sequence[int], plays: Sequence[bool]) -> bool:
    """Whether at least half of a group's mentions stand in sentences about sport."""
    told = [plays[bisect_right(starts, found[i].start) - 1] for i in group]
    return 2 * sum(told) >= len(told)
