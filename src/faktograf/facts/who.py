"""Whose fact it is: the organization that acts, gets, pays, owns, hosts or is measured in the clause."""

from collections.abc import Sequence

from faktograf.facts import predicate, words
from faktograf.facts.link import Link
from faktograf.facts.scene import Mentioned, Scene
from faktograf.facts.sentence import Sentence
from faktograf.facts.source import Speaker
from faktograf.numbers import Found as Quantity

_SUBJECT, _OBLIQUE, _OTHER = 0, 1, 2
_ANOTHER = 2  # clause than the quantity's
_WHY = {
    (0, _SUBJECT): "subject of the predicate",
    (0, _OBLIQUE): "object in the clause",
    (0, _OTHER): "in the clause",
    (1, _SUBJECT): "subject of the clause above",
    (1, _OBLIQUE): "in the clause above",
    (1, _OTHER): "in the clause above",
    (_ANOTHER, _SUBJECT): "subject, no predicate",
    (_ANOTHER, _OBLIQUE): "in the sentence, no predicate",
    (_ANOTHER, _OTHER): "in the sentence, no predicate",
}
_QUOTES = frozenset('«»"“”„')
_NEAR = 40  # characters from an organization to the name of its man


def organization(scene: Scene, span: range, verb: int | None, speaker: Speaker | None) -> Link | None:
    """The organization in the sentence and what links it; never the one that is only quoted.

    In direct speech the speaker's own organization comes before one that is no subject.
    """
    rows = []
    for mention in scene.mentions:
        if is_quoted(mention, speaker) or _is_inside(mention, scene) or _is_of_person(mention, scene):
            continue
        tokens = scene.within(mention.start, mention.stop)
        if not tokens:
            continue
        nearness, part = _rank(scene, tokens, verb)
        if nearness == _ANOTHER and verb is not None:
            continue  # null rather than a stretch
        distance = min(abs(tokens[0] - span[0]), abs(tokens[-1] - span[-1]))
        rows.append((nearness, part, distance, mention))
    best = min(rows, key=lambda row: row[:3], default=None)
    own = speaker.organization if speaker and scene.is_speech else None
    if best is None or (own is not None and best[1] != _SUBJECT):
        return None if own is None else Link(own, "the speaker's own")
    return Link(best[3].organization, _WHY[best[0], best[1]])


def _rank(scene: Scene, tokens: range, verb: int | None) -> tuple[int, int]:
    """How near the mention's clause is (0 the same, 1 above, 2 another), and its part in it."""
    sentence = scene.sentence
    top = sentence.top(tokens)
    if top is None or verb is None:
        return _ANOTHER, _OTHER
    subject = sentence.subject(verb)
    if subject is not None and subject in sentence.path(top) and _is_near(sentence, top, subject):
        return 0, _SUBJECT
    if subject is None and _stands_as_subject(sentence, tokens, verb):
        return 0, _SUBJECT
    own = predicate.found(sentence, tokens)
    nearness = 0 if own == verb else 1 if own in sentence.above(verb) else _ANOTHER
    return nearness, _part(scene, top)


def _stands_as_subject(sentence: Sentence, tokens: range, verb: int) -> bool:
    """«Digital Sky Technologies, принадлежащая банку, купила …»: first, with no other subject."""
    is_first = all(sentence.forms[i] in _QUOTES or sentence.part(i) in ("ADV", "CCONJ") for i in range(tokens.start))
    has_case = any(sentence.has(i, f"Case={case}") for i in tokens[:1] for case in ("Gen", "Dat", "Acc", "Ins", "Loc"))
    return is_first and not has_case and tokens[0] < verb and sentence.has(verb, "VerbForm=Fin")


def _is_near(sentence: Sentence, top: int, subject: int) -> bool:
    """Whether no verb parts a mention from its subject: «доля [фонда]», not «фонд, купивший [банк]»."""
    for i in sentence.path(top):
        if i == subject:
            return True
        if sentence.is_verb(i):
            return False
    return False


def _part(scene: Scene, top: int) -> int:
    for i in scene.sentence.path(top):
        relation = scene.sentence.relations[i]
        if relation.startswith("nsubj"):
            return _SUBJECT
        if relation in ("obl", "obj", "iobj"):
            return _OBLIQUE
        if scene.sentence.is_verb(i):
            break
    return _OTHER


def is_quoted(mention: Mentioned, speaker: Speaker | None) -> bool:
    """Whether a mention only tells who says so."""
    if speaker is None:
        return False
    return (speaker.start <= mention.start and mention.stop <= speaker.stop) or (
        mention.organization == speaker.organization and mention.kind == "media"
    )


def _is_inside(mention: Mentioned, scene: Scene) -> bool:
    """Whether the mention is only a part of a longer one: the press office's government."""
    return any(
        other.start <= mention.start and mention.stop <= other.stop and other != mention for other in scene.mentions
    )


def _is_of_person(mention: Mentioned, scene: Scene) -> bool:
    """Whether the mention only says whose man a person is: «член [союза] Пётр Ильин установил рекорд»."""
    sentence = scene.sentence
    tokens = scene.within(mention.start, mention.stop)
    before = (
        next((i for i in range(tokens[0] - 1, -1, -1) if sentence.forms[i] not in _QUOTES), None) if tokens else None
    )
    if before is None or not words.has("post", sentence.forms[before]):
        return False
    return any(name.label == "PER" and 0 <= name.start - mention.stop < _NEAR for name in scene.names)


def antecedent(
    scenes: Sequence[Scene],
    at: int,
    quantity: Quantity,
    verb: int | None,
    speaker: Speaker | None,
    topic: int | None,
) -> Link | None:
    """The story's organization, where the sentence needs one and names none."""
    scene, before = scenes[at], scenes[at - 1] if at else None
    if topic is None:
        return None
    has_person = scene.has_person or (before is not None and before.has_person)  # «Его рост — 1,89 м»
    points = scene.says_here or (scene.says_it and not has_person)
    if points or _is_unnamed(scene, scene.within(quantity.start, quantity.stop), verb):
        return Link(topic, "the story's, pointed back to")
    if scene.speaks_of_us:
        return Link(topic, "the story's, «мы»")
    return Link(topic, f"the story's, whose {quantity.counted}") if _is_owned(scene, quantity, speaker) else None


def _is_unnamed(scene: Scene, span: range, verb: int | None) -> bool:
    """Whether people act whom the sentence does not name: «обучили 50 детей»."""
    sentence = scene.sentence
    if verb is None or not sentence.is_verb(verb):
        return False
    finite = next((i for i in sentence.path(verb) if sentence.has(i, "VerbForm=Fin")), None)
    if finite is None or not sentence.has(finite, "Number=Plur") or sentence.subject(verb) is not None:
        return False
    below = [i for i in sentence.path(sentence.top(span) or span[0]) if sentence.heads[i] == verb]
    return bool(below) and sentence.relations[below[0]] in ("obj", "iobj", "obl")


def _is_owned(scene: Scene, quantity: Quantity, speaker: Speaker | None) -> bool:
    """«Выручка выросла до 5 млн», no owner said: it is the revenue of the one that the story is about."""
    if quantity.counted is None or not words.has("owned", quantity.counted):
        return False
    return all(is_quoted(mention, speaker) or mention.kind == "media" for mention in scene.mentions)
