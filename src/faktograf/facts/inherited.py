"""When it holds where its sentence does not say: the date that the story goes on with."""

from collections.abc import Sequence

from faktograf.facts import status, words
from faktograf.facts.link import Link
from faktograf.facts.scene import OPENS_SPEECH, Scene
from faktograf.facts.when import Clock, tense

_YEAR, _DAY = len("2024"), len("2024-04-03")


def date(clocks: Sequence[Clock], at: int, verb: int | None, dates: Sequence[int | None]) -> Link | None:
    """The date of the sentence before, where this one has none of its own and the story plainly goes on from it.

    It goes on within a paragraph, unless the sentence turns to another time or to somebody's words.
    """
    if not at or clocks[at].told or not _goes_on(clocks[at].scene, clocks[at - 1].scene):
        return None
    before, first = dates[at - 1], clocks[at].scene.sentence.forms[0]
    if before is None or clocks[at - 1].scene.sentence.forms[-1] == ":":  # «он заявил:», then his words
        return None
    sentence = clocks[at].scene.sentence
    own = None if verb is None else tense(sentence, verb)
    # «на 3 апреля выявлено 10 больных. Под подозрением находятся 106»: a day whose present is told
    tenses = clocks[at - 1].tenses | ({"Pres"} if _begins(clocks[at - 1], before, "на", _DAY) else set())
    if not _follows(own, tenses):
        return None
    if "Fut" not in tenses and status.status(sentence, verb) in ("planned", "possible"):
        return None  # «в 2012 году начали», then «предполагается»
    if words.has("continues", first):
        return Link(before, f"of the sentence before, «{first}»")
    if words.has("moves on", first) or first in OPENS_SPEECH or verb is None:
        return None
    if _begins(clocks[at - 1], before, "с", _YEAR):  # «с 1967 года работал в театре. За карьеру сыграл 160 ролей»
        return None
    return Link(before, "of the sentence before")


def _follows(own: str | None, before: set[str | None]) -> bool:
    """Whether a sentence of a tense goes on with those before: not «в 2019 году купила», then «владеет»."""
    if own == "Past" and "Past" not in before:  # «на 3 апреля болеют 10. Трое выздоровели», not «снизится»
        return "Fut" not in before and bool(before)
    return own in (None, "Past") or own in before


def _goes_on(scene: Scene, before: Scene) -> bool:
    """Whether a sentence stands in the same paragraph as the one before, or in the next of the same block."""
    gap = scene.paragraph - before.paragraph
    return not gap or (gap == 1 and scene.goes_on)


def _begins(clock: Clock, number: int, by: str, length: int) -> bool:
    """Whether a date of the sentence stands behind a preposition and its value is so long: a year, a day."""
    lower = clock.scene.sentence.lower
    return any(
        row.number == number and lower[row.tokens[0]] == by and len(row.found.value or "") == length
        for row in clock.dates
    )
