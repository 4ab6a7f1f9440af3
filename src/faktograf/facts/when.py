"""When it holds: the date of the clause, else of the sentence."""

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from faktograf.dates import Found as Date
from faktograf.facts import predicate, words
from faktograf.facts.link import Link
from faktograf.facts.scene import Scene
from faktograf.facts.sentence import Sentence

_RANK = {"date": 0, "time": 1, "duration": 2, "set": 3}
_BOUNDS = ("за ", "в течение ", "на протяжении ", "в последние ", "последние ", "в первые ")
_PARTS = frozenset(",;:—–()«»")
_AGAINST = 6  # words between «по сравнению» and «прошлого года»
_COMPARING = frozenset(("сравнению", "сравнении"))
_VAGUE = frozenset(("PAST_REF", "FUTURE_REF"))


class _Dated(NamedTuple):
    """A date of a sentence that tells when something was, with its number in the article, tokens and predicate."""

    number: int
    found: Date
    tokens: range
    verb: int | None


@dataclass(frozen=True)
class Clock:
    """What the dates of one sentence tell, asked once for all of its quantities."""

    scene: Scene

    @cached_property
    def dates(self) -> list[_Dated]:
        """The dates that tell when, in order."""
        sentence, out = self.scene.sentence, []
        for index, found in self.scene.dates:
            tokens = self.scene.within(found.start, found.stop)
            if tokens and _tells_when(sentence, found, tokens) and not self._is_unit(found):
                out.append(_Dated(index, found, tokens, _predicate(sentence, tokens)))
        return out

    def _is_unit(self, found: Date) -> bool:
        """Whether a date is a part of a number: «24 километра [в час]»."""
        return any(quantity.start < found.stop <= quantity.stop for _, quantity in self.scene.quantities)

    @cached_property
    def told(self) -> list[int]:
        """Those that stand for days of the calendar: no lengths and no habits."""
        return [row.number for row in self.dates if is_calendar(row.found)]

    @cached_property
    def main(self) -> list[int]:
        """Those of the main clause: not of «теплоход, построенный в 1955 году», not of «тогда как в 2019-м …»."""
        relations = self.scene.sentence.relations
        return [
            row.number
            for row in self.dates
            if is_calendar(row.found) and row.verb is not None and relations[row.verb] == "root"
        ]

    @cached_property
    def pairs(self) -> dict[int, int]:
        """First token of a quantity → that of its own date."""
        return _paired(self.scene)

    @cached_property
    def tenses(self) -> set[str | None]:
        """The tenses of its verbs but those of who says so; of a sentence without verbs the present."""
        sentence = self.scene.sentence
        said = (verb for verb in sentence.verbs if not words.has("only says", sentence.forms[verb]))
        return {tense(sentence, verb) for verb in said} if sentence.verbs else {"Pres"}


def date(clock: Clock, span: range, verb: int | None) -> Link | None:
    """The date in the sentence and what links it: the same predicate first, calendar before duration, then the nearest.

    A date under a verb that the quantity's verb does not hang on belongs to another clause.
    """
    sentence, rows = clock.scene.sentence, []
    if (against := _against(clock.scene, span)) is not None:
        return Link(against, "in the clause")
    beside = clock.pairs.get(span[0]) if span else None
    for index, found, tokens, own in clock.dates:
        why = _why(sentence, own, verb, tokens) or _unparted(sentence, span, tokens)
        why = why or _pointed_back(clock.scene, own, verb, span, tokens)
        if why is None or _is_aside(sentence, span, tokens) or _is_of_next(sentence, span, tokens, verb):
            continue
        rank = (
            found.type == "set",
            tokens[0] != beside,
            tokens[0] > span[0] and _unparted(sentence, span, tokens) is None,
            own != verb,
            _RANK[found.type],
            tokens[0] > span[0],
            abs(tokens[0] - span[0]),
        )
        rows.append((rank, index, why))
    return Link(*min(rows)[1:]) if rows else None


def _is_of_next(sentence: Sentence, span: range, tokens: range, verb: int | None) -> bool:
    """«Банк выдал 7 млрд, ещё 600 млн до 15 декабря перечислит край»: between signs with a verb of its own."""
    if tokens[0] < span[0] or _unparted(sentence, span, tokens) is not None:
        return False
    first, last = tokens.start, tokens.stop
    while sentence.forms[first - 1] not in _PARTS:
        first -= 1
    while last < len(sentence.forms) and sentence.forms[last] not in _PARTS:
        last += 1
    finite = [i for i in sentence.verbs if first <= i < last and sentence.has(i, "VerbForm=Fin")]
    return bool(finite) and verb not in finite


def _predicate(sentence: Sentence, tokens: range) -> int | None:
    """What a date belongs to: «победил на [состоявшихся] 5 июня выборах» is of 5 June."""
    own = predicate.found(sentence, tokens)
    if own is None or not words.has("takes place", sentence.forms[own]):
        return own
    if not sentence.has(own, "VerbForm=Part") and sentence.relations[own] != "acl:relcl":
        return own
    return next((i for i in sentence.path(own) if i != own and sentence.is_verb(i)), own)


