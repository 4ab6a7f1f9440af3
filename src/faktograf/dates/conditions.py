"""What the words around must or must not say for a rule to hold: `if` of rules.toml names one of these."""

import re
from collections.abc import Callable
from itertools import pairwise

from faktograf.dates import years
from faktograf.language import ages, numerals
from faktograf.language.grammar import Match
from faktograf.language.neighbours import after, before, is_start, noun_after, readings

_COMPARED = re.compile(r"старш|младш|молож|взросл")
_TITLE = re.compile(r" [^»,.:;!?\n]{1,60}»")  # «Три минуты тишины»; not «За последнее десятилетие агентство …», said
_SCORE = re.compile(r"сч[её]т|сет|парти|матч|выигра|победи|побед|проигра|альбом")
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


def _is_written_small(text: str, match: Match) -> bool:
    """«Декабрьские выборы», «субботней акции»; not «Октябрьская революция», «воскресная школа»."""
    if (
        not text[match.start].islower()
        or "-" in text[max(0, match.start - 1) : match.start] + text[match.stop : match.stop + 1]
    ):
        return False
    return not any(word.lower().startswith("школ") for word in after(text, match.stop))


def _is_a_day_alone(text: str, match: Match) -> bool:
    """«Собрание пройдёт 5-го», «до 20-го»; not «5-го этажа», «победил 5-го соперника»."""
    words, following = before(text, match.start), after(text, match.stop)
    if not text[match.start : match.stop].endswith("-го") or not words or not words[-1][0].isalpha():
        return False
    is_dated = "at" in match.slots or readings(words[-1])[0].tag.POS in ("VERB", "INFN", "PRTS")
    if not following or not following[0][0].isalpha():
        return is_dated and not (following and following[0] in '«"')
    return is_dated and readings(following[0])[0].tag.POS in ("PREP", "CONJ", "VERB", "ADVB")


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


def _is_no_margin(text: str, match: Match) -> bool:
    """«Месяцем ранее»; not «на пять месяцев раньше срока», not the «41 против 78» that stands before «годом ранее»."""
    is_beside = "n" in match.slots and ages.stands_beside(text, match.start, match.stop)
    is_margin = "ago" not in match.slots and [word.lower() for word in before(text, match.start, 1)] == ["на"]
    return not (is_beside or is_margin)


def _lasts(text: str, match: Match) -> bool:
    """«Провела неделю в постели»; not «проведут неделю моды», «провели день открытых дверей»."""
    following = after(text, match.stop)
    if not following or not following[0][0].isalpha():
        return True
    tags = [parse.tag for parse in readings(following[0])[:2]]
    return tags[0].POS == "PREP" or not any(
        tag.POS in ("NOUN", "ADJF") and tag.case in ("gent", "gen2") for tag in tags
    )


def _is_a_length(text: str, match: Match) -> bool:
    """«Три года», «за три сезона»; no age, no title, not the «£30 млн», then a line that begins with «дня»."""
    words = [word.lower() for word in before(text, match.start)]
    sign, unit = text[max(0, match.start - 1) : match.start], match.slots.get("unit")
    if sign in ("$", "€", "£") or ages.stands_beside(text, match.start, match.stop):
        return False
    if sign == "«" and text[match.start].isupper() and _TITLE.match(text, match.stop):
        return False
    if unit in ("Q", "season"):  # «в четырёх кварталах друг от друга»
        return ages.begins_a_length(text[match.start : match.stop])
    if any(map(_COMPARED.match, [*words[-4:], *(word.lower() for word in after(text, match.stop, 2))])):
        return False
    if "several_of" in match.slots or unit not in ("Y", "M1") or match.slots.get("halved"):
        return not (words[-1:] == ["в"] and unit == "M")  # «в 10 минутах ходьбы»
    return text[match.start : match.stop].endswith("подряд") or not ages.is_an_age(text, match.start, match.stop)


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
    return not year and falls and _is_a_length(text, match)


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
        return not noun_after(text, match.stop) and not years.counts(text, match.stop)
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
    "is_written_small": _is_written_small,
    "is_no_count": years.is_no_count,
    "is_a_year": years.is_a_year,
    "is_an_event": years.is_an_event,
    "is_no_rank": years.is_no_rank,
    "governs_nothing": _governs_nothing,
    "is_a_day_alone": _is_a_day_alone,
    "counts_nothing": _counts_nothing,
    "is_a_length": _is_a_length,
    "is_a_century": years.is_a_century,
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
