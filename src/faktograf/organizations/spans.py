"""The tagger's spans mended: without quotes and class words, names and abbreviations apart, places kept."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from faktograf.language import morphology
from faktograf.language.segments import Tokens
from faktograf.organizations import phrase, words

QUOTES = frozenset("«»\"“”„'")
_TRIM = QUOTES | frozenset(".,;:()[]—–-")
_LEVELS = frozenset(("ВО", "ДО", "ДПО", "СПО"))  # of schooling, behind a legal form
_FOREIGN = re.compile(r"[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ.'’&-]*")
_LONGEST = 10  # words of a name in brackets
_DOMAINS = frozenset(("ru", "ру", "com", "рф", "Ru", "Ру", "РФ", "RU"))
_APOSTROPHES = frozenset("'’")
BODIES = frozenset(("authority", "court"))  # «министерство обороны» is a name even in small letters


def pieces(forms: Sequence[str], first: int, stop: int, labels: Sequence[str]) -> Iterator[tuple[int, int]]:
    """A tagged span without quotes, brackets and a class word in front; «Имя (ИМ)» gives two."""
    bracket = forms.index("(", first, stop) if "(" in forms[first:stop] else first
    if bracket > first:
        yield from pieces(forms, first, bracket, labels)
        yield from pieces(forms, bracket + 1, stop, labels)
        return
    while first < stop and forms[first] in _TRIM:
        first += 1
    first -= _is_whole_quote(forms, first, stop)
    while first < stop and _is_class_before(forms, first, stop):
        first += 1
        while first < stop and forms[first] in QUOTES:
            first += 1
    first = _without_adjectives(forms, first, stop)
    while stop > first and forms[stop - 1] in _TRIM:
        stop -= 1
    if stop < len(forms) and _is_open(forms[first:stop]) and forms[stop] in QUOTES:
        stop += 1  # «РГТРК „Останкино“»: the quotes inside a name close inside it
    if first == stop or (not _is_quoted(forms, first, stop) and _is_nothing(forms, first, stop)):
        return
    if only_points(forms, first, stop) or _is_of_thing(forms, first) or _is_thing(forms, first, stop):
        return
    head = head_at(forms, first, stop)
    if head is None:
        first = place_before(forms, first)
    elif words.kind("head_noun", forms[head]) in BODIES:
        stop = _place_after(forms, stop, labels)
    yield first, stop
    if words.has("office", forms[first]) and stop - first > 2:
        yield first + 1, stop  # «пресс-служба [томского правительства]»


def _is_whole_quote(forms: Sequence[str], first: int, stop: int) -> bool:
    """Whether quotes hold a span with a class word in capitals in front: «[Газета] Daily», «[Радио] Sputnik»."""
    return first > 1 and words.has("class", forms[first - 1]) and _is_quoted(forms, first - 1, stop)


def _is_quoted(forms: Sequence[str], first: int, stop: int) -> bool:
    """Whether a span with a capital is all that quotes hold: the group «[Центр]», the channel «[Россия К]»."""
    is_open = first > 0 and forms[first - 1] in phrase.OPEN and forms[first][0].isupper()
    return is_open and stop < len(forms) and forms[stop] in QUOTES


def _is_nothing(forms: Sequence[str], first: int, stop: int) -> bool:
    """Whether a span names no organization by itself: «Центре», «УЗИ», «Советский Союз»."""
    is_country = stop == first + 2 and is_state(forms, first + 1) and forms[first + 1][0].isupper()
    is_people = stop == first + 1 and _is_people(forms[first])
    return is_country or is_people or is_bare(forms, first, stop) or words.has("never", forms[first])


def _is_people(form: str) -> bool:
    """Whether a compound is people: «ЛГБТ-активистов», «ЦСКА-фанаты»; not «Пресс-служба»."""
    last = form.rpartition("-")[2]
    return last != form and last.islower() and morphology.is_animate(last) and morphology.parses(last)[0].is_known


def is_state(forms: Sequence[str], head: int) -> bool:
    """Whether a head noun and the adjective before it are a country: «Российская Федерация»."""
    return words.has("state", forms[head]) and words.has("state_adjective", forms[head - 1])


def _without_adjectives(forms: Sequence[str], first: int, stop: int) -> int:
    """Where a tagged span begins without words in small letters that only describe: «[соответствующий] Комитет …»."""
    at = first
    while at + 1 < stop and forms[at].islower() and words.has("describing", forms[at]):
        at += 1
    return at if at < stop - 1 or forms[at][0].isupper() else first


def _is_open(forms: Sequence[str]) -> bool:
    """Whether quotes open in a span and do not close in it."""
    return forms.count("«") > forms.count("»") or (forms.count('"') % 2 == 1)


def place_before(forms: Sequence[str], at: int) -> int:
    """The adjective of a place in front of a name belongs to it: «[Амурским] ЦОПП»."""
    form = forms[at - 1] if at else ""
    return at - 1 if form[:1].isupper() and words.has("place", form) else at


def _place_after(forms: Sequence[str], stop: int, labels: Sequence[str]) -> int:
    """The country or region whose body it is belongs to its name: «Следственный комитет [Российской Федерации]»."""
    end = stop
    while end < len(forms) and labels[end] == "LOC" and forms[end][0].isupper():
        end += 1
    return end if end > stop and phrase.has_case(forms[end - 1], "gent") else stop


def without_place(tagged: Sequence[tuple[int, int]], labels: Sequence[str]) -> dict[int, int]:
    """First token → where a tagged span stops that another only lengthens by whose it is: «[Верховный суд] Испании»."""
    if len(tagged) < 2:
        return {}
    longest: dict[int, int] = {}
    for first, stop in tagged:
        longest[first] = max(stop, longest.get(first, stop))
    shorter = ((first, stop) for first, stop in tagged if stop < longest[first])
    return {first: stop for first, stop in shorter if set(labels[stop : longest[first]]) <= {"LOC", "PER"}}


def head_at(forms: Sequence[str], first: int, stop: int) -> int | None:
    """The head noun of a span where it is one of words.tsv, all before it being adjectives."""
    for i in range(first, stop):
        if words.has("head_noun", forms[i]):
            return i
        if not phrase.is_adjective(forms[i]):
            return None
    return None


def _is_class_before(forms: Sequence[str], at: int, stop: int) -> bool:
    """Whether a word only says what the name after it is: «[компания] «Яндекс»», «[фонд] DST»."""
    if at + 1 >= stop or not (words.has("class", forms[at]) or forms[at] in _LEVELS):
        return False
    if at and forms[at - 1] in QUOTES and forms[at][0].isupper():  # «Газета Daily» is its whole name
        return False
    after = forms[at + 1]
    if forms[at].isupper() and (after in _LEVELS or after[0].islower()):  # «ФГБОУ ВО «АмГУ»», «ООО радо»
        return True
    is_foreign = any(sign.isascii() and sign.isalpha() for sign in after)
    return after in QUOTES or (after[0].isupper() and not phrase.is_adjective(after) and is_foreign)


def _is_of_thing(forms: Sequence[str], first: int) -> bool:
    """Whether the noun right before a name says that it names something else: «альбом «Восход»», «певица Alsou»."""
    is_quoted = first > 0 and forms[first - 1] in QUOTES
    before = forms[first - 2 if is_quoted else first - 1] if first > is_quoted else ""
    return words.has("thing" if is_quoted else "bearer", before) and (is_quoted or forms[first].isascii())


def _is_thing(forms: Sequence[str], first: int, stop: int) -> bool:
    """Whether the head of a span of some words is no organization: «Венский музыкальный [фестиваль]», not «[суда]»."""
    head = next((form for form in forms[first:stop] if not phrase.is_adjective(form)), "")
    return stop - first > 1 and words.has("thing", head) and not words.has("head_noun", head)


def only_points(forms: Sequence[str], first: int, stop: int) -> bool:
    """Whether a span is a word that names nothing with its adjectives: «итальянский клуб», «оборонное ведомство»."""
    if not words.has("only_points", forms[stop - 1]):
        return False
    is_small = all(form.islower() for form in forms[max(first, 1) : stop])
    return is_small and all(phrase.is_adjective(form) for form in forms[first : stop - 1])


def is_bare(forms: Sequence[str], first: int, stop: int) -> bool:
    """Whether a span is a head noun alone («Центре»): that is a nominal mention, no name."""
    if stop - first > 1:
        return False
    form = forms[first]
    if (form.isupper() and len(form) > 1) or words.has("by_itself", form):
        return False
    if form[0].islower() and not form.isascii() and not words.has("whole", form):  # «парламентские выборы»
        return True
    return any(words.has(slot, form) for slot in ("head_noun", "class", "nominal")) or not form[0].isalpha()


def with_person(stop: int, people: Sequence[tuple[int, int]]) -> int:
    """Where a span ends that ends inside a person's name, of people in order: «… имени Людвига [ван Бетховена]»."""
    at = bisect_left(people, (stop,)) - 1
    return max(stop, people[at][1]) if at >= 0 else stop


