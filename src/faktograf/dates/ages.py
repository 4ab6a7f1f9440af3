"""Ages look like durations: «ему 34 года», «в 13 лет», «дети до 14 лет», «Иванову 50 лет»."""

import re

from faktograf.dates.scene import after, before, is_start, readings
from faktograf.language.grammar import Match

_OLDER = re.compile(r"старш|младш|молож|взросл")
_AGED = re.compile(r"возраст|момент|исполн|стукнул|дожи[лвт]|пенси|ровесник|достиг")
_TERM = re.compile(
    r"срок|период|перерыв|пауз|стаж|опыт|контракт|отпуск|длин|приговор|наказан|лишен|тюр[ье]м|колони|заключен|арест|грози"
    r"|свобод|тюремн|услов|штраф|сократ|уменьш|увелич|продл|промежут|разниц|действ|гаранти|аренд|процесс|расстоян|занима"
)
_FILLERS = re.compile(
    r"было|будет|был|исполнилось|уже|всего|сейчас|тогда|теперь|только|ещё|еще|почти|около|примерно|лишь|бы|по|тоже"
)
_SAYING = frozenset(("было", "будет", "исполнилось", "сейчас", "тогда"))
_NUMBERS = re.compile(r"(?:\d+(?:-\w+)?|[,–—-]|и|или|до|от)$")
_PREPOSITIONS = re.compile(r"в|во|на|о|об|при|по|к|ко|с|из|от|для|за|через|под|над|без|у|между")
_LENGTH = re.compile(
    r"^(?:за|на|в теч|на протяж|в продолж|по исте|по прош|через|спустя|перв|послед|след|ближ|прош|эт|оста)"
)
_TITLE = re.compile(r" [^»,.:;!?\n]{1,60}»")  # «Три минуты тишины»; not «За последнее десятилетие агентство …», said


def is_a_length(text: str, match: Match) -> bool:
    """Whether a number of years or months measures time here, and is no age."""
    form = text[match.start : match.stop].lower()
    words = before(text, match.start)
    following = after(text, match.stop, 4)
    low = [word.lower() for word in words]
    sign = text[max(0, match.start - 1) : match.start]
    if sign in ("$", "€", "£"):  # «£30 млн», then a line that begins with «дня»
        return False
    if sign == "«" and text[match.start].isupper() and _TITLE.match(text, match.stop):
        return False
    if match.slots.get("unit") in ("Q", "season") and not _LENGTH.match(form):  # «в четырёх кварталах друг от друга»
        return False
    if any(map(_OLDER.match, [*low[-4:], *(word.lower() for word in following[:2])])):
        return False
    if (
        "several_of" in match.slots
        or match.slots.get("unit") not in ("Y", "M1")
        or match.slots.get("halved")
        or form.endswith("подряд")
    ):
        return not (low[-1:] == ["в"] and match.slots.get("unit") == "M")  # «в 10 минутах ходьбы»
    if any(word.startswith("возраст") for word in low[-4:]):
        return False
    if _LENGTH.match(form):
        return re.match(r"на .*год[уе]$", form) is None
    around = [*low, *(word.lower() for word in following)]
    return not _is_age(form, words, following, is_term=any(map(_TERM.match, around)), alone=is_start(text, match.start))


def _is_age(form: str, words: list[str], following: list[str], *, is_term: bool, alone: bool) -> bool:
    while words and _NUMBERS.match(words[-1].lower()) and not alone:
        words = words[:-1]
    low = [word.lower() for word in words]
    if any(map(_AGED.match, low)):
        return True
    if low[-1:] in (["свои"], ["по"]):
        return not is_term
    if low[-1:] == ["в"] or form.startswith(("с ", "до ", "от ")) or low[-1:] in (["с"], ["до"]):
        return bool(words) and not is_term
    apart = low[-1:] in (["("], [","]) and following[:1] in ([")"], [","])
    while words and (_FILLERS.fullmatch(words[-1].lower()) or words[-1] in (",", "—", "–", "-", "(", "«", ")")):
        words = words[:-1]
    ended = not following or not following[0][0].islower() or following[0] in ("и", "а", "но")
    if not words or (is_term and not apart):
        return apart and low[-1:] == ["("]
    return _is_of(words, ended=ended, bracketed=apart and low[-1:] == ["("], is_said=bool(_SAYING & set(low)))


def _is_of(words: list[str], *, ended: bool, bracketed: bool, is_said: bool) -> bool:
    """Whether the words before name somebody who is so old: «Иванову», «ему», «девочка», «Келли»."""
    if bracketed:
        return True
    tags = [parse.tag for parse in readings(words[-1])]
    is_governed = any(_PREPOSITIONS.fullmatch(word.lower()) for word in words[-3:-1])
    is_dative = any(tag.case == "datv" and tag.POS in ("NOUN", "NPRO", "ADJF") for tag in tags)
    if is_dative and not is_governed:
        return tags[0].POS == "NPRO" or ended or is_said
    is_person = words[-1].istitle() or (tags[0].POS == "NOUN" and tags[0].animacy == "anim")
    return ended and not is_governed and is_person and (tags[0].case in ("nomn", "datv") or "Fixd" in tags[0])
