"""What the words around must or must not say for a rule to hold: `if` of rules.toml names one of these."""

import re
from collections.abc import Callable
from itertools import pairwise

from faktograf.dates import ages
from faktograf.dates.scene import after, before, is_start, noun_after, readings
from faktograf.language import numerals
from faktograf.language.grammar import Match

_SCORE = re.compile(r"сч[её]т|сет|парти|матч|выигра|победи|побед|проигра|альбом")
_EVENT = re.compile(
    r"чемпионат|куб[ок]|олимпиад|премии|премию|фестивал|кинофестивал|конференц|универсиад|конкурс|мисс$|евро$"
)
_MEASURE = re.compile(r"раз|проц|%|мил|млн|млрд|тыс|балл|кв\b|метр|руб|долл|км\b|кг\b|м\b|пункт|секунд")
_BIG = ("S", "M", "H", "D", "W", "M1", "Q", "H1", "Y", "Y10", "Y100", "Y1000")


def _is_no_address(text: str, match: Match) -> bool:
    """Not the 2016-06-30 of a page's address."""
    around = text[max(0, match.start - 1) : match.start] + text[match.stop : match.stop + 1]
    return not any(sign in "/\\=_-%" or (sign.isascii() and sign.isalpha()) for sign in around)


def _is_no_habit(text: str, match: Match) -> bool:
    """«В среду»; not «в среде обитания», «по средам»."""
    form = re.findall(r"\w+", text[match.start : match.stop].lower())[-1]
    if form.endswith(("ам", "ям", "ами", "ями")) and "week" not in match.slots:
        return False
    if form.startswith("сред") and form not in ("среду", "среды"):
        return match.slots.get("at", "").lower() in ("к", "ко") or bool({"last", "this", "next"} & match.slots.keys())
    return True


def _is_no_name(text: str, match: Match) -> bool:
    """«В марте», «Октябрь 2014»; not «Марта Стюарт», «Сен-Жермен», «Красная Весна», «Россия сегодня»."""
    form = text[match.start : match.stop]
    if "deictic" in match.slots and "-" in form:
        return True
    quoted = text[max(0, match.start - 1) : match.start] == "«" and text[match.stop : match.stop + 1] == "»"
    if quoted or "-" in text[max(0, match.start - 1) : match.start] + text[match.stop : match.stop + 1]:
        return False
    if "at" in match.slots or re.search(r"[\s\d]", form.strip()):
        return True
    words = before(text, match.start)
    if "deictic" in match.slots:
        return not (words and words[-1] == "Россия")
    following = after(text, match.stop)
    if form[0].isupper():
        return is_start(text, match.start) and not (following and following[0][:1].isupper())
    season = "season" in match.slots and form.lower() not in ("весной", "осенью", "зимой", "летом")
    return not season or (is_start(text, match.start) and not following)


def _counts(text: str, stop: int) -> bool:
    """Whether a noun follows that a number would count: «2000 рублей», «в 1200 матчах»."""
    following = after(text, stop)
    if not following or not following[0][0].isalpha() or text[stop : stop + 1] in ",.;:)":
        return False
    best = readings(following[0])[0].tag
    return best.POS in ("NOUN", "ADJF") and best.number == "plur" and best.case in ("gent", "loct", "datv", "ablt")


def _is_no_count(text: str, match: Match) -> bool:
    """«2018 г.», «в 2011—2016 годах»; not «2000–2500 рублей»."""
    form, said = text[match.start : match.stop].lower(), numerals.ordinal(match.slots["year"])
    if re.match(r"\d\d-", match.slots["year"]) and "to" in match.slots:
        return True  # «с 41-го по 45-й»
    if said is None or said < 100 or (said < 1000 and not match.slots["year"].isdigit()):
        return False  # «первый год»
    if re.search(r"г\w*\.?$|рождения$", form):
        return match.slots["year"][0].isdigit() or not form.endswith(("ы", "ов", "ам", "ами", "ах"))
    years = [int(value) for value in re.findall(r"\d{4}", form)]
    return all(1900 <= year <= 2050 for year in years) and not _counts(text, match.stop)


