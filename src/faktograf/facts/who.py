"""Whose fact it is: the organization that acts, gets, pays, owns, hosts or is measured in the clause."""

from faktograf.facts import predicate, words
from faktograf.facts.scene import Mentioned, Scene
from faktograf.facts.sentence import Sentence
from faktograf.facts.source import Speaker
from faktograf.numbers import Found as Quantity

_SUBJECT, _OBLIQUE, _OTHER = 0, 1, 2
_QUOTES = frozenset('«»"“”„')
_NEAR = 40  # characters from an organization to the name of its man
_ANOTHER = 2  # clause than the quantity's


def organization(scene: Scene, span: range, verb: int | None, speaker: Speaker | None) -> int | None:
    """The index of the organization in the sentence; never the one that is only quoted.

    In direct speech the speaker's own organization comes before one that is no subject.
    """
    rows = []
    for mention in scene.mentions:
        if _is_quoted(mention, speaker) or _is_inside(mention, scene) or _is_of_person(mention, scene):
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
        return own
    return int(best[3].organization)


def _rank(scene: Scene, tokens: range, verb: int | None) -> tuple[int, int]:
    """How near the mention's clause is (0 the same, 1 above, 2 another), and its part in it."""
    sentence = scene.sentence
    top = sentence.top(tokens)
    if top is None or verb is None:
        return _ANOTHER, _OTHER
    subject = sentence.subject(verb)
    if subject is not None and subject in sentence.path(top) and _is_near(sentence, top, subject):
        return 0, _SUBJECT
    own = predicate.found(sentence, tokens)
    nearness = 0 if own == verb else 1 if own in sentence.above(verb) else _ANOTHER
    return nearness, _part(scene, top)


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
        relation = scene.sentence.arcs[i].relation
        if relation.startswith("nsubj"):
            return _SUBJECT
        if relation in ("obl", "obj", "iobj"):
            return _OBLIQUE
        if scene.sentence.is_verb(i):
            break
    return _OTHER


def _is_quoted(mention: Mentioned, speaker: Speaker | None) -> bool:
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
        next((i for i in range(tokens[0] - 1, -1, -1) if sentence.tokens[i].text not in _QUOTES), None)
        if tokens
        else None
    )
    if before is None or not words.has("post", sentence.tokens[before].text):
        return False
    return any(name.label == "PER" and 0 <= name.start - mention.stop < _NEAR for name in scene.names)


def is_pointing_back(scene: Scene, span: range, verb: int | None) -> bool:
    """Whether the sentence needs an antecedent: «здесь», «она», or people unnamed who «обучили 50 детей»."""
    sentence = scene.sentence
    if scene.points_back:
        return True
    if verb is None or not sentence.is_verb(verb):
        return False
    if any(sentence.arcs[i].relation.startswith("nsubj") for i in sentence.children[verb]):
        return False
    if not (sentence.has(verb, "Number=Plur") and sentence.has(verb, "VerbForm=Fin")):
        return False
    below = [i for i in sentence.path(sentence.top(span) or span[0]) if sentence.arcs[i].head == verb]
    return bool(below) and sentence.arcs[below[0]].relation in ("obj", "iobj", "obl")


def is_owned(scene: Scene, quantity: Quantity, speaker: Speaker | None) -> bool:
    """«Выручка выросла до 5 млн», no owner said: it is the revenue of the one that the story is about."""
    if quantity.counted is None or not words.has("owned", quantity.counted):
        return False
    return all(_is_quoted(mention, speaker) for mention in scene.mentions)
