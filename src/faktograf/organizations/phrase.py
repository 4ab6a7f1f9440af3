"""Noun phrases of names: how far a head noun reaches to the left and to the right."""

from collections.abc import Sequence
from functools import lru_cache

from faktograf.language import morphology
from faktograf.organizations import words

_ADJECTIVES = frozenset(("ADJF", "PRTF"))
_NOUNS = frozenset(("NOUN",))
_LIKELY = 0.02  # a parse rarer than this share is not believed
OPEN = frozenset('«"“„')
_CLOSE = frozenset('»"”“')


@lru_cache(maxsize=20_000)
def readings(form: str) -> frozenset[tuple[str, str, str, str]]:
    """The believable (part of speech, case, number, gender) readings of a noun, adjective or participle."""
    found = set()
    for parse in morphology.parses(form.lower()):
        tag = parse.tag
        if tag.POS in _ADJECTIVES | _NOUNS and parse.score >= _LIKELY and tag.case:
            case = {"gen2": "gent", "gen1": "gent", "loc2": "loct", "acc2": "accs"}.get(tag.case, tag.case)
            found.add((tag.POS, case, tag.number or "", tag.gender or ""))
    return frozenset(found)


def is_noun(form: str) -> bool:
    """Whether the form can be a noun."""
    return any(reading[0] in _NOUNS for reading in readings(form))


def is_singular_noun(form: str) -> bool:
    """Whether the form can be a noun in the singular."""
    return any(reading[0] in _NOUNS and reading[2] == "sing" for reading in readings(form))


def is_plural(form: str) -> bool:
    """Whether a noun can be nothing but plural: «изданий»."""
    return {reading[2] for reading in readings(form) if reading[0] in _NOUNS} == {"plur"}


@lru_cache(maxsize=20_000)
def is_adjective(form: str) -> bool:
    """Whether the form is first of all an adjective or participle."""
    first = morphology.parses(form.lower())[0].tag
    return first.POS in _ADJECTIVES


@lru_cache(maxsize=20_000)
def agrees(adjective: str, noun: str) -> bool:
    """Whether an adjective and a noun share a case, a number and, in the singular, a gender."""
    nouns = {reading[1:] for reading in readings(noun) if reading[0] in _NOUNS}
    for part, case, number, gender in readings(adjective):
        if part not in _ADJECTIVES:
            continue
        for other_case, other_number, other_gender in nouns:
            if (case, number) == (other_case, other_number) and (number == "plur" or gender == other_gender):
                return True
    return False


def trimmed(forms: Sequence[str], first: int, head: int) -> int:
    """Without the words that only describe: «[новый] Центр …», «[горящая] больница № 3»."""
    while first < head and (words.has("describing", forms[first]) or is_participle(forms[first])):
        first += 1
    return first


def is_participle(form: str) -> bool:
    """Whether the form, in small letters, is first of all a participle."""
    return form.islower() and morphology.parses(form)[0].tag.POS == "PRTF"


def has_case(form: str, case: str) -> bool:
    """Whether a form can stand in a case: gent, datv …"""
    return any(reading[1] == case for reading in readings(form))


def left(forms: Sequence[str], head: int) -> int:
    """The first of the adjectives before the head that agree with it: «[Амурским областным] судом»."""
    first = head
    while first > 0 and is_adjective(forms[first - 1]) and agrees(forms[first - 1], forms[head]):
        first -= 1
    return first


def right(forms: Sequence[str], head: int, labels: Sequence[str]) -> int:
    """Where the genitive tail of a head ends: «Министерство [науки и высшего образования РФ] сообщило».

    `labels` are the tagger's labels of the words: a person ends the tail, a place closes it.
    """
    stop = head + 1
    case = "gent"
    while stop < len(forms):
        form = forms[stop]
        if labels[stop] == "PER":
            break
        if form == "и" and _continues(forms, stop, case, labels):
            stop += 1
        elif form == "по" and stop + 1 < len(forms) and has_case(forms[stop + 1], "datv"):
            case, stop = "datv", stop + 1
        elif form.isalpha() and form.isupper() and 2 <= len(form) <= 4 and labels[stop] == "LOC":
            return stop + 1  # РФ, США
        elif not _fits(forms, stop, case, labels):
            break
        else:
            stop = _next(forms, stop, labels)
            if labels[stop - 1] == "LOC" and not is_adjective(forms[stop - 1]):
                break
            if is_noun(forms[stop - 1]):
                case = "gent"
    return stop


def _next(forms: Sequence[str], at: int, labels: Sequence[str]) -> int:
    """After the token; after the whole place where it begins one."""
    while labels[at] == "LOC" and at + 1 < len(forms) and labels[at + 1] == "LOC":
        at += 1
    return at + 1


def _fits(forms: Sequence[str], at: int, case: str, labels: Sequence[str]) -> bool:
    """Whether a token may carry a tail on: a noun in the case, or an adjective with its noun behind it."""
    form = forms[at]
    if labels[at] == "LOC" and form[0].isupper() and not morphology.parses(form.lower())[0].is_known:
        return case == "gent"  # «Приамурья» is not in the dictionary
    if not form[0].isalpha() or not has_case(form, case):
        return False
    if is_adjective(form):
        following = next((other for other in forms[at + 1 :] if not is_adjective(other)), "")
        return is_noun(following) and agrees(form, following)
    first = morphology.parses(form.lower())[0].tag
    return first.POS in _NOUNS and (first.case != "nomn" or form[0].isupper() or labels[at] == "LOC")


def _continues(forms: Sequence[str], at: int, case: str, labels: Sequence[str]) -> bool:
    """Whether «и» joins two parts of one tail: both in the case («науки и образования»)."""
    if at + 1 >= len(forms) or at == 0:
        return False
    form = forms[at + 1]
    if words.has("head_noun", form) and form[0].islower():  # «министерства финансов и администрации»
        return False
    return has_case(forms[at - 1], case) and labels[at + 1] != "PER" and _fits(forms, at + 1, case, labels)


def quoted(forms: Sequence[str], at: int) -> tuple[int, int] | None:
    """The tokens inside the quotes that open at a token, at most ten; None where none open or close."""
    if at >= len(forms) or forms[at] not in OPEN:
        return None
    for stop in range(at + 1, min(at + 12, len(forms))):
        if forms[stop] in _CLOSE:
            return (at + 1, stop) if stop > at + 1 else None
    return None
