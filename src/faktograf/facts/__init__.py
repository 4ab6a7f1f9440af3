"""Where mentions meet: each quantity with its predicate, organization, date, place and who is quoted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

import msgspec

from faktograf.dates import Found as Date
from faktograf.facts import (
    antecedent,
    change,
    confidence,
    gapping,
    houses,
    inherited,
    predicate,
    source,
    status,
    telling,
    what,
    when,
    where,
    who,
)
from faktograf.facts.scene import Mentioned, Scene, firsts
from faktograf.facts.sentence import Sentence
from faktograf.facts.source import Speaker
from faktograf.facts.status import Status
from faktograf.facts.trees import parsed
from faktograf.facts.wanted import Wanted
from faktograf.numbers import Found as Quantity
from faktograf.organizations import Found as Organization

_BESIDE = ["для", "сравнения"]  # begins a sentence about somebody else, whom the story then leaves


class Found(msgspec.Struct, frozen=True):
    """A fact: indices of its quantity, organization and date, places of the rest, each half-open.

    `why` tells for each link what made it, `evidence` what its confidence rests on; `change` numbers the changes of
    the article, `spokesman` is the organization that the source speaks for.
    """

    quantity: int
    counted: str | None  # where its quantity has no noun of its own
    predicate: str | None
    organization: int | None
    date: int | None
    place: tuple[int, int] | None
    source: tuple[int, int] | None
    post: tuple[int, int] | None
    spokesman: int | None
    status: Status | None
    change: int | None
    confidence: float
    sentence: tuple[int, int]
    why: dict[str, str]
    evidence: tuple[str, ...]


Texts = tuple[str, Sequence[Organization], Sequence[Date], Sequence[Quantity]]


def link(
    text: str, organizations: Sequence[Organization], dates: Sequence[Date], quantities: Sequence[Quantity]
) -> list[Found]:
    """One fact for each quantity that is no age and no ordinal, in the order of the text."""
    return link_all([(text, organizations, dates, quantities)])[0]


def link_all(texts: Sequence[Texts]) -> list[list[Found]]:
    """The facts of each text, the sentences of all parsed together."""
    wanted = [Wanted.of(*row) for row in texts]
    trees = iter(parsed([tokens for row in wanted for _, tokens in row.sentences]))
    linked = [_linked(row.scenes(list(islice(trees, len(row.sentences)))), row.mentions) for row in wanted]
    chances = iter(confidence.of_all([fact.evidence for facts in linked for fact in facts]))
    return [[msgspec.structs.replace(fact, confidence=next(chances)) for fact in facts] for facts in linked]


@dataclass
class _Story:
    """What the sentences of an article have told up to the one that is read."""

    scenes: Sequence[Scene]
    mentions: Sequence[Mentioned]  # of the whole article
    firsts: Mapping[int | None, Mentioned]  # of each organization
    clocks: Sequence[when.Clock]
    topics: list[int | None]  # of each sentence read, the organization it leaves to the next one
    times: list[int | None]  # and the date

    @property
    def topic(self) -> Mentioned | None:
        """A mention of the organization that the sentence before has left."""
        return self.firsts.get(self.before[0])

    @property
    def before(self) -> tuple[int | None, int | None]:
        """The organization and the date that the sentence before has left."""
        return (self.topics[-1], self.times[-1]) if self.topics else (None, None)


def _linked(scenes: Sequence[Scene], mentions: Sequence[Mentioned]) -> list[Found]:
    speakers = source.speakers(scenes)
    changed = change.changes(scene.quantities for scene in scenes)
    story = _Story(scenes, mentions, firsts(mentions), [when.Clock(scene) for scene in scenes], [], [])
    found: list[Found] = []
    quantities = {i: quantity for scene in scenes for i, quantity in scene.quantities}
    for at, (scene, speaker) in enumerate(zip(scenes, speakers, strict=True)):
        rows: list[Found] = []
        for i, quantity in scene.quantities:
            row = _fact(story, at, i, quantity, speaker, changed.get(i))
            rows.append(_filled(scene, quantities, row, rows[-1]) if rows else row)
        found += rows
        topic, time = _topic(scene, rows, story.topics, speaker), _time(story.clocks[at], rows)
        story.topics.append(topic)
        story.times.append(time)
    return found


def _fact(
    story: _Story, at: int, index: int, quantity: Quantity, speaker: Speaker | None, changed: int | None
) -> Found:
    scene = story.scenes[at]
    span = scene.within(quantity.start, quantity.stop)
    counted = scene.within(*quantity.counted_at) if quantity.counted_at else range(0)
    is_title = quantity.rule == "adjective of a multiple" and scene.sentence.is_animate(counted)  # «двукратный чемпион»
    verb = None if is_title else predicate.found(scene.sentence, span, counted)
    own = None if is_title else who.organization(scene, span, verb, speaker, quantity.counted)
    own = own or houses.of_members(scene, quantity, story.mentions)
    who_ = own or antecedent.of_story(story.scenes, at, quantity, verb, speaker, story.topic)
    date = when.date(story.clocks[at], span, verb) or inherited.date(story.clocks, at, verb, story.times)
    place = where.place(scene, span, verb)
    why = {"organization": who_.why if who_ else None, "date": date.why if date else None}
    why["predicate"] = None if verb is None else predicate.why(scene.sentence, span, verb)
    named = predicate.around(scene.sentence, span) if verb is None and not is_title else verb
    told = status.status(scene.sentence, verb)
    evidence = confidence.evidence(quantity, why, scene, status=told, before=story.before)
    return Found(
        quantity=index,
        counted=what.counted(scene, quantity, span, verb),
        predicate=None if named is None else predicate.name(scene.sentence, named),
        organization=who_.to if who_ else None,
        date=date.to if date else None,
        place=(place.start, place.stop) if place else None,
        source=(speaker.start, speaker.stop) if speaker else None,
        post=speaker.post if speaker else None,
        spokesman=speaker.organization if speaker else None,
        status=told,
        change=changed,
        confidence=0.0,  # judged in the end, with all others
        sentence=(scene.sentence.start, scene.sentence.stop),
        why={link: reason for link, reason in why.items() if reason},
        evidence=evidence,
    )


def _filled(scene: Scene, quantities: Mapping[int, Quantity], row: Found, before: Found) -> Found:
    """A fact whose verb is left out takes it from the one before, with its organization and date where it has none.

    So does one that only says the sum before once more.
    """
    this, last = (quantities[fact.quantity] for fact in (row, before))
    span, earlier = scene.within(this.start, this.stop), scene.within(last.start, last.stop)
    is_restated = this.kind == last.kind == "money" and gapping.is_restated(scene.sentence, earlier, span)
    if before.predicate is None or not (is_restated or gapping.is_gapped(scene.sentence, span)):
        return row
    why: dict[str, str] = {link: before.why[link] for link in ("organization", "date") if link in before.why}
    return msgspec.structs.replace(
        row,
        predicate=(is_restated and row.predicate) or before.predicate,
        organization=before.organization if row.organization is None else row.organization,
        date=before.date if row.date is None else row.date,
        status=before.status,
        why={**why, **row.why, "predicate": "left out, as in the fact before"},
    )


def _time(clock: when.Clock, rows: Sequence[Found]) -> int | None:
    """The time that the sentence leaves the next one to go on with: that of its main clause first."""
    loose = {i for i, found in clock.scene.dates if found.type == "set" or found.value is None}  # «спустя пару дней»
    told = [row.date for row in rows if row.date is not None and row.date not in loose]
    main = [number for number in clock.main if number in told] or clock.main
    return main[0] if main else told[-1] if told else next(iter(clock.told), None)


def _topic(scene: Scene, rows: Sequence[Found], topics: Sequence[int | None], speaker: Speaker | None) -> int | None:
    """What the sentence leaves the next one to point back to; not the one who is only quoted."""
    told = [row.organization for row in rows if row.organization is not None]
    if topics and topics[-1] is not None and scene.sentence.lower[:2] == _BESIDE:
        return topics[-1]
    if told:
        return told[-1]
    acting = (mention for mention in scene.mentions if not who.is_of_person(mention, scene))
    named = [mention for mention in acting if not telling.is_quoted(mention, speaker) and mention.kind != "media"]
    if named:
        return named[0].organization
    return topics[-1] if topics else None


__all__ = ["Found", "Sentence", "link"]