def in_whole_words(tokens: Tokens, first: int, stop: int) -> tuple[int, int]:
    """A span to the ends of the words that it begins and ends in: «ЕАО[Media]», «[Sant]'Orsola»."""
    forms = tokens.forms
    while first and (is_inside_word(tokens, first) or _is_latin(forms[first - 1 : first + 1])):
        first -= 1
    while stop < len(forms) and is_inside_word(tokens, stop):
        stop += 1
    return first, stop


def _is_latin(forms: Sequence[str]) -> bool:
    """«Policlinico [Sant'Orsola]»: words in Latin letters with capitals are one name."""
    return all(form.isascii() and form.isalpha() and form[0].isupper() for form in forms)


def is_whole_word(tokens: Tokens, at: int) -> bool:
    """Whether a token has no letter or digit right before or behind it, as «BgCd» has in «watch?v=9BgCd49U»."""
    return not (_is_joined(tokens, at) or _is_joined(tokens, at + 1))


def _is_joined(tokens: Tokens, at: int) -> bool:
    """Whether a letter or digit of the token before stands right before a token that begins with one."""
    if not 0 < at < len(tokens.forms) or tokens.starts[at] != tokens.stop(at - 1):
        return False
    return tokens.forms[at - 1][-1].isalnum() and tokens.forms[at][0].isalnum()


