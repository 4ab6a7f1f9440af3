"""Capitals put back into a text that lost them all, as RIA's dump did, and taken from lines that have nothing else.

Every room then reads such a text like any other; offsets stay, since a letter only changes its case. After the
observation that case carries the sentence borders and the names (Lita et al., «tRuEcasIng», 2003); here the
dictionary decides, with the word before for what may be a name or not.
"""

import re
from functools import cache, lru_cache
from pathlib import Path

from faktograf.language import morphology
from faktograf.language.lexicon import columns_of
from faktograf.language.recent import Recent

_SHORTEST = 200  # characters: a phrase in small letters is no article
_WORD = re.compile(r"[^\W\d_]+")
_START = re.compile(r"(?:^|[\n\r]|[.!?…][»\")]*\s|[«“„]|(?<=\s)\")[\s—–-]*")
_HEADLINE = re.compile(r"^[^a-zа-яё\n\r]{20,}$", re.MULTILINE)
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")
_FEW = 3  # long words of a line in capitals that is no name
_UNITS = frozenset("гвмтдпсрчлен")
_SHORT = re.compile(r"\(([а-яё]{2,5})\)")  # «центр занятости (цзн)»
_REGION = re.compile(r"\b[а-яё]+ск(?:ая|ой|ую|ий|ого|ому|ом|им) (?=(?:област|кра[йяюе]|район|округ|республик|губерни))")
_NAMES = frozenset(("Name", "Patr", "Surn"))
_NAMED = _NAMES | {"Geox", "Orgn", "Trad"}


@Recent
def restored(text: str) -> str:
    """The text, of the same length, with capitals where it has none, and without them in a line that has no others.

    Any other text comes back as it is.
    """
    if text.upper() == text:
        return text
    if text.lower() == text:
        return _cased_text(text) if len(text) >= _SHORTEST else text
    return _HEADLINE.sub(lambda match: _as_a_line(match[0]), text)


def _as_a_line(line: str) -> str:
    """«ПРАВИТЕЛЬСТВО КРАЯ ВЫДЕЛИЛО 5 МЛН» → «Правительство края выделило 5 млн»; short names stay as they are."""
    small = line.lower()
    is_loud = line.upper() == line and len(small) == len(line) and len(_LONG_WORD.findall(line)) >= _FEW
    return _cased_text(small) if is_loud else line


def _cased_text(text: str) -> str:
    """A text in small letters with its capitals."""
    starts, short = _starts(text), {match[1] for match in _SHORT.finditer(text) if not _kinds(match[1])}
    out, done, before = [], 0, ""
    for match in _WORD.finditer(text):
        following = text[match.end() : match.end() + 1]
        form = match[0].upper() if match[0] in short else _cased(match[0], before, following)
        form = form[0].upper() + form[1:] if match.start() in starts else form
        if len(form) == len(match[0]):  # «ß»
            out += [text[done : match.start()], form]
            done = match.end()
        before = form + "." * (following == ".") if following in (" ", ".", "-", "\xa0") else ""
    return _phrases("".join(out) + text[done:])


def _phrases(text: str) -> str:
    """The names of capitals.tsv and «Амурской области» written as such."""
    text = _REGION.sub(lambda match: match[0][0].upper() + match[0][1:], text)
    for pattern, cased in _known():
        text = pattern.sub(lambda match, cased=cased: _like(match[0], cased), text)  # type: ignore[misc]
    return text


def _like(said: str, cased: str) -> str:
    """The words said with the capitals of those in the table: «верховного суда» → «Верховного суда»."""
    pairs = zip(said.split(" "), cased.split(" "), strict=True)
    return " ".join(word[0].upper() + word[1:] if model[0].isupper() else word for word, model in pairs)


@cache
def _rows(slot: str) -> frozenset[str]:
    """The entries of a slot of capitals.tsv."""
    table = Path(__file__).with_name("capitals.tsv")
    return frozenset(entry for name, entry in columns_of(table, "slot<TAB>entry", (2,)) if name == slot)


@cache
def _known() -> list[tuple[re.Pattern[str], str]]:
    """The pattern of each name's forms, and the name; the longer first."""
    names = sorted(_rows("name"), key=lambda name: (-len(name), name))
    return [(re.compile(r"\b" + " ".join(map(_any_form, name.split(" "))) + r"\b"), name) for name in names]


def _any_form(word: str) -> str:
    known = {form for reading in morphology.parses(word.lower())[:1] for form in morphology.forms(reading.normal_form)}
    known |= {form.replace("ё", "е") for form in known} | {word.lower()}
    return "(?:" + "|".join(sorted(known)) + ")"


def _starts(text: str) -> set[int]:
    """Where sentences, lines and quotations begin."""
    found = set()
    for match in _START.finditer(text):
        last = text[max(0, match.start() - 12) : match.start()].rsplit(None, 1)[-1:]
        is_cut = match[0][:1] == "." and bool(last) and (last[0].strip('(«"') in _rows("cut") or len(last[0]) == 1)
        if not is_cut:
            found.add(match.end())
    return found


def _cased(form: str, before: str, following: str) -> str:
    """A word as it is written in the middle of a sentence, after the word before."""
    if len(form) == 1:
        return form.upper() if following == "." and form not in _UNITS else form
    if form.isascii():
        return (
            form
            if following in ("@", "/", ":") or form in ("www", "http", "https", "com", "ru", "org")
            else form.title()
        )
    is_initial = len(before) == 2 and before[0].isupper() and before[1] == "."
    is_after_name = before.istitle() and bool(_kinds(before.lower().strip(".")) & _NAMES)
    if (is_initial or is_after_name) and _kinds(form, likely=False) & {"Surn", "Patr"}:
        return form.title()
    return _alone(form)


@lru_cache(maxsize=20_000)
def _alone(form: str) -> str:
    """«россии» → «Россия» written large, «мвд» → «МВД»; a word that is first of all a common one stays small."""
    first = morphology.parses(form)[0]
    kinds = _kinds(form)
    if form in _rows("cut"):
        return form
    if "Abbr" in kinds and "Fixd" in kinds and len(form) <= 6:  # «мвд», «рф»
        return form.upper()
    if kinds & _NAMED:
        return form.title()
    is_unknown = not first.is_known and first.tag.POS == "NOUN" and len(form) > 3
    return form.title() if is_unknown else form


@lru_cache(maxsize=20_000)
def _kinds(form: str, likely: bool = True) -> frozenset[str]:
    """The grammemes of the likeliest known reading of a form, or of all its readings."""
    parses = [parse for parse in morphology.parses(form) if parse.is_known or not likely]
    return frozenset(grammeme for parse in (parses[:1] if likely else parses) for grammeme in parse.tag.grammemes)
