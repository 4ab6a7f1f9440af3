"""Nominal mentions: which «центр», «компания», «ведомство» points back to which named organization."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from faktograf.language.places import Covered
from faktograf.language.segments import Token
from faktograf.organizations import marks, phrase, stems, words
from faktograf.organizations.mentions import Named, Row

_SKY = re.compile(r"^[а-яё]{3,}ск(?:ий|ого|ому|им|ом|ая|ой|ую)$")
_NEAR = 1500  # characters back in which an antecedent is looked for


class _Group(NamedTuple):
    """What is known of an organization: the stems of all its names, and its kind."""

    stems: frozenset[str]
    kind: str | None

    @classmethod
    def of(cls, named: Sequence[Named]) -> "_Group":
        told = (one.kind for one in named if one.kind)
        return cls(frozenset(stem for one in named for stem in stems.of(one.forms)), next(told, None))


def mentions(
    sentences: Sequence[Row],
    found: Sequence[Named],
    groups: Sequence[Sequence[int]],
    body: Sequence[tuple[int, int]] | None,
) -> list[list[tuple[int, int]]]:
    """For each group of named mentions, the nominal ones that point to it."""
    out: list[list[tuple[int, int]]] = [[] for _ in groups]
    candidates = list(_candidates(sentences, found, body)) if found else []
    if not candidates:
        return out
    number_of = {i: n for n, group in enumerate(groups) for i in group}
    known = [_Group.of([found[i] for i in group]) for group in groups]
    starts, longest = [named.start for named in found], max(named.stop - named.start for named in found)
    for start, stop, form in candidates:
        near = range(bisect_left(starts, start - _NEAR - longest), bisect_left(starts, start))
        before = [number_of[i] for i in near if found[i].stop <= start < found[i].stop + _NEAR]
        target = _antecedent(form, [(number, known[number]) for number in before])
        if target is not None:
            out[target].append((start, stop))
    return out


def _candidates(
    sentences: Sequence[Row], found: Sequence[Named], body: Sequence[tuple[int, int]] | None
) -> Iterator[Token]:
    """The words that may point back and stand in no name."""
    inside, taken = None if body is None else Covered(body), Covered((named.start, named.stop) for named in found)
    for tokens, hits, _, _ in sentences:
        for at in (i for i, mark in hits if mark & marks.NOMINAL):
            start = tokens.starts[at]
            is_read = inside is None or inside.touch(start, start + 1)
            if is_read and not taken.touch(start, start + 1) and _is_alone(tokens.forms, at):
                yield Token(start, tokens.stops[at], tokens.forms[at])


def _is_alone(forms: Sequence[str], at: int) -> bool:
    """Whether the word stands by itself: no quotes, no genitive tail, no «другой»."""
    if at and (words.has("indefinite", forms[at - 1]) or _is_plural(forms[at - 1])):
        return False
    following = forms[at + 1] if at + 1 < len(forms) else ""
    if following and (following in '«"“„' or following[0].isupper() or _is_number(forms, at)):
        return False
    if not all(_is_light(forms[i]) for i in range(phrase.left(forms, at), at)):
        return False
    return _is_bound(forms, at) or phrase.right(forms, at, [""] * len(forms)) == at + 1


def _is_plural(form: str) -> bool:
    """«Российские авиакомпании»: the adjective tells the number."""
    numbers = {reading[2] for reading in phrase.readings(form) if reading[0] != "NOUN"}
    return phrase.is_adjective(form) and numbers == {"plur"}


def _is_number(forms: Sequence[str], at: int) -> bool:
    """«Школа 17»; not «у московского клуба 60 очков»."""
    behind = forms[at + 1 : at + 3]
    is_number = bool(behind) and behind[0][0].isdigit()
    return is_number and not (len(behind) == 2 and behind[1].islower() and forms[at].islower())


def _is_bound(forms: Sequence[str], at: int) -> bool:
    """«Выручка компании по сравнению с маем», «этой компании республики»: what follows is no tail of its name."""
    if forms[at + 1 : at + 2] == ["по"]:
        return any(words.has("by", form) for form in forms[at + 2 : at + 3])
    return at > 0 and any(words.has("pointing", form) for form in forms[max(0, at - 2) : at])


def _is_light(adjective: str) -> bool:
    """Whether an adjective leaves it open which one is meant: «эта компания», «лондонский клуб»."""
    is_place = _SKY.search(adjective) is not None and not words.has("placeless", adjective)
    return is_place or any(words.has(slot, adjective) for slot in ("pointing", "place", "describing"))


def _antecedent(form: str, before: Sequence[tuple[int, _Group]]) -> int | None:
    """The group that the word agrees with in meaning: the same head noun first, then the same kind, the nearest.

    `before` are the groups of the names before it, each with its number.
    """
    lemma = stems.stem(form)
    same_head = [number for number, group in before if lemma in group.stems]
    if same_head:
        return same_head[-1]
    kinds = {words.kind(slot, form) for slot in ("head_noun", "class")} - {None}
    alike = [number for number, group in before if group.kind in kinds]
    if words.has("general", form):
        fitting = (
            alike if alike and "authority" in kinds else [number for number, _ in before]
        )  # «организация» may be any
        counts = Counter(fitting)
        return max(counts, key=lambda group: (counts[group], group), default=None)
    if not alike and "company" in kinds:  # a name of which nothing is told is most often a company's
        alike = [number for number, group in before if group.kind is None]
    return alike[-1] if alike else None
