"""Whether a number of years is an age or a length of time: «ему 34 года», «в 13 лет уехал»; not «работал 34 года».

The one judge of both rooms, so that no number falls between an age and a duration, and none is both.
"""

import re
from typing import Any

from faktograf.language.neighbours import after, before, is_start, readings

# what stands between the words that decide and the number itself
_HEAD = re.compile(
    r"(?:(?:не|более|менее|больше|меньше|чем|свыше|около|почти|примерно|порядка|уже|всего|лишь|чуть|немногим|как|минимум"
    r"|максимум|приблизительно|на|в|во|до|от|с|со|за|через|спустя|по|к|после|течени[еи]|протяжени[еи]|продолжени[еи]"
    r"|истечени[еи]|прошестви[еи]|эти|этих|(?:первы[йех]|последн|последующ|следующ|ближайш|прошедш|прошл|минувш|предыдущ|оставш|цел|полны[йех])\w*)\s+)*",
    re.IGNORECASE,
)
_BY_ONE = re.compile(r"(?:[02-9]|1\d)\s+(?:годом|месяцем|неделей|дн[её]м)\b")
_COMPARED = re.compile(r"(?:старше|младше|моложе|взрослее)$")
_AGED = re.compile(r"возраст|исполн|стукнул|дожи[лвт]|пенси|ровесник|достиг")
_TERM = re.compile(
    r"срок|период|перерыв|пауз|стаж|опыт|контракт|договор|отпуск|длин|приговор|наказан|лишен|тюр[ье]м|колони|заключен|арест"
    r"|грози|свобод|тюремн|услов|штраф|сократ|уменьш|увелич|продл|промежут|интервал|разниц|действ(?!ительно)|гаранти|аренд"
    r"|процесс|расстоян|занима(?:л|ет$|ют$)|кредит|ипотек|вклад|брак[еа]?$|закон|каторг|изгнан|ссылк|лагер|существов|дал[аи]?$|получи"
)
_SERVED = re.compile(
    r"тюр|лиш[её]н|колони|заключен|арест|каторг|лагер|штраф|услов|ссылк|свобод|строг|режим|существов|стаж|опыт|брак|подряд"
)
_FILLERS = re.compile(
    r"было|будет|был|была|исполнилось|уже|всего|сейчас|тогда|теперь|только|ещё|еще|почти|около|примерно|лишь|бы|тоже|не"
    r"|более|менее|немногим|едва|больше|меньше|свыше|чем|чуть|соответственно|порядка|приблизительно|где-то|ли"
)
_MOMENT = re.compile(  # «которому на момент избрания было»
    r" (?:на (?:тот|этот|данный|настоящий) момент|в (?:то|это|настоящее|наше) время|в (?:этом|том|следующем) году"
    r"|на момент(?: (?!ему|ей|им|мне|нам|вам)[а-яё]+){1,3}?)"
    r"(?=(?: (?:не |ещё |уже )*(?:был[аио]?|исполн\w+|всего|уже|только))*$)"
)
_ONE = frozenset(("одному", "одной", "двоим", "троим", "каждому", "младшему", "младшей", "старшему", "старшей"))
_WHOM = _ONE | frozenset(
    (
        "мне",
        "тебе",
        "ему",
        "ей",
        "нам",
        "вам",
        "им",
        "кому",
        "которому",
        "которой",
        "которым",
        "каждому",
        "обоим",
        "обеим",
    )
)
_SAYING = frozenset(("было", "будет", "исполнилось", "сейчас", "тогда"))
_PREPOSITIONS = re.compile(
    r"в|во|на|о|об|при|по|к|ко|с|из|от|для|за|через|под|над|без|у|между|перед|после|против|вместо"
)
_LENGTH = re.compile(
    r"за|на|через|спустя|после|течени[еи]|протяжени[еи]|продолжени[еи]|истечени[еи]|прошестви[еи]"
    r"|эти|этих|(?:первы[йех]|последн|последующ|следующ|ближайш|прошедш|прошл|минувш|предыдущ|оставш|цел|полны[йех])\w*"
)
_AT = ("в", "с", "до", "от")


def stands_beside(text: str, start: int, stop: int) -> bool:
    """Whether a number only stands before a unit that it does not count: «41 против [78 годом] ранее»."""
    return _BY_ONE.search(text, start, stop) is not None


