"""Who only speaks in a sentence, or hears of it, and who tells of what is his own."""

from faktograf.facts import words
from faktograf.facts.scene import Mentioned, Scene
from faktograf.facts.sentence import OBJECTS, Sentence
from faktograf.facts.source import Speaker


def is_quoted(mention: Mentioned, speaker: Speaker | None) -> bool:
    """Whether a mention only tells who says so."""
    if speaker is None:
        return False
    return (speaker.start <= mention.start and mention.stop <= speaker.stop) or (
        mention.organization == speaker.organization and mention.kind == "media"
    )


def is_speakers_own(mention: Mentioned, speaker: Speaker | None, counted: str | None) -> bool:
    """«Сбербанк сообщил о прибыли в 5 млрд»: who speaks tells of its own; a medium and who has figures tell of others.

    But a company has figures of its own, and so has whoever is not named: «по данным ведомства».
    """
    if speaker is None or mention.organization != speaker.organization or not is_own(counted):
        return False
    return mention.kind == "company" or not mention.is_name if speaker.has_figures else mention.kind != "media"


def tells_what_it_does(scene: Scene, mention: Mentioned, verb: int | None, subject: int | None) -> bool:
    """«[Завод] сообщил, что принимает 900 тонн»: who speaks is the subject of what he speaks of."""
    sentence = scene.sentence
    if verb is None or subject is None or sentence.relations[verb] != "ccomp" or sentence.heads[subject] == verb:
        return False
    top = sentence.top(scene.within(mention.start, mention.stop))
    return top is not None and subject in sentence.path(top) and is_near(sentence, top, subject)


def only_says(sentence: Sentence, verb: int | None, mention: Mentioned, counted: str | None) -> bool:
    """«Посольство подтвердило похищение двух россиян»: who says it has no part in it; unless it is its own revenue."""
    if verb is None or not sentence.is_verb(verb):
        return False
    is_said = words.has("only says", sentence.infinitive(verb))
    return (is_said and not is_own(counted)) or (
        mention.kind == "media" and words.has("rates", sentence.infinitive(verb))
    )


def is_told(sentence: Sentence, tokens: range, mention: Mentioned) -> bool:
    """Whether the mention is only who hears of it: «рассказал [ТАСС]», «в интервью [«Известиям»]»."""
    top = sentence.top(tokens)
    head = -1 if top is None else sentence.heads[top]
    if top is None or head < 0 or any(sentence.relations[i] == "case" for i in sentence.children[top]):
        return False
    is_dative = sentence.has(top, "Case=Dat")
    is_said = sentence.is_verb(head) and words.has("only says", sentence.forms[head])
    if mention.kind != "media":
        return is_dative and is_said
    return is_dative or (is_said and sentence.relations[top] in OBJECTS) or words.has("talk", sentence.forms[head])


def is_own(counted: str | None) -> bool:
    """Whether what is counted is somebody's own: «выручка», «доля»."""
    return counted is not None and words.has("owned", counted)


def is_near(sentence: Sentence, top: int, subject: int) -> bool:
    """Whether no verb parts a mention from its subject: «доля [фонда]», not «фонд, купивший [банк]»."""
    for i in sentence.path(top):
        if i == subject:
            return True
        if sentence.is_verb(i):
            return False
    return False
