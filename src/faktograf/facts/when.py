"""When it holds: the date of the clause, else of the sentence, else the one that the story goes on with."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from faktograf.dates import Found as Date
from faktograf.facts import predicate, status, words
from faktograf.facts.link import Link
from faktograf.facts.scene import Scene
from faktograf.facts.sentence import Sentence

_RANK = {"date": 0, "time": 1, "duration": 2, "set": 3}
_SPEECH = frozenset('«—–-"“')
_BOUNDS = ("за ", "в течение ", "на протяжении ", "в последние ", "последние ", "в первые ")
_PARTS = frozenset(",;:—–()«»")
_AGAINST = 6  # words between «по сравнению» and «прошлого года»
_DAY = len("2024-04-03")
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
            if tokens and _tells_when(sentence, found, tokens):
                out.append(_Dated(index, found, tokens, _predicate(sentence, tokens)))
        return out

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
        return {_tense(sentence, verb) for verb in said} if sentence.verbs else {"Pres"}


def date(clock: Clock, span: range, verb: int | None) -> Link | None:
    """The date in the sentence and what links it: the same predicate first, calendar before duration, then the nearest.

    A date under a verb that the quantity's verb does not hang on belongs to another clause.
    """
    sentence, rows = clock.scene.sentence, []
    beside = clock.pairs.get(span[0]) if span else None
    for index, found, tokens, own in clock.dates:
        why = _why(sentence, own, verb, tokens) or _unparted(sentence, span, tokens)
        why = why or _pointed_back(clock.scene, own, verb, span, tokens)
        if why is None or _is_aside(sentence, span, tokens):
            continue
        rank = (
            found.type == "set",
            tokens[0] != beside,
            own != verb,
            _RANK[found.type],
            tokens[0] > span[0],
            abs(tokens[0] - span[0]),
        )
        rows.append((rank, index, why))
    return Link(*min(rows)[1:]) if rows else None


def _predicate(sentence: Sentence, tokens: range) -> int | None:
    """What a date belongs to: «победил на [состоявшихся] 5 июня выборах» is of 5 June."""
    own = predicate.found(sentence, tokens)
    is_event = own is not None and sentence.has(own, "VerbForm=Part") and words.has("takes place", sentence.forms[own])
    return next((i for i in sentence.path(own) if i != own and sentence.is_verb(i)), own) if is_event else own


def _is_aside(sentence: Sentence, span: range, tokens: range) -> bool:
    """«Топалов (родился 15 марта 1975 года), рейтинг 2813»: a date among other words in brackets tells of them only."""
    around = next((place for place in sentence.brackets if place.start <= tokens.start < place.stop), None)
    return around is not None and span[0] not in around and len(around) > len(tokens)


def _tells_when(sentence: Sentence, found: Date, tokens: range) -> bool:
    """Not «420 предметов XVII века», not «приговорил к пяти годам», not what is compared with."""
    text = " ".join(sentence.forms[i].lower() for i in tokens)
    is_bound = found.type != "duration" or text.startswith(_BOUNDS)
    is_century = found.rule == "century" and "at" not in found.slots
    is_told = found.value not in _VAGUE and is_bound and not is_century and not _is_of_thing(sentence, tokens)
    return is_told and not _is_compared(sentence, found, tokens)


def _is_of_thing(sentence: Sentence, tokens: range) -> bool:
    """«Девочка 2008 года рождения», «машина 2009 года выпуска»: no time of what happens."""
    behind = sentence.forms[tokens.stop : tokens.stop + 1]
    return bool(behind) and words.has("of a thing", behind[0])


def _is_compared(sentence: Sentence, found: Date, tokens: range) -> bool:
    """«На 5 % больше, чем годом ранее», «по сравнению с маем»: what it is measured against, not when it was."""
    before = [form.lower() for form in sentence.forms[max(0, tokens.start - _AGAINST) : tokens.start]]
    if "," in before[-3:-1]:
        before = before[-2:]
    is_against = "сравнению" in before or before[-2:-1] == ["против"]
    return "compared" in found.slots or "чем" in before[-2:] or is_against


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


def inherited(clocks: Sequence[Clock], at: int, verb: int | None, dates: Sequence[int | None]) -> Link | None:
    """The date of the sentence before, where this one has none of its own and the story plainly goes on from it.

    It goes on within a paragraph, unless the sentence turns to another time or to somebody's words.
    """
    if not at or clocks[at].told or not _goes_on(clocks[at].scene, clocks[at - 1].scene):
        return None
    before, first = dates[at - 1], clocks[at].scene.sentence.forms[0]
    if before is None or clocks[at - 1].scene.sentence.forms[-1] == ":":  # «он заявил:», then his words
        return None
    sentence = clocks[at].scene.sentence
    own = None if verb is None else _tense(sentence, verb)
    tenses = clocks[at - 1].tenses | ({"Pres"} if _is_as_of(clocks[at - 1], before) else set())
    if not _follows(own, tenses):
        return None
    if "Fut" not in tenses and status.status(sentence, verb) in ("planned", "possible"):
        return None  # «в 2012 году начали», then «предполагается»
    if words.has("continues", first):
        return Link(before, f"of the sentence before, «{first}»")
    if words.has("moves on", first) or first in _SPEECH or verb is None:
        return None
    return Link(before, "of the sentence before")


def _follows(tense: str | None, before: set[str | None]) -> bool:
    """Whether a sentence of a tense goes on with those before: not «в 2019 году купила», then «владеет»."""
    if tense == "Past" and "Past" not in before:  # «на 3 апреля болеют 10. Трое выздоровели», not «снизится»
        return "Fut" not in before and bool(before)
    return tense in (None, "Past") or tense in before


def _goes_on(scene: Scene, before: Scene) -> bool:
    """Whether a sentence stands in the same paragraph as the one before, or in the next of the same block."""
    gap = scene.paragraph - before.paragraph
    return not gap or (gap == 1 and scene.goes_on)


def _is_as_of(clock: Clock, number: int) -> bool:
    """«На 3 апреля выявлено 10 больных. Под подозрением находятся 106»: a day whose present is told."""
    return any(
        row.number == number
        and clock.scene.sentence.forms[row.tokens[0]] in ("На", "на")
        and len(row.found.value or "") == _DAY
        for row in clock.dates
    )


def _tense(sentence: Sentence, verb: int) -> str | None:
    """The tense of the finite verb that a predicate is or hangs on; None for a noun of action."""
    for i in (verb, *sentence.above(verb), *sentence.children[verb]):
        if tense := sentence.tense(i):
            return tense
    return "Past" if sentence.has(verb, "Variant=Short") else None


def is_calendar(found: Date) -> bool:
    """Whether a date stands for days of the calendar, known or not: «в 2019 году», «в среду утром»; not «в 14:00»."""
    is_day = found.type in ("date", "time") and found.value is not None and found.value[0] != "T"
    return found.begin is not None or (is_day and not str(found.value).endswith("REF")) or found.value == "PRESENT_REF"
