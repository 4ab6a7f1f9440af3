"""Nominal mentions: which «центр», «компания», «ведомство» points back to which named organization."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from faktograf.language.places import Covered
from faktograf.language.segments import Token
from faktograf.organizations import marks, phrase, stems, words
from faktograf.organizations.mentions import Named
from faktograf.organizations.rows import Row

_SKY = re.compile(r"^[а-яё]{3,}ск(?:ий|ого|ому|им|ом|ая|ой|ую)$")
_ROOT = 7  # letters that «социалисты» and «социалистическая» share at least
_POINTING = marks.NOMINAL | marks.PARTISAN
_NEAR = 1500  # characters back in which an antecedent is looked for


class _Group(NamedTuple):
    """What is known of an organization: the stems of its names, written out too, of the words before them, its kind.

    And whether it is nothing but a source («по данным comScore»), or an office of another («пресс-служба мэрии»).
    """

    stems: frozenset[str]
    before: frozenset[str]
    kind: str | None
    is_source: bool
    is_office: bool

    @classmethod
    def of(cls, named: Sequence[Named], kind: str | None) -> "_Group":
        before = frozenset(stems.stem(one.before) for one in named if one.before)
        told = [stems.of(one.forms) for one in named]
        is_source = all(one.rule == "source" or words.has("quotes", one.before) for one in named)
        is_office = any(words.has("office", one.forms[0]) for one in named)
        written = frozenset(
            stem for row in told for stem in (*row, *stems.written_out(row), *stems.written_out(row[1:]))
        )
        return cls(written, before, kind, is_source, is_office)


def mentions(
    sentences: Sequence[Row],
    found: Sequence[Named],
    groups: Sequence[Sequence[int]],
    kinds: Sequence[str | None],
    body: Sequence[tuple[int, int]] | None,
) -> list[list[tuple[int, int]]]:
    """For each group of named mentions, the nominal ones that point to it; `kinds` are the groups' kinds."""
    out: list[list[tuple[int, int]]] = [[] for _ in groups]
    candidates = list(_candidates(sentences, found, body)) if found else []
    if not candidates:
        return out
    number_of = {i: n for n, group in enumerate(groups) for i in group}
    known = [_Group.of([found[i] for i in group], kind) for group, kind in zip(groups, kinds, strict=True)]
    starts, longest = [named.start for named in found], max(named.stop - named.start for named in found)
    for (start, stop, form), adjectives, is_partisan in candidates:
        near = range(bisect_left(starts, start - _NEAR - longest), bisect_left(starts, start))
        before = [number_of[i] for i in near if found[i].stop <= start < found[i].stop + _NEAR]
        rows = [(number, known[number]) for number in before]
        target = _party(form, rows) if is_partisan else _antecedent(form, adjectives, rows)
        if target is not None:
            out[target].append((start, stop))
    return out


def _candidates(
    sentences: Sequence[Row], found: Sequence[Named], body: Sequence[tuple[int, int]] | None
) -> Iterator[tuple[Token, Sequence[str], bool]]:
    """The words that may point back and stand in no name, each with its adjectives, and whether it is a party's man."""
    inside, taken = None if body is None else Covered(body), Covered((named.start, named.stop) for named in found)
    told = ((row.tokens, *hit) for row in sentences if row.marks & _POINTING for hit in row.hits)
    for tokens, at, mark in (row for row in told if row[2] & _POINTING):
        start, forms, is_partisan = tokens.starts[at], tokens.forms, bool(mark & marks.PARTISAN)
        is_read = inside is None or inside.touch(start, start + 1)
        if not is_read or taken.touch(start, start + 1):
            continue
        adjectives = forms[phrase.left(forms, at) : at]
        if is_partisan or _is_alone(forms, at, adjectives):
            yield Token(start, tokens.stop(at), forms[at]), adjectives, is_partisan


