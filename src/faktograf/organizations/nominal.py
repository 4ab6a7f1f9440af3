"""Nominal mentions: which «центр», «компания», «ведомство» points back to which named organization."""

import re
from collections import Counter
from collections.abc import Sequence

from faktograf.language.names import Name
from faktograf.language.segments import Token
from faktograf.organizations import phrase, stems, words
from faktograf.organizations.mentions import Named

_SKY = re.compile(r"^[а-яё]{3,}ск(?:ий|ого|ому|им|ом|ая|ой|ую)$")
_NEAR = 1500  # characters back in which an antecedent is looked for


def mentions(
    sentences: Sequence[Sequence[Token]],
    found: Sequence[Named],
    groups: Sequence[Sequence[int]],
    names: Sequence[Name],
    body: Sequence[tuple[int, int]] | None,
) -> list[list[tuple[int, int]]]:
    """For each group of named mentions, the nominal ones that point to it."""
    group_of = {i: n for n, group in enumerate(groups) for i in group}
    out: list[list[tuple[int, int]]] = [[] for _ in groups]
    for tokens in sentences:
        for at, token in enumerate(tokens):
            if not words.has("nominal", token.text) or not _is_alone(tokens, at, found, names):
                continue
            if body is not None and not any(start <= token.start < stop for start, stop in body):
                continue
            target = _antecedent(token, found, group_of, groups)
            if target is not None:
                out[target].append((token.start, token.stop))
    return out


def _is_alone(tokens: Sequence[Token], at: int, found: Sequence[Named], names: Sequence[Name]) -> bool:
    """Whether the word stands by itself, in the singular: no name, no quotes, no genitive tail, no «другой»."""
    token = tokens[at]
    if any(named.start <= token.start < named.stop for named in found):
        return False
    singular = {reading[2] for reading in phrase.readings(token.text) if reading[0] == "NOUN"}
    if "sing" not in singular:
        return False
    if at and (words.has("indefinite", tokens[at - 1].text) or _is_plural(tokens[at - 1].text)):
        return False
    following = tokens[at + 1].text if at + 1 < len(tokens) else ""
    if following and (following in '«"“„' or following[0].isupper() or _is_number(tokens, at)):
        return False
    labels = [""] * len(tokens)
    if not all(_is_light(tokens[i].text) for i in range(phrase.left(tokens, at), at)):
        return False
    return _is_bound(tokens, at) or phrase.right(tokens, at, labels) == at + 1


def _is_plural(form: str) -> bool:
    """«Российские авиакомпании»: the adjective tells the number."""
    numbers = {reading[2] for reading in phrase.readings(form) if reading[0] != "NOUN"}
    return phrase.is_adjective(form) and numbers == {"plur"}


def _is_number(tokens: Sequence[Token], at: int) -> bool:
    """«Школа 17»; not «у московского клуба 60 очков»."""
    behind = [token.text for token in tokens[at + 1 : at + 3]]
    is_number = bool(behind) and behind[0][0].isdigit()
    return is_number and not (len(behind) == 2 and behind[1].islower() and tokens[at].text.islower())


def _is_bound(tokens: Sequence[Token], at: int) -> bool:
    """«Выручка компании по сравнению с маем», «этой компании республики»: what follows is no tail of its name."""
    if [token.text for token in tokens[at + 1 : at + 2]] == ["по"]:
        return any(words.has("by", token.text) for token in tokens[at + 2 : at + 3])
    return at > 0 and any(words.has("pointing", token.text) for token in tokens[max(0, at - 2) : at])


def _is_light(adjective: str) -> bool:
    """Whether an adjective leaves it open which one is meant: «эта компания», «лондонский клуб»."""
    is_place = _SKY.search(adjective) is not None and not words.has("placeless", adjective)
    return is_place or any(words.has(slot, adjective) for slot in ("pointing", "place", "describing"))


def _antecedent(
    token: Token, found: Sequence[Named], group_of: dict[int, int], groups: Sequence[Sequence[int]]
) -> int | None:
    """The group that the word agrees with in meaning: the same head noun first, then the same kind, the nearest."""
    before = [i for i, named in enumerate(found) if named.stop <= token.start and token.start - named.stop < _NEAR]
    lemma = stems.stem(token.text)
    same_head = [i for i in before if any(lemma in stems.of(found[j].forms) for j in groups[group_of[i]])]
    if same_head:
        return group_of[same_head[-1]]
    kinds = {words.kind(slot, token.text) for slot in ("head_noun", "class")} - {None}
    alike = [i for i in before if _kind(i, found, group_of, groups) in kinds]
    if words.has("general", token.text):
        fitting = alike if alike and "authority" in kinds else before  # «ведомство»; «организация» may be any
        counts = Counter(group_of[i] for i in fitting)
        return max(counts, key=lambda group: (counts[group], group), default=None)
    if not alike and "company" in kinds:  # a name of which nothing is told is most often a company's
        alike = [i for i in before if _kind(i, found, group_of, groups) is None]
    return group_of[alike[-1]] if alike else None


def _kind(i: int, found: Sequence[Named], group_of: dict[int, int], groups: Sequence[Sequence[int]]) -> str | None:
    return next((found[j].kind for j in groups[group_of[i]] if found[j].kind), None)
