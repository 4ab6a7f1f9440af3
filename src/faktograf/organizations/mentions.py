"""Where organizations are named: of what may be a name (candidates.py), the best that do not cross."""

import re
from collections import Counter
from collections.abc import Sequence, Set
from typing import NamedTuple

from faktograf.language.segments import Tokens
from faktograf.organizations import candidates, famous, marks, phrase, quoted, scripts, spans, words
from faktograf.organizations.candidates import Candidate, Known
from faktograf.organizations.rows import Row

_CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)


class Named(NamedTuple):
    """A named mention: half-open place, tokens, kind where a word tells it, and the mention it explains."""

    start: int
    stop: int
    forms: tuple[str, ...]
    kind: str | None
    rule: str
    before: str  # the word before it, in lower case
    bracketed: bool  # it stands in brackets right after the mention it abbreviates
    brief: int | None  # where it stops without the place whose it is, if it may: «[Верховный суд] Испании»


def named(text: str, sentences: Sequence[Row]) -> list[Named]:
    """All named mentions in the order of the text; one may lie inside another, none overlaps by half."""
    forms = set[str]().union(*(row.tokens.forms for row in sentences))
    quoting = [row for row in sentences if row.marks & marks.OPENING]
    in_quotes = frozenset(
        quoted.lemmas(row.tokens.forms[slice(*span)])
        for row in quoting
        for span in quoted.after_class(row.tokens.forms, row.hits)
    )
    in_quotes |= quoted.mostly_tagged((row.tokens.forms, row.hits, row.tagged) for row in quoting)
    tagged = ((row.tokens, i) for row in sentences for span in row.tagged for i in range(*span))
    latin = scripts.latin(tokens.forms[i] for tokens, i in tagged if not spans.is_inside_word(tokens, i + 1))
    spelt = frozenset(form for form in forms if scripts.is_spelt(form, latin)) if latin else frozenset[str]()
    known = Known(_everywhere(sentences, forms), in_quotes, spelt)
    return [mention for row in sentences for mention in _in_sentence(text, row, known)]


def _in_sentence(text: str, row: Row, known: Known) -> list[Named]:
    kept = _kept(set(candidates.found(row, known)))
    if not kept:
        return []
    whole = (span for span in kept if span[2] == "tagger" or not spans.is_described(row.tokens.forms, span[:2], kept))
    brief = spans.without_place(row.tagged, row.labels)
    return [_mention(text, row.tokens, *span, brief.get(span[0])) for span in whole]


def _everywhere(rows: Sequence[Row], there: Set[str]) -> frozenset[str]:
    """Words that are an organization wherever they stand in the article: names tagged as one twice, and words in
    capitals tagged once, put in brackets behind a name, or the initials of one that the article has.
    """
    counts = Counter(row.tokens.forms[i] for row in rows for i, stop in row.tagged if stop == i + 1)
    twice = {form for form, count in counts.items() if count > 1 and form[0].isupper() and len(form) > 2}
    found: set[str] = set(counts)
    for row in rows:
        forms = row.tokens.forms
        for first, stop in row.tagged:
            if forms[stop : stop + 1] == ["("]:
                found.update(forms[stop + 1 : stop + 2])
            found.add("".join(form[0] for form in forms[first:stop] if form[0].isalpha() and form != "и").upper())
    capitals = {word for word in found & there if 3 <= len(word) <= 8 and word.isupper() and word.isalpha()}
    return frozenset(twice | capitals)


def _kept(found: Set[Candidate]) -> list[Candidate]:
    """The longest spans, in order, that cross no other and are not only the beginning of one."""
    if len(found) < 2:
        return list(found)
    kept: list[Candidate] = []
    for span in sorted(found, key=lambda span: (span[0] - span[1], span[0], span[2])):
        if not any(_crosses(span, other) or span[:2] == other[:2] or _same_head(span, other) for other in kept):
            kept.append(span)
    return sorted(kept)


def _crosses(a: Candidate, b: Candidate) -> bool:
    return a[0] < b[0] < a[1] < b[1] or b[0] < a[0] < b[1] < a[1]


def _same_head(inner: Candidate, outer: Candidate) -> bool:
    """Whether a span is only the beginning of a longer one: «Центра оценки» of «Центра оценки компетенции»."""
    return inner[0] == outer[0] and inner[1] <= outer[1]


def _mention(text: str, tokens: Tokens, first: int, stop: int, rule: str, brief: int | None) -> Named:
    around, forms = tokens.forms, tuple(tokens.forms[first:stop])
    head = spans.head_at(around, first, stop)
    kind = words.kind("head_noun", around[head]) if head is not None else None
    if rule == "known name" and stop > first + 1:
        kind = next((one.kind for end, one in famous.at(around, first) if end == stop), kind)
    kind = kind or (words.kind("whole", forms[0]) if len(forms) == 1 else None) or _class_kind(around, first)
    before = next((around[i] for i in range(first - 1, -1, -1) if around[i] not in spans.QUOTES), "")
    bracketed = _is_bracketed(around, first, stop)
    brief_stop = tokens.stop(brief - 1) if brief and brief < stop else None
    return Named(tokens.starts[first], tokens.stop(stop - 1), forms, kind, rule, before.lower(), bracketed, brief_stop)


def _is_bracketed(forms: Sequence[str], first: int, stop: int) -> bool:
    """Whether a span is all that brackets hold, or the first of two, or their initials: «(Federación Cubana, FC)»."""
    if first < 2 or stop >= len(forms) or forms[stop] not in (")", ","):
        return False
    if forms[first - 1] == "(":
        is_foreign = stop > first + 1 and not _CYRILLIC.search(forms[first])
        return forms[stop] == ")" or (is_foreign and _is_initials(forms, stop + 1, forms[first:stop]))
    opening = next((i for i in range(first - 2, -1, -1) if forms[i] == "("), None)
    is_second = opening is not None and forms[first - 1] == "," and forms[stop] == ")"
    return is_second and stop == first + 1 and _is_initials(forms, first, forms[(opening or 0) + 1 : first - 1])


def _is_initials(forms: Sequence[str], at: int, full: Sequence[str]) -> bool:
    """Whether a word in capitals is the initials of the capitalized words of a name."""
    form = forms[at] if at < len(forms) else ""
    return len(form) > 1 and form == "".join(word[0] for word in full if word[0].isupper())


def _class_kind(forms: Sequence[str], first: int) -> str | None:
    """The kind that the class word before a name tells: «газета «Заря»» → media."""
    at = first - 1
    while at >= 0 and forms[at] in spans.QUOTES:
        at -= 1
    if at < 0 or (at == first - 1 and phrase.is_plural(forms[at])):  # «в одном из изданий ИКЕА»
        return None
    return words.kind("class", forms[at])
