"""Where organizations are named: the tagger's spans mended, and full names grown from their head nouns."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from faktograf.language.names import Name
from faktograf.language.segments import Token
from faktograf.organizations import phrase, quoted, scripts, single, spans, words

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


class _Row(NamedTuple):
    """A sentence with the label of each token, and the tagger's organizations in it as token ranges."""

    tokens: Sequence[Token]
    labels: Sequence[str]
    tagged: Sequence[tuple[int, int]]


def named(text: str, sentences: Sequence[Sequence[Token]], names: Sequence[Name]) -> list[Named]:
    """All named mentions in the order of the text; one may lie inside another, none overlaps by half."""
    rows = [_row(tokens, names) for tokens in sentences if tokens]
    everywhere = _everywhere(rows)
    in_quotes = frozenset(
        quoted.lemmas(row.tokens[slice(*span)]) for row in rows for span in quoted.after_class(row.tokens)
    )
    spelt = scripts.latin(t.text for row in rows for first, stop in row.tagged for t in row.tokens[first:stop])
    return [mention for row in rows for mention in _in_sentence(text, row, everywhere, in_quotes, spelt)]


def _row(tokens: Sequence[Token], names: Sequence[Name]) -> _Row:
    """The names of a sentence laid over its tokens; a place inside an organization keeps its label."""
    labels, tagged = [""] * len(tokens), []
    starts = [token.start for token in tokens]
    at = bisect_left(names, tokens[0].start, key=lambda name: name.start)
    while at < len(names) and names[at].start < tokens[-1].stop:
        name = names[at]
        first, stop = bisect_left(starts, name.start), bisect_left(starts, name.stop)
        if name.label == "ORG":
            tagged.append((first, stop))
        for i in range(first, stop):
            if not labels[i] or name.label == "LOC":
                labels[i] = name.label
        at += 1
    return _Row(tokens, labels, tagged)


def _everywhere(rows: Sequence[_Row]) -> frozenset[str]:
    """Words that are an organization wherever they stand in the article: names tagged as one twice, and words in
    capitals tagged once, put in brackets behind a name, or the initials of one that the article has.
    """
    counts = Counter(row.tokens[i].text for row in rows for i, stop in row.tagged if stop == i + 1)
    twice = {form for form, count in counts.items() if count > 1 and form[0].isupper() and len(form) > 2}
    found: set[str] = set()
    initials: set[str] = set()
    for tokens, _, tagged in rows:
        for first, stop in tagged:
            found |= {token.text for token in tokens[first:stop] if stop == first + 1}
            found |= {token.text for token in tokens[stop + 1 : stop + 2] if tokens[stop].text == "("}
            initials.add(
                "".join(t.text[0] for t in tokens[first:stop] if t.text[0].isalpha() and t.text != "и").upper()
            )
    capitals = {token.text for row in rows for token in row.tokens if token.text.isupper() and token.text.isalpha()}
    return frozenset(twice | {word for word in capitals & (found | initials) if 3 <= len(word) <= 8})


def _in_sentence(
    text: str,
    row: _Row,
    everywhere: frozenset[str],
    in_quotes: frozenset[tuple[str, ...]],
    spelt: frozenset[str],
) -> list[Named]:
    tokens, labels = row.tokens, row.labels
    more, less = quoted.listed(tokens, row.tagged)
    found = [(*span, "tagger") for first, stop in row.tagged for span in spans.pieces(tokens, first, stop, labels)]
    found = [row for row in found if row[:2] not in less] + [(*span, "in a list") for span in more]
    found += [(*span, "head noun") for span in _grown(tokens, labels) if not _touches(span, row.tagged)]
    found += [(i, i + 1, "known name") for i, token in enumerate(tokens) if single.is_known(token.text, labels[i])]
    found += [(i, i + 1, "two capitals") for i, token in enumerate(tokens) if single.is_camel(token.text, labels[i])]
    if spelt:
        alone = (i for i in range(len(tokens)) if "PER" not in (*labels[max(0, i - 1) : i], *labels[i + 1 : i + 2]))
        found += [(i, i + 1, "other script") for i in alone if single.is_spelt(tokens[i].text, spelt)]
    in_row = [*quoted.again(tokens, in_quotes), *quoted.numbered(tokens)]
    found += [(*span, "class word") for span in in_row if not _touches(span, row.tagged)]
    for i, token in enumerate(tokens):
        if token.text in everywhere and not labels[i] and not spans.is_bare(tokens, i, i + 1):
            found.append((spans.place_before(tokens, i), i + 1, "same word"))
    kept: list[tuple[int, int, str]] = []
    for span in sorted(set(found), key=lambda span: (span[0] - span[1], span[0], span[2])):
        if not any(_crosses(span, other) or span[:2] == other[:2] or _same_head(span, other) for other in kept):
            kept.append(span)
    return [_mention(text, tokens, *span) for span in sorted(kept)]


