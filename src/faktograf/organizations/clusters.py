"""Mentions → organizations: which names mean the same one, and which «центр» points back to which."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from faktograf.language import atoms
from faktograf.organizations import scripts, stems, words
from faktograf.organizations.mentions import Named
from faktograf.organizations.stems import Stems

_CLIPS = ("гос", "проф", "мед", "спец", "тех", "пед", "сель", "хоз", "обл", "гор", "рай", "мос", "рос", "мин", "теле")


def groups(found: Sequence[Named]) -> list[list[int]]:
    """Indices of the mentions of each organization, in the order of first mention.

    Mentions of the same words are compared once, and only with names that have something in common with them: an
    article that says «МВД» a thousand times costs what ten do.
    """
    first_of: dict[tuple[Stems, str], int] = {}
    alike = [first_of.setdefault((stems.of(named.forms), named.forms[-1]), i) for i, named in enumerate(found)]
    joined = _Joined(len(found), _nested(found, alike))
    brief: dict[int, list[int]] = {}
    for a, b in _pairs(found, list(first_of.values())):
        if joined.leader(a) == joined.leader(b):
            continue
        if _same(found[a], found[b]):
            joined.join(a, b)
        elif (told := _in_brief(found, a, b)) is not None:
            brief.setdefault(told[0], []).append(told[1])
    for i in range(1, len(found)):
        if _abbreviates(found[i - 1], found[i]):
            joined.join(alike[i - 1], alike[i])
    for short, longer in brief.items():
        _join_brief(joined, short, longer)
    _join_bare(found, joined, list(first_of.values()))
    out: dict[int, list[int]] = {}
    for i, first in enumerate(alike):
        out.setdefault(joined.leader(first), []).append(i)
    return list(out.values())


class _Joined:
    """Which mentions are one organization, and which can't be: «пресс-служба [посольства]» is not the embassy."""

    def __init__(self, size: int, apart: Iterable[tuple[int, int]]):
        self._leader = list(range(size))
        self._apart: dict[int, set[int]] = {}
        for a, b in apart:
            self._apart.setdefault(a, set()).add(b)
            self._apart.setdefault(b, set()).add(a)

    def leader(self, i: int) -> int:
        """The first mention of what a mention has been joined to (Tarjan 1975, paths halved)."""
        leader = self._leader
        while leader[i] != i:
            leader[i] = leader[leader[i]]
            i = leader[i]
        return i

    def join(self, a: int, b: int) -> None:
        """Make two one, unless a name of one has stood inside a name of the other."""
        low, high = sorted((self.leader(a), self.leader(b)))
        if low == high or high in {self.leader(i) for i in self._apart.get(low, ())}:
            return
        self._leader[high] = low
        self._apart.setdefault(low, set()).update(self._apart.pop(high, ()))


