"""Whose fact it is where its sentence does not say: the organization that the story has been about."""

from collections.abc import Sequence

from faktograf.facts import predicate
from faktograf.facts.link import Link
from faktograf.facts.scene import Mentioned, Scene
from faktograf.facts.sentence import OBJECTS
from faktograf.facts.source import Speaker
from faktograf.facts.telling import is_own, is_quoted
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
    if scene.says_here:
        return Link(topic, "the story's, «здесь»")
    if (meant := _pointed_to(scene, before, verb, speaker)) is not None:
        return Link(meant, "the story's, pointed back to")
    if scene.counts_people and _is_unnamed(scene, scene.within(quantity.start, quantity.stop), verb):
        return Link(topic, "the story's, nobody else being named")
    if scene.speaks_of_us:
        return Link(topic, "the story's, «мы»")
    return Link(topic, f"the story's, whose {quantity.counted}") if _is_owned(scene, quantity, speaker) else None


def _pointed_to(scene: Scene, before: Scene | None, verb: int | None, speaker: Speaker | None) -> int | None:
    """The organization that a pronoun under the verb stands for: «[Банк] откроет офис. На это он потратит 30 млн».

    It stands for the last subject of its gender in its own sentence or the one before; «[рынок] сгорел, на нём
    торговали 240 человек» is nobody's. «За неё проголосовали 28 %, коалиция потеряла семь мест»: not the clause beside.
    """
    sentence = scene.sentence
    under = (i for i in scene.pointing if verb is None or predicate.found(sentence, range(i, i + 1)) == verb)
    pronoun = next(under, None)
    if pronoun is None:
        return None
    gender, head = _GENDERS[sentence.lower[pronoun] in _FEMININE], sentence.heads[pronoun]
    is_subject = sentence.relations[pronoun] == "nsubj"
    # «на ремонт он потратит»: what stands beside a pronoun under its verb it does not mean
    own = [i for i in scene.nouns[gender] if i < pronoun and sentence.heads[i] != head]
    if own:
        return _meant(scene, own, speaker, is_subject=is_subject)
    return _meant(before, before.nouns[gender], speaker, is_subject=is_subject) if before else None


def _meant(scene: Scene, nouns: Sequence[int], speaker: Speaker | None, *, is_subject: bool) -> int | None:
    """The organization that is the last subject among the nouns of a pronoun's gender, else the only one of them.

    «[Компания] построила дорогу. Она вложила 5 млн», but «её длина — 40 км»: where it is no subject, it may be either.
    """
    relations = scene.sentence.relations
    subjects = [i for i in nouns if relations[i].startswith("nsubj")]
    is_unsure = bool(subjects) and any(relations[i] == "obj" for i in nouns if i > subjects[-1])
    if (is_unsure and not is_subject) or (not subjects and len(nouns) != 1):
        return None
    meant = (subjects or nouns)[-1]
    named = (m for m in scene.mentions if _is_named(scene, meant, m) and not is_quoted(m, speaker))
    return next((mention.organization for mention in named), None)


def _is_named(scene: Scene, noun: int, mention: Mentioned) -> bool:
    """Whether a noun is in a mention or right before it: «[партия] «Рассвет»»."""
    tokens = scene.within(mention.start, mention.stop)
    top = scene.sentence.top(tokens)
    is_before = top is not None and scene.sentence.heads[top] == noun and scene.sentence.relations[top] == "appos"
    return noun in tokens or is_before


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
    return bool(below) and sentence.relations[below[0]] in OBJECTS


def _is_owned(scene: Scene, quantity: Quantity, speaker: Speaker | None) -> bool:
    """«Выручка выросла до 5 млн», no owner said: it is the revenue of the one that the story is about."""
    return is_own(quantity.counted) and all(
        is_quoted(mention, speaker) or mention.kind == "media" for mention in scene.mentions
    )
