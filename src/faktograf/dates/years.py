"""Whether a number is a year, a decade or a century here, or counts things: «в 2018», not «в 1200 матчах»."""

import re

from faktograf.language import numerals
from faktograf.language.grammar import Match
from faktograf.language.neighbours import after, before, noun_after, readings

_EVENT = re.compile(
    r"чемпионат|куб[ок]|олимпиад|премии|премию|фестивал|кинофестивал|конференц|универсиад|конкурс|мисс$|евро$"
)


def counts(text: str, stop: int) -> bool:
    """Whether a noun follows that a number would count: «2000 рублей», «в 1200 матчах»."""
    following = after(text, stop)
    if not following or not following[0][0].isalpha() or text[stop : stop + 1] in ",.;:)":
        return False
    best = readings(following[0])[0].tag
    return best.POS in ("NOUN", "ADJF") and best.number == "plur" and best.case in ("gent", "loct", "datv", "ablt")


def is_no_count(text: str, match: Match) -> bool:
    """«2018 г.», «в 2011—2016 годах»; not «2000–2500 рублей»."""
    form, said = text[match.start : match.stop].lower(), numerals.ordinal(match.slots["year"])
    if re.match(r"\d\d-", match.slots["year"]) and "to" in match.slots:
        return True  # «с 41-го по 45-й»
    if said is None or said < 100 or (said < 1000 and not match.slots["year"].isdigit()):
        return False  # «первый год»
    if re.search(r"г\w*\.?$|рождения$", form):
        return match.slots["year"][0].isdigit() or not form.endswith(("ы", "ов", "ам", "ами", "ах"))
    years = [int(value) for value in re.findall(r"\d{4}", form)]
    return all(1900 <= year <= 2050 for year in years) and not counts(text, match.stop)


def is_a_year(text: str, match: Match) -> bool:
    """«В 2018», «(2017)», «1930-м»; not «в 1200 матчах», «к 1150-летию»."""
    year = numerals.ordinal(match.slots["year"])
    if year is not None and year < 100:  # «в 41-м»; not «в 41-м полку»
        return not noun_after(text, match.stop) and not re.match(r"[-–—,]? ?\d", text[match.stop :])
    if year is None or re.match(r"[-/:%°]\w|[.,]\d|[%$€]", text[match.stop : match.stop + 2]):
        return False
    if re.match(r"с\b|от\b", text[match.start :]) and re.match(r"\s(?:до|по)\s\d", text[match.stop :]):
        return False  # «с 2100 до 2850 кв. м»: two years would have been a range
    named = re.match(r"\d", text[match.start : match.stop]) is None
    is_clear = named and match.slots.get("at", "").lower() not in ("около", "под", "за", "от")
    if not (1000 if is_clear or "to" in match.slots else 1800) <= year <= 2100 or counts(text, match.stop):
        return False
    is_nth = not match.slots["year"].isdigit() and not named
    return not is_nth or not re.match(r"\s[^\W\d_]", text[match.stop : match.stop + 2])


def is_an_event(text: str, match: Match) -> bool:
    """«ЧМ-2018», «чемпионат мира 2003», a festival's «…» 2013, «р. 1993»; not «Як-1100», «площадь 2000 м»."""
    year, sign = numerals.ordinal(match.slots["year"]), text[max(0, match.start - 1) : match.start]
    if year is None or not match.slots["year"].isdigit() or not 1950 <= year <= 2050 or _is_measured(text, match):
        return False
    words = [word.lower() for word in before(text, match.start, 4)]
    if sign == "-" or "»" in words[-1:] or words[-2:] == ["р", "."]:
        return True
    return any(map(_EVENT.match, words)) and not noun_after(text, match.stop)


def _is_measured(text: str, match: Match) -> bool:
    return re.match(r"[-/:.,]\w|/", text[match.stop : match.stop + 2]) is not None or counts(text, match.stop)


def is_no_rank(text: str, match: Match) -> bool:
    """«В 90-е», «1950-е»; not «на 40-е место», «на десятые сутки»."""
    form = text[match.start : match.stop].lower()
    if re.search(r"г\w*\.?$|(?:век|столети)\w*$", form):
        return True
    if "edge" in match.slots or re.search(r"\d{4}", form):
        return True
    following = after(text, match.stop)
    if following and following[0].islower() and noun_after(text, match.stop):
        return False
    return "at" in match.slots or " " in form


def is_a_century(text: str, match: Match) -> bool:
    """«В 21 веке»; not «4 века»."""
    return "figures" not in match.slots or 5 <= (numerals.ordinal(match.slots["figures"]) or 0) <= 22