def _touches(span: tuple[int, int], tagged: Sequence[tuple[int, int]]) -> bool:
    """Whether the tagger has seen the head noun too; where it has, it knows better how far the name reaches."""
    return any(first < span[1] and span[0] < stop and not span[0] < first < stop <= span[1] for first, stop in tagged)


def _crosses(a: tuple[int, int, str], b: tuple[int, int, str]) -> bool:
    return a[0] < b[0] < a[1] < b[1] or b[0] < a[0] < b[1] < a[1]


def _same_head(inner: tuple[int, int, str], outer: tuple[int, int, str]) -> bool:
    """Whether a span is only the beginning of a longer one: «Центра оценки» of «Центра оценки компетенции»."""
    return inner[0] == outer[0] and inner[1] <= outer[1]


def _grown(tokens: Sequence[Token], labels: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Full names grown from a head noun that something anchors: a place, a capital, a body's own tail."""
    for head, token in enumerate(tokens):
        kind = words.kind("head_noun", token.text)
        if kind is None or labels[head] == "PER" or not phrase.is_noun(token.text):
            continue
        first, stop = phrase.left(tokens, head), phrase.right(tokens, head, labels)
        if words.has("class", token.text) and _is_followed_by_name(tokens, stop, labels):
            continue  # «российский фонд DST»: the name comes after
        if words.has("state", token.text) and stop == head + 1 and words.has("state_adjective", tokens[head - 1].text):
            continue
        is_spoken_of = tokens[first].text[0].isupper() or words.has("body", token.text)
        if spans.only_points(tokens, first, stop):
            continue
        if stop - first > 1 and is_spoken_of and _is_anchored(tokens, first, head, stop, labels, kind):
            yield phrase.trimmed(tokens, first, head), stop


def _is_followed_by_name(tokens: Sequence[Token], stop: int, labels: Sequence[str]) -> bool:
    return stop < len(tokens) and (labels[stop] == "ORG" or phrase.quoted(tokens, stop) is not None)


def _is_anchored(tokens: Sequence[Token], first: int, head: int, stop: int, labels: Sequence[str], kind: str) -> bool:
    begins = first == 0 or tokens[first - 1].text in spans.QUOTES
    around = [i for i in range(first, stop) if i != head]
    if any(labels[i] in ("LOC", "ORG") for i in around):
        return True
    if any(tokens[i].text[0].isupper() for i in around if not (i == first and begins)):
        return True
    if any(words.has("place", tokens[i].text) for i in range(first, head)):
        return True
    if tokens[head].text[0].isupper() and not (head == first and begins):
        return True
    return kind in spans.BODIES and stop > head + 1 and words.has("body", tokens[head].text)


def _mention(text: str, tokens: Sequence[Token], first: int, stop: int, rule: str) -> Named:
    forms = tuple(token.text for token in tokens[first:stop])
    head = spans.head_at(tokens, first, stop)
    kind = words.kind("head_noun", tokens[head].text) if head is not None else None
    kind = kind or (words.kind("whole", forms[0]) if len(forms) == 1 else None) or _class_kind(tokens, first)
    before = next((token.text for token in tokens[:first][::-1] if token.text not in spans.QUOTES), "")
    bracketed = _is_bracketed(tokens, first, stop)
    return Named(tokens[first].start, tokens[stop - 1].stop, forms, kind, rule, before.lower(), bracketed)


def _is_bracketed(tokens: Sequence[Token], first: int, stop: int) -> bool:
    """Whether a span is all that brackets hold, or the first of two, or their initials: «(Federación Cubana, FC)»."""
    if first < 2 or stop >= len(tokens) or tokens[stop].text not in (")", ","):
        return False
    if tokens[first - 1].text == "(":
        own = tokens[first:stop]
        return tokens[stop].text == ")" or (
            len(own) > 1 and not _CYRILLIC.search(own[0].text) and _is_initials(tokens, stop + 1, own)
        )
    opening = next((i for i in range(first - 2, -1, -1) if tokens[i].text == "("), None)
    is_second = opening is not None and tokens[first - 1].text == "," and tokens[stop].text == ")"
    return is_second and stop == first + 1 and _is_initials(tokens, first, tokens[(opening or 0) + 1 : first - 1])


def _is_initials(tokens: Sequence[Token], at: int, full: Sequence[Token]) -> bool:
    """Whether a word in capitals is the initials of the capitalized words of a name."""
    form = tokens[at].text if at < len(tokens) else ""
    return len(form) > 1 and form == "".join(token.text[0] for token in full if token.text[0].isupper())


def _class_kind(tokens: Sequence[Token], first: int) -> str | None:
    """The kind that the class word before a name tells: «газета «Заря»» → media."""
    at = first - 1
    while at >= 0 and tokens[at].text in spans.QUOTES:
        at -= 1
    if at < 0 or (at == first - 1 and phrase.is_plural(tokens[at].text)):  # «в одном из изданий ИКЕА»
        return None
    return words.kind("class", tokens[at].text)
