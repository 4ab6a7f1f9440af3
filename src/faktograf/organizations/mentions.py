"""Where organizations are named: the tagger's spans mended, and full names grown from their head nouns."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from typing import NamedTuple

from faktograf.language.names import Name
from faktograf.language.segments import Tokens
from faktograf.organizations import famous, marks, phrase, quoted, scripts, spans, words
from faktograf.organizations.marks import Hit

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


class Row(NamedTuple):
    """A sentence with the words in it that may be something, the label of each token, and the tagged organizations."""

    tokens: Tokens
    hits: Sequence[Hit]
    labels: Sequence[str]
    tagged: Sequence[tuple[int, int]]  # as token ranges


class _Known(NamedTuple):
    """What the article as a whole tells of its words: names wherever they stand, in quotes, in another script."""

    everywhere: frozenset[str]
    in_quotes: frozenset[tuple[str, ...]]
    spelt: frozenset[str]


def rows(sentences: Iterable[Tokens], names: Sequence[Name]) -> list[Row]:
    """The sentences that have words, each with what is known of them."""
    starts = [name.start for name in names]
    return [_row(tokens, names, starts) for tokens in sentences if tokens.forms]


def named(text: str, sentences: Sequence[Row]) -> list[Named]:
    """All named mentions in the order of the text; one may lie inside another, none overlaps by half."""
    forms = set[str]().union(*(row.tokens.forms for row in sentences))
    in_quotes = frozenset(
        quoted.lemmas(row.tokens.forms[slice(*span)])
        for row in sentences
        for span in quoted.after_class(row.tokens.forms, row.hits)
    )
    in_quotes |= quoted.mostly_tagged((row.tokens.forms, row.hits, row.tagged) for row in sentences)
    tagged = ((row.tokens, i) for row in sentences for span in row.tagged for i in range(*span))
    latin = scripts.latin(tokens.forms[i] for tokens, i in tagged if not spans.is_inside_word(tokens, i + 1))
    spelt = frozenset(form for form in forms if scripts.is_spelt(form, latin)) if latin else frozenset[str]()
    known = _Known(_everywhere(sentences, forms), in_quotes, spelt)
    return [mention for row in sentences for mention in _in_sentence(text, row, known)]


def _row(tokens: Tokens, names: Sequence[Name], name_starts: Sequence[int]) -> Row:
    """The names of a sentence laid over its tokens; a place inside an organization keeps its label."""
    forms, starts = tokens.forms, tokens.starts
    labels, tagged, people = [""] * len(forms), [], []
    first_name, last_name = bisect_left(name_starts, starts[0]), bisect_left(name_starts, tokens.stop(-1))
    for name in names[first_name:last_name]:
        first, stop = bisect_left(starts, name.start), bisect_left(starts, name.stop)
        if name.label == "ORG" and stop == first + 1 and words.has("never", forms[first]):
            continue  # УЗИ
        if name.label == "ORG":
            first, stop = spans.in_whole_words(tokens, first, stop)
            tagged.append((first, stop))
        people += [(first, stop)] if name.label == "PER" else []
        for i in range(first, stop):
            if not labels[i] or name.label == "LOC":
                labels[i] = name.label
    hits = marks.hits(forms)
    tagged = [(first, spans.with_person(stop, people)) for first, stop in tagged] if people else tagged
    return Row(tokens, hits, labels, quoted.joined(forms, tagged))


def _everywhere(rows: Sequence[Row], there: Set[str]) -> frozenset[str]:
    """Words that are an organization wherever they stand in the article: names tagged as one twice, and words in
    capitals tagged once, put in brackets behind a name, or the initials of one that the article has.
    """
    counts = Counter(row.tokens.forms[i] for row in rows for i, stop in row.tagged if stop == i + 1)
    twice = {form for form, count in counts.items() if count > 1 and form[0].isupper() and len(form) > 2}
    found: set[str] = set(counts)
    for tokens, _, _, tagged in rows:
        forms = tokens.forms
        for first, stop in tagged:
            if forms[stop : stop + 1] == ["("]:
                found.update(forms[stop + 1 : stop + 2])
            found.add("".join(form[0] for form in forms[first:stop] if form[0].isalpha() and form != "и").upper())
    capitals = {word for word in found & there if 3 <= len(word) <= 8 and word.isupper() and word.isalpha()}
    return frozenset(twice | capitals)


def _in_sentence(text: str, row: Row, known: _Known) -> list[Named]:
    forms, labels, hits = row.tokens.forms, row.labels, row.hits
    again, spelt = _places(forms, known.everywhere), _places(forms, known.spelt)
    if not (hits or row.tagged or again or spelt):
        return []
    more, less = quoted.listed(forms, hits, row.tagged)
    found = [(*span, "tagger") for first, stop in row.tagged for span in spans.pieces(forms, first, stop, labels)]
    found = [span for span in found if span[:2] not in less] + [(*span, "in a list") for span in more]
    found += [(*span, "head noun") for span in _grown(row) if not _touches(span, row.tagged)]
    by_itself = [(i, mark) for i, mark in hits if labels[i] != "PER"]
    found += [(i, i + 1, "known name") for i, mark in hits if mark & marks.WHOLE and not _is_in_person(labels, i)]
    known_at = (i for i, mark in hits if mark & marks.FAMOUS)
    found += [(i, stop, "known name") for i in known_at for stop, _ in famous.at(forms, i)]
    camel = (i for i, mark in by_itself if mark & marks.CAMEL)
    found += [(i, i + 1, "two capitals") for i in camel if spans.is_whole_word(row.tokens, i)]
    alone = (i for i in spelt if "PER" not in (*labels[max(0, i - 1) : i], *labels[i + 1 : i + 2]))
    found += [(i, i + 1, "other script") for i in alone]
    in_row = [*quoted.again(forms, hits, known.in_quotes), *quoted.numbered(forms, hits), *quoted.channels(forms, hits)]
    found += [(*span, "class word") for span in in_row if not _touches(span, row.tagged)]
    sources = (span for span in quoted.reported(forms, hits) if not labels[span[0]] and not _touches(span, row.tagged))
    found += [(*span, "source") for span in sources]
    for i in again:
        if not labels[i] and not spans.is_bare(forms, i, i + 1):
            found.append((spans.place_before(forms, i), i + 1, "same word"))
    found += [(*span, "in brackets") for _, stop, _ in found for span in spans.in_brackets(forms, stop)]
    kept = _kept(found)
    whole = (span for span in kept if span[2] == "tagger" or not spans.is_described(forms, span[:2], kept))
    brief = spans.without_place(row.tagged, labels)
    return [_mention(text, row.tokens, *span, brief.get(span[0])) for span in whole]


def _is_in_person(labels: Sequence[str], at: int) -> bool:
    """Whether a word is one of several of a person's name; a known name alone is none: «инспекторы Рыбоохраны»."""
    return labels[at] == "PER" and labels[max(0, at - 1) : at + 2].count("PER") > 1


