"""Where organizations are named: the tagger's spans mended, and full names grown from their head nouns."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from faktograf.language.names import Name
from faktograf.language.segments import Token
from faktograf.organizations import phrase, quoted, single, words


class Named(NamedTuple):
    """A named mention: half-open place, tokens, kind where a word tells it, and the mention it explains."""

    start: int
    stop: int
    forms: tuple[str, ...]
    kind: str | None
    rule: str
    before: str  # the word before it, in lower case
    bracketed: bool  # it stands in brackets right after the mention it abbreviates


_QUOTES = frozenset("«»\"“”„'")
_TRIM = _QUOTES | frozenset(".,;:()[]—–-")
_LEVELS = frozenset(("ВО", "ДО", "ДПО", "СПО"))  # of schooling, behind a legal form
_BODIES = frozenset(("authority", "court"))  # «министерство обороны» is a name even in small letters


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
    return [mention for row in rows for mention in _in_sentence(text, row, everywhere, in_quotes)]


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
    text: str, row: _Row, everywhere: frozenset[str], in_quotes: frozenset[tuple[str, ...]]
) -> list[Named]:
    tokens, labels = row.tokens, row.labels
    spans = [(*span, "tagger") for first, stop in row.tagged for span in _pieces(tokens, first, stop, labels)]
    spans += [(*span, "head noun") for span in _grown(tokens, labels) if not _touches(span, row.tagged)]
    spans += [(i, i + 1, "known name") for i, token in enumerate(tokens) if single.is_known(token.text, labels[i])]
    spans += [(i, i + 1, "two capitals") for i, token in enumerate(tokens) if single.is_camel(token.text, labels[i])]
    in_row = [*quoted.again(tokens, in_quotes), *quoted.numbered(tokens)]
    spans += [(*span, "class word") for span in in_row if not _touches(span, row.tagged)]
    for i, token in enumerate(tokens):
        if token.text in everywhere and not labels[i] and not _is_bare(tokens, i, i + 1):
            spans.append((_place_before(tokens, i), i + 1, "same word"))
    kept: list[tuple[int, int, str]] = []
    for span in sorted(set(spans), key=lambda span: (span[0] - span[1], span[0], span[2])):
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


def _pieces(tokens: Sequence[Token], first: int, stop: int, labels: Sequence[str]) -> Iterator[tuple[int, int]]:
    """A tagged span without quotes, brackets and a class word in front; «Имя (ИМ)» gives two."""
    bracket = next((i for i in range(first, stop) if tokens[i].text == "("), None)
    if bracket is not None and bracket > first:
        yield from _pieces(tokens, first, bracket, labels)
        yield from _pieces(tokens, bracket + 1, stop, labels)
        return
    while first < stop and tokens[first].text in _TRIM:
        first += 1
    while first < stop and _is_class_before(tokens, first, stop):
        first += 1
        while first < stop and tokens[first].text in _QUOTES:
            first += 1
    while stop > first and tokens[stop - 1].text in _TRIM:
        stop -= 1
    if stop < len(tokens) and _is_open(tokens[first:stop]) and tokens[stop].text in _QUOTES:
        stop += 1  # «РГТРК „Останкино“»: the quotes inside a name close inside it
    if first == stop or _is_bare(tokens, first, stop) or words.has("never", tokens[first].text):
        return
    head = _head_at(tokens, first, stop)
    if head is None:
        first = _place_before(tokens, first)
    elif words.kind("head_noun", tokens[head].text) in _BODIES:
        stop = _place_after(tokens, stop, labels)
    yield first, stop
    if words.has("office", tokens[first].text) and stop - first > 2:
        yield first + 1, stop  # «пресс-служба [томского правительства]»


def _is_open(tokens: Sequence[Token]) -> bool:
    """Whether quotes open in a span and do not close in it."""
    forms = [token.text for token in tokens]
    return forms.count("«") > forms.count("»") or (forms.count('"') % 2 == 1)


def _place_before(tokens: Sequence[Token], at: int) -> int:
    """The adjective of a place in front of a name belongs to it: «[Амурским] ЦОПП»."""
    form = tokens[at - 1].text if at else ""
    return at - 1 if form[:1].isupper() and words.has("place", form) else at


def _place_after(tokens: Sequence[Token], stop: int, labels: Sequence[str]) -> int:
    """The country or region whose body it is belongs to its name: «Следственный комитет [Российской Федерации]»."""
    end = stop
    while end < len(tokens) and labels[end] == "LOC" and tokens[end].text[0].isupper():
        end += 1
    return end if end > stop and phrase.has_case(tokens[end - 1].text, "gent") else stop


def _head_at(tokens: Sequence[Token], first: int, stop: int) -> int | None:
    """The head noun of a span where it is one of words.tsv, all before it being adjectives."""
    for i in range(first, stop):
        if words.has("head_noun", tokens[i].text):
            return i
        if not phrase.is_adjective(tokens[i].text):
            return None
    return None


def _is_class_before(tokens: Sequence[Token], at: int, stop: int) -> bool:
    """Whether a word only says what the name after it is: «[компания] «Яндекс»», «[фонд] DST»."""
    if at + 1 >= stop or not (words.has("class", tokens[at].text) or tokens[at].text in _LEVELS):
        return False
    after = tokens[at + 1].text
    if tokens[at].text.isupper() and (after in _LEVELS or after[0].islower()):  # «ФГБОУ ВО «АмГУ»», «ООО радо»
        return True
    return after in _QUOTES or (after[0].isupper() and not phrase.is_adjective(after) and after.isascii())


def _is_bare(tokens: Sequence[Token], first: int, stop: int) -> bool:
    """Whether a span is a head noun alone («Центре»): that is a nominal mention, no name."""
    if stop - first > 1:
        return False
    form = tokens[first].text
    if (form.isupper() and len(form) > 1) or words.has("by_itself", form):
        return False
    if form[0].islower() and not form.isascii() and not words.has("whole", form):  # «парламентские выборы»
        return True
    return any(words.has(slot, form) for slot in ("head_noun", "class", "nominal")) or not form[0].isalpha()


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
        if stop - first > 1 and is_spoken_of and _is_anchored(tokens, first, head, stop, labels, kind):
            yield phrase.trimmed(tokens, first, head), stop


def _is_followed_by_name(tokens: Sequence[Token], stop: int, labels: Sequence[str]) -> bool:
    return stop < len(tokens) and (labels[stop] == "ORG" or phrase.quoted(tokens, stop) is not None)


def _is_anchored(tokens: Sequence[Token], first: int, head: int, stop: int, labels: Sequence[str], kind: str) -> bool:
    begins = first == 0 or tokens[first - 1].text in _QUOTES
    around = [i for i in range(first, stop) if i != head]
    if any(labels[i] in ("LOC", "ORG") for i in around):
        return True
    if any(tokens[i].text[0].isupper() for i in around if not (i == first and begins)):
        return True
    if any(words.has("place", tokens[i].text) for i in range(first, head)):
        return True
    if tokens[head].text[0].isupper() and not (head == first and begins):
        return True
    return kind in _BODIES and stop > head + 1 and words.has("body", tokens[head].text)


def _mention(text: str, tokens: Sequence[Token], first: int, stop: int, rule: str) -> Named:
    forms = tuple(token.text for token in tokens[first:stop])
    head = _head_at(tokens, first, stop)
    kind = words.kind("head_noun", tokens[head].text) if head is not None else None
    kind = kind or (words.kind("whole", forms[0]) if len(forms) == 1 else None) or _class_kind(tokens, first)
    before = next((token.text for token in tokens[:first][::-1] if token.text not in _QUOTES), "")
    bracketed = first > 1 and tokens[first - 1].text == "(" and stop < len(tokens) and tokens[stop].text == ")"
    return Named(tokens[first].start, tokens[stop - 1].stop, forms, kind, rule, before.lower(), bracketed)


def _class_kind(tokens: Sequence[Token], first: int) -> str | None:
    """The kind that the class word before a name tells: «газета «Заря»» → media."""
    at = first - 1
    while at >= 0 and tokens[at].text in _QUOTES:
        at -= 1
    return words.kind("class", tokens[at].text) if at >= 0 else None
