"""Whose fact it is where its sentence does not say: the organization that the story has been about."""

from collections.abc import Sequence

from faktograf.facts import predicate
from faktograf.facts.link import Link
from faktograf.facts.scene import Mentioned, Scene
from faktograf.facts.source import Speaker
from faktograf.facts.who import is_own, is_quoted
from faktograf.numbers import Found as Quantity

_FEMININE = frozenset(("она", "её", "ее", "ей", "ею", "неё", "нее", "ней", "нею"))
_GENDERS = ("masc", "femn")


def of_story(
    scenes: Sequence[Scene],
    at: int,
    quantity: Quantity,
    verb: int | None,
    speaker: Speaker | None,
    story: Mentioned | None,
) -> Link | None:
    """The story's organization, where the sentence needs one and names none; `story` is a mention of it."""
    scene, before = scenes[at], scenes[at - 1] if at else None
    if story is None:
        return None
    topic = story.organization
    has_person = scene.has_person or (before is not None and before.has_person)  # «Его рост — 1,89 м»
    if scene.says_here:
        return Link(topic, "the story's, «здесь»")
    if _points_back(scene, verb, story) and not has_person:
        return Link(topic, "the story's, pointed back to")
    if scene.counts_people and _is_unnamed(scene, scene.within(quantity.start, quantity.stop), verb):
        return Link(topic, "the story's, nobody else being named")
    if scene.speaks_of_us:
        return Link(topic, "the story's, «мы»")
    return Link(topic, f"the story's, whose {quantity.counted}") if _is_owned(scene, quantity, speaker) else None


def _points_back(scene: Scene, verb: int | None, story: Mentioned) -> bool:
    """«За неё проголосовали 28 %»: not «…, коалиция потеряла семь мест», a clause beside it; «она» is no university."""
    sentence = scene.sentence
    fitting = (i for i in scene.pointing if story.gender in (None, _GENDERS[sentence.lower[i] in _FEMININE]))
    return any(verb is None or predicate.found(sentence, range(i, i + 1)) == verb for i in fitting)


def _is_unnamed(scene: Scene, span: range, verb: int | None) -> bool:
    """Whether people act whom the sentence does not name: «обучили 50 детей»; not «работают 155 человек»."""
    sentence = scene.sentence
    if verb is None or not sentence.is_transitive(verb) or (span[0] < verb and not sentence.is_accusative(span[0])):
        return False
    finite = verb if sentence.has(verb, "VerbForm=Fin") else sentence.heads[verb]
    if finite < 0 or not (sentence.has(finite, "VerbForm=Fin") and sentence.has(finite, "Number=Plur")):
        return False
    if sentence.has(verb, "VerbForm=Part") or sentence.subject(verb) is not None:
        return False
    below = [i for i in sentence.path(sentence.top(span) or span[0]) if sentence.heads[i] == verb]
    return bool(below) and sentence.relations[below[0]] in ("obj", "iobj", "obl")


def _is_owned(scene: Scene, quantity: Quantity, speaker: Speaker | None) -> bool:
    """«Выручка выросла до 5 млн», no owner said: it is the revenue of the one that the story is about."""
    return is_own(quantity.counted) and all(
        is_quoted(mention, speaker) or mention.kind == "media" for mention in scene.mentions
    )