def is_an_age(text: str, start: int, stop: int) -> bool:
    """Whether the number of years at text[start:stop] tells how old somebody is.

    The place may begin with a preposition or a modifier: «в 13 лет», «почти 40 лет».
    """
    head = _HEAD.match(text, start, stop)
    number_at = head.end() if head else start
    words = before(text, number_at, 9)
    alone = is_start(text, number_at)
    while len(words) > 1 and words[-1] in (",", "–", "—", "-", "и", "или") and words[-2][0].isdigit() and not alone:
        words = words[:-2]  # «им 10, 9 и 8 лет»
    words = _without_moment(words)
    following = after(text, stop, 4)
    low = [word.lower() for word in words]
    if (
        re.match(r"\d{4}", text[number_at:stop])
        or re.match(r" и? ?\d+ мес| с половиной", text[stop : stop + 12])
        or any(map(_COMPARED.match, [*low[-4:], *_lower(following[:2])]))
    ):
        return False
    if any(word.startswith("возраст") for word in low[-4:]) or low[-1:] == ["свои"]:
        return True
    is_term = any(map(_TERM.match, low[-8:])) or any(map(_SERVED.match, _lower(following)))
    return _is_said(words, following, is_term=is_term)


def begins_a_length(form: str) -> bool:
    """Whether the first words of an expression make it a length: «за три сезона», «в течение квартала»."""
    head = _HEAD.match(form)
    return head is not None and any(map(_LENGTH.fullmatch, head[0].lower().split()))


def _lower(words: list[str]) -> list[str]:
    return [word.lower() for word in words]


def _is_said(words: list[str], following: list[str], *, is_term: bool) -> bool:
    low = _lower(words)
    last = next((word for word in reversed(low) if not _FILLERS.fullmatch(word)), "")
    if _LENGTH.fullmatch(last):
        return False
    if last == "по":
        return not is_term and _has_dative(words)
    if last in _AT:
        return not is_term and (len(words) > 1 or bool(following))
    if any(map(_AGED.match, low[-6:])):
        return not is_term
    return _is_of_somebody(words, following, is_term=is_term)


def _has_dative(words: list[str]) -> bool:
    """«обоим по 37 лет», «Иванову и Петрову по 40 лет»; not «по пять лет за каждый случай»."""
    tags = (readings(word)[0].tag for word in words[-7:] if word[0].isalpha())
    return any(
        tag.case == "datv" and (tag.POS in ("NPRO", "NUMR") or tag.animacy == "anim" or "Apro" in tag) for tag in tags
    )


def _without_moment(words: list[str]) -> list[str]:
    """«которому на тот момент было» → «которому было»."""
    said = " ".join(words)
    found = _MOMENT.search(said.lower())
    return (said[: found.start()] + said[found.end() :]).split() if found else words


def _is_of_somebody(words: list[str], following: list[str], *, is_term: bool) -> bool:
    bracketed = words[-1:] == ["("] and following[:1] in ([")"], [","])
    apart = bracketed or (words[-1:] == [","] and following[:1] in ([","], [")"]))
    is_said = bool(_SAYING & set(_lower(words)))
    while words and (_FILLERS.fullmatch(words[-1].lower()) or words[-1] in (",", "—", "–", "-", "(", "«", ")")):
        words = words[:-1]
    if bracketed and words:
        return True
    if not words or (is_term and not apart):
        return False
    ended = not following or not following[0][0].islower() or following[0] in ("и", "а", "но")
    is_governed = not apart and any(_PREPOSITIONS.fullmatch(word) for word in words[-3:-1]) and words[-1] != "них"
    return not is_governed and _is_of(words, ended=ended, is_said=is_said)


def _is_of(words: list[str], *, ended: bool, is_said: bool) -> bool:
    """Whether the words before name somebody who is so old: «Иванову», «ему», «девочка», «Келли», first «Заводу»."""
    tags = [parse.tag for parse in readings(words[-1])]
    low = _lower(words[-3:])
    if low[-1] in _WHOM or (low[1:] == ["из", "них"] and low[0] in _ONE):
        return True
    is_named = words[-1].istitle() and tags[0].POS not in ("VERB", "ADVB", "PREP", "CONJ", "PRCL")
    if is_named and (is_said or (ended and (_is_nominative(tags[0]) or (words[-2:-1][:1] and words[-2].istitle())))):
        return True
    dative = [tag for tag in tags if tag.case == "datv" and tag.POS in ("NOUN", "ADJF") and "Abbr" not in tag]
    is_living = any(tag.animacy == "anim" or "Apro" in tag for tag in dative)
    if dative and (ended or is_said) and (is_living or is_said or len(words) == 1 or words[-2] == ","):
        return True
    return ended and tags[0].POS == "NOUN" and tags[0].animacy == "anim" and tags[0].case == "nomn"


def _is_nominative(tag: Any) -> bool:
    """Or a case that can't be told: «Келли», «Kamaluddin»."""
    return tag.case in (None, "nomn", "datv") or "Fixd" in tag