def _is_alone(forms: Sequence[str], at: int, adjectives: Sequence[str]) -> bool:
    """Whether the word stands by itself: no quotes, no genitive tail, no «другой»."""
    if at and (words.has("indefinite", forms[at - 1]) or _is_plural(forms[at - 1])):
        return False
    if _is_counted(forms, at - len(adjectives), forms[at]):
        return False
    following = forms[at + 1] if at + 1 < len(forms) else ""
    if following and (following in '«"“„' or following[0].isupper() or _is_number(forms, at)):
        return False
    if words.has("with_adjective", forms[at]) and not adjectives:
        return False
    if _is_told_apart(forms, at) or not all(map(_is_light, adjectives)):
        return False
    return _is_bound(forms, at) or phrase.right(forms, at, [""] * len(forms)) == at + 1


def _is_counted(forms: Sequence[str], first: int, noun: str) -> bool:
    """«164 предприятия», «два банка»: some that are counted; not «в 2019 компания»."""
    if not first or ("gent" not in {reading[1] for reading in phrase.readings(noun)}):
        return False
    before = forms[first - 1]
    return before[-1].isdigit() or words.has("numeral", before)


def _is_told_apart(forms: Sequence[str], at: int) -> bool:
    """«Команда, занявшая второе место»: the clause after it says which one is meant, and it need be none of before."""
    behind = forms[at + 1 : at + 3]
    if len(behind) < 2 or behind[0] != "," or any(words.has("pointing", form) for form in forms[:at][-1:]):
        return False
    return phrase.is_participle(behind[1])


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
    return is_place or any(words.has(slot, adjective) for slot in ("pointing", "place", "describing", "light"))


def _party(form: str, before: Sequence[tuple[int, _Group]]) -> int | None:
    """«Социалисты» … of «Социалистическая партия»: the nearest party whose name has the word's root."""
    root = stems.stem(form)[:_ROOT]
    parties = [n for n, group in before if group.kind == "party" and any(stem.startswith(root) for stem in group.stems)]
    return parties[-1] if parties else None


def _antecedent(form: str, adjectives: Sequence[str], before: Sequence[tuple[int, _Group]]) -> int | None:
    """The group that the word agrees with in meaning: the same head noun first, then the same kind, the nearest.

    `before` are the groups of the names before it, each with its number. One that had an adjective of the word before
    its name comes first: «лондонский «Арсенал»» … «лондонский клуб».
    """
    lemma = stems.stem(form)
    places = {stems.stem(word) for word in adjectives if words.has("place", word)}
    same_head = [number for number, group in before if lemma in group.stems]
    if same_head:
        return same_head[-1]
    kinds = {words.kind(slot, form) for slot in ("head_noun", "class")} - {None}
    is_any = any(words.has(slot, form) for slot in ("general", "with_adjective"))
    if kinds == {"authority"} and not is_any:
        return None  # «министерство» is no parliament: it wants a name that says so, if only written out
    rows = [(number, group) for number, group in before if group.kind in kinds and not group.is_office]
    rows = [(number, group) for number, group in rows if places & (group.before | group.stems)] or rows
    alike = [number for number, _ in rows]
    if words.has("general", form):  # «организация» may be any
        return _most_named(alike if alike and "authority" in kinds else [number for number, _ in before])
    if kinds == {"sport"}:
        return _most_named([number for number, group in rows if not _has_head(group)])
    if not alike and "company" in kinds:  # a name of which nothing is told is most often a company's
        alike = [number for number, group in before if group.kind is None and not group.is_source]
    return _most_named(alike)


def _most_named(numbers: Sequence[int]) -> int | None:
    """The group named most often, of those as often the one that the text has begun with."""
    counts = Counter(numbers)
    return max(counts, key=lambda group: (counts[group], -group), default=None)


def _has_head(group: _Group) -> bool:
    """Whether a name says what it is: a federation is no club."""
    return any(words.has("head_noun", stem) for stem in group.stems)