def _against(scene: Scene, span: range) -> int | None:
    """«41 магазин против 78 [годом ранее]»: what is compared with has the time that it is told with."""
    if not span or span[0] == 0 or scene.sentence.lower[span[0] - 1] != "против":
        return None
    for index, found in scene.dates:
        tokens = scene.within(found.start, found.stop)
        if tokens and 0 <= tokens[0] - span[-1] - 1 <= 1:  # «против 78 магазинов годом ранее»
            return index
    return None


def _is_aside(sentence: Sentence, span: range, tokens: range) -> bool:
    """«Топалов (родился 15 марта 1975 года), рейтинг 2813»: a date among other words in brackets tells of them only."""
    around = next((place for place in sentence.brackets if place.start <= tokens.start < place.stop), None)
    return around is not None and span[0] not in around and len(around) > len(tokens)


def _tells_when(sentence: Sentence, found: Date, tokens: range) -> bool:
    """Not «420 предметов XVII века», not «приговорил к пяти годам», not what is compared with."""
    text = " ".join(sentence.forms[i].lower() for i in tokens)
    is_bound = found.type != "duration" or text.startswith(_BOUNDS)
    is_century = found.rule == "century" and "at" not in found.slots
    is_told = found.value not in _VAGUE and is_bound and not is_century and not _is_of_thing(sentence, found, tokens)
    return is_told and not _is_compared(sentence, found, tokens)


def _is_of_thing(sentence: Sentence, found: Date, tokens: range) -> bool:
    """«Девочка 2008 года рождения», «машина 2009 года выпуска», «воскресная служба»: no time of what happens."""
    if found.type != "set" and len(tokens) == 1 and sentence.part(tokens[0]) == "ADJ":
        return not sentence.forms[tokens[0]][0].isdigit()
    behind = sentence.forms[tokens.stop : tokens.stop + 1]
    return bool(behind) and words.has("of a thing", behind[0])


def _is_compared(sentence: Sentence, found: Date, tokens: range) -> bool:
    """«На 5 % больше, чем годом ранее», «по сравнению с маем»: what it is measured against, not when it was."""
    before = [form.lower() for form in sentence.forms[max(0, tokens.start - _AGAINST) : tokens.start]]
    if "," in before[-3:-1]:
        before = before[-2:]
    is_against = not _COMPARING.isdisjoint(before) or before[-2:-1] == ["против"]
    return "compared" in found.slots or "чем" in before[-2:] or before[-2:] == ["как", "и"] or is_against


def _why(sentence: Sentence, own: int | None, verb: int | None, tokens: range) -> str | None:
    """How a date with a predicate of its own reaches the quantity's; None for one of another clause."""
    if own == verb:
        return "in the clause"
    if own is None or verb is None:
        return "in the sentence"
    if own not in sentence.above(verb):
        return None
    has_subject = any(sentence.relations[i].startswith("nsubj") for i in sentence.children[verb])
    is_beside = sentence.relations[verb] in ("conj", "parataxis") and sentence.heads[verb] == own
    return None if is_beside and has_subject and tokens[0] > own else "in the clause above"


def _unparted(sentence: Sentence, span: range, tokens: range) -> str | None:
    """«В 2009 году выручка составила 700 млн»: no sign parts a date from its number, whatever the tree says."""
    first, last = sorted((tokens, span), key=lambda place: place.start)
    return "in the clause" if _PARTS.isdisjoint(sentence.forms[first.stop : last.start]) else None


def _pointed_back(scene: Scene, own: int | None, verb: int | None, span: range, tokens: range) -> str | None:
    """«Игра прошла в среду, её посетили 9 тысяч»: a clause that points back into the one before shares its time."""
    sentence = scene.sentence
    if own is None or verb is None or not own < tokens[0] < span[0] or not sentence.has(own, "VerbForm=Fin"):
        return None
    is_pointing = any(own < i < span[0] and verb in sentence.path(i) for i in scene.pronouns)
    return "in the clause before" if is_pointing else None


def _paired(scene: Scene) -> dict[int, int]:
    """First token of a quantity → that of its own date, in rows: «1,3 млрд в 2018 году и 1,5 млрд в 2019-м»."""
    quantities = [scene.within(quantity.start, quantity.stop) for _, quantity in scene.quantities]
    dates = [scene.within(found.start, found.stop) for _, found in scene.dates if is_calendar(found)]
    rows = sorted([(place[0], False) for place in quantities if place] + [(place[0], True) for place in dates if place])
    out: dict[int, int] = {}
    at = 0
    while at < len(rows):
        run = at
        while run + 1 < len(rows) and not rows[run][1] and rows[run + 1][1]:
            run += 2
        is_row = run - at >= 4 and not (at and rows[at - 1][1])
        out |= {rows[i][0]: rows[i + 1][0] for i in range(at, run, 2)} if is_row else {}
        at = max(run, at + 1)
    return out


def tense(sentence: Sentence, verb: int) -> str | None:
    """The tense of the finite verb that a predicate is or hangs on; None for a noun of action."""
    for i in (verb, *sentence.above(verb), *sentence.children[verb]):
        if told := sentence.tense(i):
            return told
    return "Past" if sentence.has(verb, "Variant=Short") else None


def is_calendar(found: Date) -> bool:
    """Whether a date stands for days of the calendar, known or not: «в 2019 году», «в среду утром»; not «в 14:00»."""
    is_day = found.type in ("date", "time") and found.value is not None and found.value[0] != "T"
    return found.begin is not None or (is_day and not str(found.value).endswith("REF")) or found.value == "PRESENT_REF"
