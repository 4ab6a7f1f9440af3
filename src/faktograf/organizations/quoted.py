"""Names that the tagger may miss: in quotes behind a class word («сеть «Дом у реки»»), and numbered («школа № 15»)."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from faktograf.language import morphology
from faktograf.organizations import marks, phrase, words
from faktograf.organizations.marks import Hit

Spans = list[tuple[int, int]]
_LONGEST = 5  # words of who is quoted
_NEAR = 8  # words between «вложил» and where to
_OF = frozenset(("по", "согласно", "из", "в"))
_SAYING = frozenset(("VERB", "INFN", "NPRO", "PREP"))
_DASHES = frozenset("—–-")
_JOINS = frozenset((",", "и", "или", "а", "также"))


def after_class(forms: Sequence[str], hits: Iterable[Hit]) -> Iterator[tuple[int, int]]:
    """What stands in quotes right behind a word that says what it is: «хозяйство «[Родник]»»."""
    for at, mark in hits:
        if mark & marks.OPENING and at and words.has("class", forms[at - 1]):
            inside = phrase.quoted(forms, at)
            if inside and forms[inside[0]][0].isupper():
                yield inside


def mostly_tagged(
    sentences: Iterable[tuple[Sequence[str], Iterable[Hit], Sequence[tuple[int, int]]]],
) -> frozenset[tuple[str, ...]]:
    """The names in quotes that the tagger took for an organization at least half of the times that they are printed."""
    told: Counter[tuple[str, ...]] = Counter()
    for forms, hits, tagged in sentences:
        for at, mark in hits:
            inside = phrase.quoted(forms, at) if mark & marks.OPENING else None
            if inside and forms[inside[0]][0].isupper():
                told[lemmas(forms[slice(*inside)])] += 1 if inside in tagged else -1
    return frozenset(name for name, count in told.items() if count >= 0)


def again(forms: Sequence[str], hits: Iterable[Hit], known: frozenset[tuple[str, ...]]) -> Iterator[tuple[int, int]]:
    """The same names in quotes elsewhere, whatever their case: «[Дома у реки]»."""
    for at, mark in hits if known else ():
        inside = phrase.quoted(forms, at) if mark & marks.OPENING else None
        if inside and forms[inside[0]][0].isupper() and lemmas(forms[slice(*inside)]) in known:
            yield inside


def lemmas(forms: Iterable[str]) -> tuple[str, ...]:
    """The words of a name as lemmas."""
    return tuple(morphology.lemma(form.lower()) for form in forms)


def numbered(forms: Sequence[str], hits: Iterable[Hit]) -> Iterator[tuple[int, int]]:
    """«[городская поликлиника № 2]»; adjectives that only describe stay out."""
    for at, mark in hits:
        if mark & marks.NUMBER and 0 < at < len(forms) - 1 and forms[at + 1].isdigit():
            head = at - 1
            if words.has("head_noun", forms[head]):
                yield phrase.trimmed(forms, phrase.left(forms, head), head), at + 2


def channels(forms: Sequence[str], hits: Iterable[Hit]) -> Iterator[tuple[int, int]]:
    """«[Первый канал]», «ведущий [Пятого канала]»; not «Первый канал связи»."""
    for at, mark in hits:
        if not (mark & marks.NOMINAL and at and words.kind("class", forms[at]) == "media"):
            continue
        before, after = forms[at - 1], "".join(forms[at + 1 : at + 2])
        is_ordinal = before[0].isupper() and "Anum" in morphology.parses(before.lower())[0].tag.grammemes
        if is_ordinal and phrase.agrees(before, forms[at]) and not (after.islower() and phrase.has_case(after, "gent")):
            yield at - 1, at + 1


def joined(forms: Sequence[str], tagged: Spans) -> Spans:
    """Tagged spans, those that begin a quoted name of two parts made whole: «[Справедливая Россия — За правду]».

    Both parts have two words or more: «Спартак — Зенит» is a match.
    """
    if not tagged or _DASHES.isdisjoint(forms):
        return tagged
    whole = []
    for first, stop in tagged:
        inside = phrase.quoted(forms, first - 1) if first and stop - first > 1 and forms[stop : stop + 1] else None
        is_first_part = inside and forms[stop] in _DASHES and inside[1] - stop > 2 and forms[stop + 1][0].isupper()
        whole += [inside] if inside and is_first_part else []
    covered = {i for span in whole for i in range(*span)}
    parts = [span for span in tagged if not covered.issuperset(range(*span))]
    return sorted({*parts, *whole})


def reported(forms: Sequence[str], hits: Iterable[Hit]) -> Iterator[tuple[int, int]]:
    """Who is quoted or owned, right behind what says so: «по данным [comScore]», «пишет «[Вестник]»»."""
    for at, mark in hits:
        if not mark & (marks.LATIN | marks.OPENING) or not at:
            continue
        if not (_is_source_before(forms, at) or (mark & marks.LATIN and _is_owned_before(forms, at))):
            continue
        inside = phrase.quoted(forms, at) if mark & marks.OPENING else (at, at + 1)
        if inside and inside[1] - inside[0] <= _LONGEST and _names(forms[slice(*inside)]):
            yield inside


def _is_source_before(forms: Sequence[str], at: int) -> bool:
    """«Пишет», «сообщает»; «по данным», «согласно отчёту», «из исследования»."""
    if words.has("quotes", forms[at - 1]) and morphology.parses(forms[at - 1].lower())[0].tag.POS == "VERB":
        return True
    is_told = at > 1 and forms[at - 2].lower() in _OF and words.has("figures", forms[at - 1])
    return is_told or forms[at - 1].lower() == "согласно"


def _is_owned_before(forms: Sequence[str], at: int) -> bool:
    """«Акции», «гендиректор»; «вложил 3 млн рублей в», «доля в»."""
    if forms[at - 1] in ("в", "во"):
        return any(words.has("invests", form) for form in forms[max(0, at - _NEAR) : at - 1])
    return words.has("owned_by", forms[at - 1])


def _names(forms: Sequence[str]) -> bool:
    """Whether the words may be a name: no verb among them, the first with a capital, or a capital in Latin."""
    is_name = forms[0][0].isupper() or forms[0].isascii()
    return is_name and not any(
        morphology.parses(form.lower())[0].tag.POS in _SAYING for form in forms if form.isalpha()
    )


def listed(forms: Sequence[str], hits: Iterable[Hit], tagged: Sequence[tuple[int, int]]) -> tuple[Spans, Spans]:
    """What the rest of a list tells of its quoted names: those to add where most are tagged, to drop where few are.

    «Аэрофлот», «Победа», «Россия» и «Уральские авиалинии» are of one kind.
    """
    add: Spans = []
    drop: Spans = []
    for row in _rows(forms, [at for at, mark in hits if mark & marks.OPENING]):
        told = [span for span in row if span in tagged]
        if 2 * len(told) > len(row):
            add += [span for span in row if span not in tagged]
        elif 2 * len(told) < len(row):
            drop += told
    return add, drop


def _rows(forms: Sequence[str], opening: Sequence[int]) -> Iterator[Spans]:
    """The insides of quotes that follow each other with nothing but a comma, «и» or «или» in between, three or more."""
    row: Spans = []
    for at in opening if len(opening) > 2 else ():
        inside = phrase.quoted(forms, at)
        if inside is None or (row and at < row[-1][1]):
            continue
        between = forms[row[-1][1] + 1 : at] if row else []
        if row and not (0 < len(between) <= 2 and all(form in _JOINS for form in between)):
            if len(row) > 2:
                yield row
            row = []
        row.append(inside)
    if len(row) > 2:
        yield row