def _nested(found: Sequence[Named], alike: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The names that stand inside others, each with the other; not «ФИФА» in «Международная федерация футбола ФИФА»."""
    for i, outer in enumerate(found):
        for j in range(i + 1, len(found)):
            inner = found[j]
            if inner.start >= outer.stop:
                break
            rest = stems.of(outer.forms[: -len(inner.forms)])
            if alike[i] != alike[j] and not (_is_abbreviation(inner, rest) or _is_alias(stems.of(inner.forms), rest)):
                yield alike[i], alike[j]


def _join_bare(found: Sequence[Named], joined: _Joined, distinct: Sequence[int]) -> None:
    """«Полиция Туапсе … полиция»: a body said by one word is the one of that kind, where there is but one."""
    bare = [i for i in distinct if len(found[i].forms) == 1 and words.has("by_itself", found[i].forms[0])]
    for i in bare:
        full = {joined.leader(j) for j in distinct if _is_full(found[j], stems.of(found[i].forms))}
        full.discard(joined.leader(i))
        if len(full) == 1:
            joined.join(i, full.pop())


def _is_full(named: Named, head: Stems) -> bool:
    """Whether a name says which body of a head noun is meant: «полиция Туапсе»; «Госдума» is a parliament."""
    if len(named.forms) > 1 and _head_of(named) == head:
        return True
    return head == ("парламент",) and any(words.has("parliament", stem) for stem in stems.of(named.forms))


def _head_of(named: Named) -> Stems:
    """The first head noun of a name, alone: «Управление полиции Сочи» → «управление»."""
    return next(((stem,) for stem in stems.of(named.forms) if words.has("head_noun", stem)), ())


def _pairs(found: Sequence[Named], distinct: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The pairs of names that share a key, each once; no others can be the same."""
    having: dict[str, list[int]] = {}
    for b in distinct:
        keys = _keys(found[b].forms)
        for a in sorted({a for key in keys for a in having.get(key, ())}):
            yield a, b
        for key in keys:
            having.setdefault(key, []).append(b)


@lru_cache(maxsize=20_000)
def _keys(forms: tuple[str, ...]) -> frozenset[str]:
    """What a name must share with one that is the same: a stem, its initials, the rest of a clipped word."""
    own = stems.of(forms)
    keys = {*own, *stems.written_out(own), "initials " + "".join(word[0] for word in own)}
    if forms[-1].isupper():
        keys.add("initials " + atoms.key(forms[-1]))
    if len(forms) == 1:
        keys.add(f"sounds {scripts.consonants(forms[0])}")
        keys.add(f"capitals {len(forms[0])}" if forms[0].isupper() else "")
    for word, following in zip(own, (*own[1:], ""), strict=True):
        for clip in _clips(word):
            keys |= {f"clipped {clip} {word[len(clip) :][:5]}", f"clipped {clip} {following[:5]}"}
    return frozenset(keys - {""})


@lru_cache(maxsize=20_000)
def _clips(word: str) -> tuple[str, ...]:
    """What a word may be clipped to: «гос», or nothing."""
    return tuple(clip for clip in _CLIPS if word.startswith(clip))


@lru_cache(maxsize=20_000)
def _has_clip(of: Stems) -> bool:
    """Whether a word of a name may be clipped."""
    return any(map(_clips, of))


def _abbreviates(before: Named, named: Named) -> bool:
    """Whether a name stands in brackets right behind the one before it."""
    return named.bracketed and 0 < named.start - before.stop <= 3


def _same(a: Named, b: Named) -> bool:
    one, two = stems.of(a.forms), stems.of(b.forms)
    if one == two:
        return True
    if not one or not two:
        return False
    return (
        (len(a.forms) == len(b.forms) == 1 and scripts.are_one(a.forms[0], b.forms[0]))
        or _is_same_place(one, two)
        or _is_abbreviation(a, two)
        or _is_abbreviation(b, one)
        or ((_has_clip(one) or _has_clip(two)) and _is_clipped(one, two))
        or _is_alias(one, two)
    )


def _in_brief(found: Sequence[Named], a: int, b: int) -> tuple[int, int] | None:
    """The one of two names that may be the other said in brief, and the other: «МИД», «МИД Италии»."""
    one, two = stems.of(found[a].forms), stems.of(found[b].forms)
    if not one or not two or not (_is_part(*sorted((one, two), key=len)) or _is_written_in_brief(one, two)):
        return None
    return (a, b) if len(stems.written_out(one)) < len(stems.written_out(two)) else (b, a)


def _join_brief(joined: _Joined, short: int, longer: Sequence[int]) -> None:
    """A name in brief is the full one that it can be; of several the nearest before it: «МИД Италии … МИД РФ … МИД»."""
    before = [i for i in longer if i < short]
    told = before[-1:] if before else longer if len({joined.leader(i) for i in longer}) == 1 else ()
    for i in told:
        joined.join(short, i)


def _is_alias(one: Stems, two: Stems) -> bool:
    """Whether a known short name stands for the other: «Минздрав РФ», «Министерство здравоохранения РФ»."""
    return stems.written_out(one) == stems.written_out(two)


def _is_written_in_brief(one: Stems, two: Stems) -> bool:
    """Whether one of two names is the other without its tail, short names written out: «МИД», «МИД Италии»."""
    full = sorted((stems.written_out(one), stems.written_out(two)), key=len)
    return full != sorted((one, two), key=len) and full[1][: len(full[0])] == full[0]


def _is_abbreviation(named: Named, words_of: Stems) -> bool:
    """Whether a name in capitals is the initials of the other: «ЦОПП» of «Центр опережающей … подготовки»."""
    letters = named.forms[-1]
    if not (letters.isupper() and 2 <= len(letters) <= 8 and len(words_of) >= 2):
        return False
    initials = "".join(word[0] for word in words_of)
    return atoms.key(letters) == initials


def _is_same_place(one: Stems, two: Stems) -> bool:
    """Whether one place is an adjective and a noun: «амурское правительство», «правительство Приамурья»."""
    for adjective, noun in ((one, two), (two, one)):
        if len(adjective) == 2 and len(noun) >= 2 and adjective[1] == noun[0] and words.has("place", adjective[0]):
            root = adjective[0].removesuffix("ий").removesuffix("ск")[:4]
            return any(root in part or (root, part) == ("росс", "рф") for part in noun[1:])
    return False


def _is_clipped(one: Stems, two: Stems) -> bool:
    """Whether two names differ only by clipped words: «госуниверситет» for «государственный университет»."""
    if not one or not two:
        return not one and not two
    if one[0] == two[0]:
        return _is_clipped(one[1:], two[1:])
    return _unclipped(one, two) or _unclipped(two, one)


def _unclipped(one: Stems, two: Stems) -> bool:
    clip = next((clip for clip in _CLIPS if one[0].startswith(clip) and len(one[0]) > len(clip) + 2), None)
    if clip is None or len(two) < 2 or not two[0].startswith(clip):
        return False
    rest = one[0][len(clip) :]
    if rest[:5] != two[1][:5]:
        return False
    return _is_clipped(one[1:], two[2:])


def _is_part(short: Stems, long: Stems) -> bool:
    """Whether the shorter name is the longer one said in brief: its last or first words, places left out."""
    if len(short) == len(long):
        return False
    bare = [word for word in short if not words.has("place", word)]
    has_head = any(words.has("head_noun", word) for word in bare)
    if not bare or has_head != any(words.has("head_noun", word) for word in long):
        return False
    if has_head:
        return len(bare) > 1 and set(bare) <= set(long) and bare[0] in long[:2]
    return tuple(bare) in (long[-len(bare) :], long[: len(bare)]) and len(bare[0]) > 2