def _is_a_year(text: str, match: Match) -> bool:
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
    if not (1000 if is_clear or "to" in match.slots else 1800) <= year <= 2100 or _counts(text, match.stop):
        return False
    is_nth = not match.slots["year"].isdigit() and not named
    return not is_nth or not re.match(r"\s[^\W\d_]", text[match.stop : match.stop + 2])


def _is_an_event(text: str, match: Match) -> bool:
    """«ЧМ-2018», «чемпионат мира 2003», a festival's «…» 2013, «р. 1993»; not «Як-1100», «площадь 2000 м»."""
    year, sign = numerals.ordinal(match.slots["year"]), text[max(0, match.start - 1) : match.start]
    if year is None or not match.slots["year"].isdigit() or not 1950 <= year <= 2050 or _is_measured(text, match):
        return False
    words = [word.lower() for word in before(text, match.start, 4)]
    if sign == "-" or "»" in words[-1:] or words[-2:] == ["р", "."]:
        return True
    return any(map(_EVENT.match, words)) and not noun_after(text, match.stop)


def _is_measured(text: str, match: Match) -> bool:
    return re.match(r"[-/:.,]\w|/", text[match.stop : match.stop + 2]) is not None or _counts(text, match.stop)


def _is_no_rank(text: str, match: Match) -> bool:
    """«В 90-е», «1950-е»; not «на 40-е место», «на десятые сутки»."""
    form = text[match.start : match.stop].lower()
    if re.search(r"г\w*\.?$|век\w*$", form):
        return True
    if "edge" in match.slots or re.search(r"\d{4}", form):
        return True
    following = after(text, match.stop)
    if following and following[0].islower() and noun_after(text, match.stop):
        return False
    return "at" in match.slots or " " in form


def _governs_nothing(text: str, match: Match) -> bool:
    """«Накануне суд решил»; not «накануне официальной инаугурации»."""
    if text[match.stop : match.stop + 1] in (",", ".", ":"):
        return True
    for word in after(text, match.stop, 3):
        parses = readings(word)
        if parses[0].tag.POS == "PREP":  # «в» is also «век» cut short
            return True
        if any(p.tag.POS == "NOUN" and p.tag.case in ("gent", "gen2") for p in parses):
            return False
        if not (parses[0].tag.POS in ("ADJF", "PRTF", "ADJS") and any(p.tag.case == "gent" for p in parses)):
            return True
    return True


def _counts_nothing(text: str, match: Match) -> bool:
    """«В этом месяце»; not «сказала об этом месяц назад»."""
    words = re.findall(r"\w+", text[match.start : match.stop].lower())
    return not (len(words) > 1 and words[-2] in ("этом", "том") and words[-1] in ("год", "месяц", "квартал", "век"))


def _is_a_century(text: str, match: Match) -> bool:
    """«В 21 веке»; not «4 века»."""
    return "figures" not in match.slots or 5 <= (numerals.ordinal(match.slots["figures"]) or 0) <= 22


def _is_no_margin(text: str, match: Match) -> bool:
    """«Месяцем ранее»; not «на пять месяцев раньше срока»."""
    return "ago" in match.slots or [word.lower() for word in before(text, match.start, 1)] != ["на"]


def _lasts(text: str, match: Match) -> bool:
    """«Провела неделю в постели»; not «проведут неделю моды», «провели день открытых дверей»."""
    following = after(text, match.stop)
    if not following or not following[0][0].isalpha():
        return True
    tags = [parse.tag for parse in readings(following[0])[:2]]
    return tags[0].POS == "PREP" or not any(
        tag.POS in ("NOUN", "ADJF") and tag.case in ("gent", "gen2") for tag in tags
    )


def _is_turned(text: str, match: Match) -> bool:
    """«Лет тридцать»; not the лет of «десять лет 30 человек»."""
    words = before(text, match.start)
    number = numerals.cardinal(match.slots["n"])
    is_counted = bool(words) and (words[-1][0].isdigit() or numerals.cardinal(words[-1]) is not None)
    return not is_counted and number is not None and not noun_after(text, match.stop)