def is_inside_word(tokens: Tokens, at: int) -> bool:
    """Whether a token and the one before it are parts of one word, letters or an apostrophe between letters."""
    if not 0 < at < len(tokens.forms) or tokens.starts[at] != tokens.stop(at - 1):
        return False
    before, form = tokens.forms[at - 1], tokens.forms[at]
    if before.isalpha() and form in _APOSTROPHES:
        return at + 1 < len(tokens.forms) and is_inside_word(tokens, at + 1)
    if before.isalpha() and form == ".":  # «ВЭБ.РФ», «Lenta.ru»
        after = tokens.forms[at + 1] if at + 1 < len(tokens.forms) else ""
        is_name = after in _DOMAINS or (after.isupper() and before.isupper())
        return is_name and tokens.starts[at + 1] == tokens.stop(at)
    return form[0].isalpha() and (before[0].isalpha() or before in _APOSTROPHES or before == ".")


def is_described(forms: Sequence[str], span: tuple[int, int], kept: Iterable[tuple[int, int, str]]) -> bool:
    """Whether a span is one of those kept without its adjectives: «краевой [Минсельхоз]»."""
    longer = (first for first, stop, _ in kept if first < span[0] and stop == span[1])
    return any(all(map(phrase.is_adjective, forms[first : span[0]])) for first in longer)


def in_brackets(forms: Sequence[str], at: int) -> Iterator[tuple[int, int]]:
    """The name in its own language in brackets behind a name: «Комитет (КЗЖ) ([Committee to Protect …])»."""
    if set(forms[at : at + 1]) & {")", *QUOTES}:
        at += 1
    if forms[at : at + 1] != ["("]:
        return
    stop = first = at + 1
    while stop < len(forms) and _FOREIGN.fullmatch(forms[stop]):
        stop += 1
    is_name = stop - first > 1 and forms[first][0].isupper() and stop - first <= _LONGEST
    if is_name and stop < len(forms) and forms[stop] in (")", ","):
        yield first, stop