def _places(forms: Sequence[str], wanted: Set[str]) -> list[int]:
    """Where the wanted words stand in a sentence; most have none."""
    return [] if wanted.isdisjoint(forms) else [i for i, form in enumerate(forms) if form in wanted]


def _kept(found: Iterable[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """The longest spans, in order, that cross no other and are not only the beginning of one."""
    kept: list[tuple[int, int, str]] = []
    for span in sorted(set(found), key=lambda span: (span[0] - span[1], span[0], span[2])):
        if not any(_crosses(span, other) or span[:2] == other[:2] or _same_head(span, other) for other in kept):
            kept.append(span)
    return sorted(kept)


def _touches(span: tuple[int, int], tagged: Sequence[tuple[int, int]]) -> bool:
    """Whether the tagger has seen the head noun too; where it has, it knows better how far the name reaches."""
    return any(first < span[1] and span[0] < stop and not span[0] < first < stop <= span[1] for first, stop in tagged)


def _crosses(a: tuple[int, int, str], b: tuple[int, int, str]) -> bool:
    return a[0] < b[0] < a[1] < b[1] or b[0] < a[0] < b[1] < a[1]


def _same_head(inner: tuple[int, int, str], outer: tuple[int, int, str]) -> bool:
    """Whether a span is only the beginning of a longer one: «Центра оценки» of «Центра оценки компетенции»."""
    return inner[0] == outer[0] and inner[1] <= outer[1]


def _grown(row: Row) -> Iterator[tuple[int, int]]:
    """Full names grown from a head noun that something anchors: a place, a capital, a body's own tail."""
    forms, labels = row.tokens.forms, row.labels
    for head in (i for i, mark in row.hits if mark & marks.HEAD and labels[i] != "PER"):
        first, stop = phrase.left(forms, head), phrase.right(forms, head, labels)
        if words.has("class", forms[head]) and _is_followed_by_name(forms, stop, labels):
            continue  # «российский фонд DST»: the name comes after
        if _is_state(forms, head, stop):
            continue
        if spans.only_points(forms, first, stop):
            continue
        is_spoken_of = forms[first][0].isupper() or words.has("body", forms[head])
        if stop - first > 1 and is_spoken_of and _is_anchored(forms, first, head, stop, labels):
            yield phrase.trimmed(forms, first, head), stop


def _is_state(forms: Sequence[str], head: int, stop: int) -> bool:
    """«Российская Федерация», its law «Российской Федерации по вопросам …»; not «Российская федерация по борьбе»."""
    is_whole = stop == head + 1 or (forms[head][0].isupper() and forms[head + 1] == "по")
    return is_whole and spans.is_state(forms, head)


def _is_followed_by_name(forms: Sequence[str], stop: int, labels: Sequence[str]) -> bool:
    return stop < len(forms) and (labels[stop] == "ORG" or phrase.quoted(forms, stop) is not None)


def _is_anchored(forms: Sequence[str], first: int, head: int, stop: int, labels: Sequence[str]) -> bool:
    begins = first == 0 or forms[first - 1] in spans.QUOTES
    around = [i for i in range(first, stop) if i != head]
    if any(labels[i] in ("LOC", "ORG") for i in around):
        return True
    if any(forms[i][0].isupper() and not words.has("never", forms[i]) for i in around if not (i == first and begins)):
        return True
    if any(words.has("place", forms[i]) for i in range(first, head)):
        return True
    if forms[head][0].isupper() and not (head == first and begins):
        return True
    kind = words.kind("head_noun", forms[head])
    return kind in spans.BODIES and stop > head + 1 and words.has("body", forms[head])


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