def _is_compound(text: str, match: Match) -> bool:
    """«2 часа 15 минут 8 секунд»: the larger unit first."""
    year = re.fullmatch(r"(?:1[5-9]|20)\d\d", match.slots.get("n", ""))
    named = [name for name in ("unit", "unit2", "unit3") if name in match.slots]
    units = [_BIG.index(match.slots[name]) for name in named if match.slots[name] in _BIG]
    falls = len(units) == len(named) and all(a > b for a, b in pairwise(units))
    return not year and falls and ages.is_a_length(text, match)


def _is_a_rate(text: str, match: Match) -> bool:
    """«500 человек в сутки»; not «в день выборов», «в день, когда»."""
    if re.match(r",? (?:когд|котор)", text[match.stop : match.stop + 8]):
        return False
    following = after(text, match.stop)
    if not following or text[match.stop : match.stop + 1] != " ":
        return True
    parses = readings(following[0])
    is_of = any(p.tag.POS in ("NOUN", "ADJF") and p.tag.case in ("gent", "gen2") for p in parses[:2])
    return not is_of and not following[0][0].isdigit()


def _is_no_score(text: str, match: Match) -> bool:
    """«В 14:30»; not «со счётом 14:13», «вырос в 2.30 раза»."""
    slots = match.slots
    form = text[match.start : match.stop].lower()
    if "dotted" in slots and not re.search(r"[а-я]{3}", form):
        following = after(text, match.stop)
        return not (following and _MEASURE.match(following[0].lower()))
    if re.search(r"\d[-–—]\d", form) and "minute" in slots:  # «в 18-00»; not «в 18-30 домах»
        return not noun_after(text, match.stop) and not _counts(text, match.stop)
    if "clock" not in slots:
        return not ("half" in slots and noun_after(text, match.stop))
    if re.match(r"\d", form) and text[max(0, match.start - 1) : match.start] in ("«", "-", "/"):
        return False
    return not any(_SCORE.match(word.lower()) for word in before(text, match.start, 4))


def _is_part_of_day(text: str, match: Match) -> bool:
    """«Утром», «до полуночи»; not «добрым утром», «днём рождения», «в этот вечер»."""
    if {"this", "same"} & match.slots.keys() and "daynoun" in match.slots:
        return False
    words = before(text, match.start)
    if "daytime" in match.slots and "rank" not in match.slots and words:
        if words[-1].lower() in ("с", "со", "под", "над", "перед", "между"):
            return False
        tag = readings(words[-1])[0].tag
        is_described = tag.POS in ("ADJF", "PRTF") and tag.case in ("ablt", "datv") and tag.gender != "femn"
        if is_described or words[-1] == "«":
            return False
    if re.match(r" и (?:днём|днем|ночью)", text[match.stop : match.stop + 8]) or words[-2:] == ["днём", "и"]:
        return False
    return not re.match(r" рождени| город| знани| побед", text[match.stop : match.stop + 9].lower())


TABLE: dict[str, Callable[[str, Match], bool]] = {
    "is_no_address": _is_no_address,
    "is_no_habit": _is_no_habit,
    "is_no_name": _is_no_name,
    "is_no_count": _is_no_count,
    "is_a_year": _is_a_year,
    "is_an_event": _is_an_event,
    "is_no_rank": _is_no_rank,
    "governs_nothing": _governs_nothing,
    "counts_nothing": _counts_nothing,
    "is_a_length": ages.is_a_length,
    "is_a_century": _is_a_century,
    "is_no_margin": _is_no_margin,
    "lasts": _lasts,
    "is_turned": _is_turned,
    "is_compound": _is_compound,
    "is_a_rate": _is_a_rate,
    "is_no_score": _is_no_score,
    "is_part_of_day": _is_part_of_day,
}


def holds(text: str, match: Match) -> bool:
    """Whether the condition of the match's rule holds where it stands; true for a rule without one."""
    name = match.rule.fields.get("if")
    return name is None or TABLE[name](text, match)
