"""The tagger's spans mended: without quotes and class words, names and abbreviations apart, places kept."""

from collections.abc import Iterator, Sequence

from faktograf.language.segments import Token
from faktograf.organizations import phrase, words

QUOTES = frozenset("«»\"“”„'")
_TRIM = QUOTES | frozenset(".,;:()[]—–-")
_LEVELS = frozenset(("ВО", "ДО", "ДПО", "СПО"))  # of schooling, behind a legal form
BODIES = frozenset(("authority", "court"))  # «министерство обороны» is a name even in small letters


def pieces(tokens: Sequence[Token], first: int, stop: int, labels: Sequence[str]) -> Iterator[tuple[int, int]]:
    """A tagged span without quotes, brackets and a class word in front; «Имя (ИМ)» gives two."""
    bracket = next((i for i in range(first, stop) if tokens[i].text == "("), None)
    if bracket is not None and bracket > first:
        yield from pieces(tokens, first, bracket, labels)
        yield from pieces(tokens, bracket + 1, stop, labels)
        return
    while first < stop and tokens[first].text in _TRIM:
        first += 1
    while first < stop and _is_class_before(tokens, first, stop):
        first += 1
        while first < stop and tokens[first].text in QUOTES:
            first += 1
    first = _without_adjectives(tokens, first, stop)
    while stop > first and tokens[stop - 1].text in _TRIM:
        stop -= 1
    if stop < len(tokens) and _is_open(tokens[first:stop]) and tokens[stop].text in QUOTES:
        stop += 1  # «РГТРК „Останкино“»: the quotes inside a name close inside it
    if first == stop or is_bare(tokens, first, stop) or words.has("never", tokens[first].text):
        return
    if only_points(tokens, first, stop) or _is_of_thing(tokens, first):
        return
    head = head_at(tokens, first, stop)
    if head is None:
        first = place_before(tokens, first)
    elif words.kind("head_noun", tokens[head].text) in BODIES:
        stop = _place_after(tokens, stop, labels)
    yield first, stop
    if words.has("office", tokens[first].text) and stop - first > 2:
        yield first + 1, stop  # «пресс-служба [томского правительства]»


def _without_adjectives(tokens: Sequence[Token], first: int, stop: int) -> int:
    """Where a tagged span begins without words in small letters that only describe: «[соответствующий] Комитет …»."""
    at = first
    while at + 1 < stop and tokens[at].text.islower() and words.has("describing", tokens[at].text):
        at += 1
    return at if at < stop - 1 or tokens[at].text[0].isupper() else first


def _is_open(tokens: Sequence[Token]) -> bool:
    """Whether quotes open in a span and do not close in it."""
    forms = [token.text for token in tokens]
    return forms.count("«") > forms.count("»") or (forms.count('"') % 2 == 1)


def place_before(tokens: Sequence[Token], at: int) -> int:
    """The adjective of a place in front of a name belongs to it: «[Амурским] ЦОПП»."""
    form = tokens[at - 1].text if at else ""
    return at - 1 if form[:1].isupper() and words.has("place", form) else at


def _place_after(tokens: Sequence[Token], stop: int, labels: Sequence[str]) -> int:
    """The country or region whose body it is belongs to its name: «Следственный комитет [Российской Федерации]»."""
    end = stop
    while end < len(tokens) and labels[end] == "LOC" and tokens[end].text[0].isupper():
        end += 1
    return end if end > stop and phrase.has_case(tokens[end - 1].text, "gent") else stop


def head_at(tokens: Sequence[Token], first: int, stop: int) -> int | None:
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
    is_foreign = any(sign.isascii() and sign.isalpha() for sign in after)
    return after in QUOTES or (after[0].isupper() and not phrase.is_adjective(after) and is_foreign)


def _is_of_thing(tokens: Sequence[Token], first: int) -> bool:
    """Whether the noun right before a name says that it names something else: «альбом «Восход»», «певица Alsou»."""
    is_quoted = first > 0 and tokens[first - 1].text in QUOTES
    before = tokens[first - 2 if is_quoted else first - 1].text if first > is_quoted else ""
    return words.has("thing" if is_quoted else "bearer", before) and (is_quoted or tokens[first].text.isascii())


def only_points(tokens: Sequence[Token], first: int, stop: int) -> bool:
    """Whether a span is a word that names nothing with its adjectives: «итальянский клуб», «оборонное ведомство»."""
    if not words.has("only_points", tokens[stop - 1].text):
        return False
    is_small = all(token.text.islower() for token in tokens[max(first, 1) : stop])
    return is_small and all(phrase.is_adjective(token.text) for token in tokens[first : stop - 1])


def is_bare(tokens: Sequence[Token], first: int, stop: int) -> bool:
    """Whether a span is a head noun alone («Центре»): that is a nominal mention, no name."""
    if stop - first > 1:
        return False
    form = tokens[first].text
    if (form.isupper() and len(form) > 1) or words.has("by_itself", form):
        return False
    if form[0].islower() and not form.isascii() and not words.has("whole", form):  # «парламентские выборы»
        return True
    return any(words.has(slot, form) for slot in ("head_noun", "class", "nominal")) or not form[0].isalpha()
