"""Whose fact it is: the organization that acts, gets, pays, owns, hosts or is measured in the clause."""

from itertools import islice

from faktograf.facts import houses, predicate, telling, words
from faktograf.facts.link import Link
from faktograf.facts.scene import Mentioned, Scene
from faktograf.facts.sentence import OBJECTS, Sentence
from faktograf.facts.source import Speaker

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
_PLACING = frozenset(("в", "во", "на", "за", "у", "из", "при", "среди"))
_QUOTES = frozenset('«»"“”„')
_TITLE = 4  # words from a post to whose it is
_NEAR = 40  # characters from an organization to the name of its man


def organization(
    scene: Scene, span: range, verb: int | None, speaker: Speaker | None, counted: str | None = None
) -> Link | None:
    """The organization in the sentence and what links it; never the one that is only quoted.

    Nor a parliament for the seats in it. In direct speech the speaker's own organization comes before one that is no
    subject.
    """
    sentence, rows = scene.sentence, []
    subject = None if verb is None else _subject(sentence, verb)
    for mention in scene.mentions:
        if _is_only_quoted(scene, mention, speaker, verb, subject, counted) or is_of_person(mention, scene):
            continue
        tokens = scene.within(mention.start, mention.stop)
        if not tokens or telling.is_told(sentence, tokens, mention):
            continue
        nearness, part = _rank(scene, tokens, verb, subject)
        if _takes_no_part(scene, mention, verb, (nearness, part), counted):
            continue
        if part == _SUBJECT and verb is not None and _is_anothers(sentence, verb, subject, nearness, tokens, span):
            continue
        near = span if part != _SUBJECT or subject is None else range(subject, subject + 1)  # «доля [DST] в Facebook»
        distance = min(abs(tokens[0] - near[0]), abs(tokens[-1] - near[-1]))
        rows.append((nearness, part, distance, mention))
    best = min(rows, key=lambda row: row[:3], default=None)
    is_person = speaker is not None and (speaker.post is not None or scene.speaks_of_us)
    own = speaker.organization if speaker and is_person and scene.is_speech else None
    is_said_of_own = own is not None or scene.speaks_of_us
    if best is None or (is_said_of_own and best[1] != _SUBJECT and not _is_owner(scene, best[3])):
        return None if own is None else Link(own, "the speaker's own")
    return Link(best[3].organization, _WHY[best[0], best[1]])


def _is_only_quoted(
    scene: Scene,
    mention: Mentioned,
    speaker: Speaker | None,
    verb: int | None,
    subject: int | None,
    counted: str | None,
) -> bool:
    """Whether a mention only tells who says so, or is a part of one that is longer."""
    is_own = telling.is_speakers_own(mention, speaker, counted)
    is_quoted = telling.is_quoted(mention, speaker) and not is_own
    return mention in scene.inner or (is_quoted and not telling.tells_what_it_does(scene, mention, verb, subject))


def _is_deep(sentence: Sentence, top: int | None, verb: int) -> bool:
    """«Ролики с пропагандой [движения]», «для помощи [полиции]»: a mention inside an object, with no part of its own.

    Not one directly under the verb, nor whose place it is: «на сайтах [компании] побывало 5 млн человек».
    """
    chain = [] if top is None else list(sentence.path(top))
    under = next((i for i in chain if sentence.heads[i] == verb), None)
    if under is None or under == top:
        return under is None
    if "appos" in (sentence.relations[i] for i in chain[: chain.index(under)]):
        return True
    by = {sentence.lower[i] for i in sentence.children[under] if sentence.relations[i] == "case"}
    return sentence.relations[under] in ("obj", "obl") and not by & _PLACING


def _is_owner(scene: Scene, mention: Mentioned) -> bool:
    """«У [банка] чек ниже нашего на треть»."""
    sentence, tokens = scene.sentence, scene.within(mention.start, mention.stop)
    top = sentence.top(tokens)
    below = sentence.children[top] if top is not None else []
    return any(sentence.lower[i] == "у" and sentence.relations[i] == "case" for i in below)


def _takes_no_part(
    scene: Scene, mention: Mentioned, verb: int | None, rank: tuple[int, int], counted: str | None
) -> bool:
    """Whether a mention is too far from the verb, too deep in an object, or its organization only speaks."""
    sentence, (nearness, part) = scene.sentence, rank
    if mention.is_house and part != _SUBJECT and houses.is_seat(counted):
        return True
    if nearness == 0 and telling.only_says(sentence, verb, mention, counted):
        return True
    if verb is None:
        return False
    if nearness == _ANOTHER:
        return True  # null rather than a stretch
    top = sentence.top(scene.within(mention.start, mention.stop))
    if nearness == 0:
        return part == _OBLIQUE and _is_deep(sentence, top, verb)
    return _is_of_another(sentence, top, verb, part)


def _is_anothers(sentence: Sentence, verb: int, subject: int | None, nearness: int, tokens: range, span: range) -> bool:
    """Whether what a mention's subject does is not the deed of its organization."""
    if nearness == 0:
        return subject is not None and _is_his(sentence, subject, tokens)
    return _has_own_subject(sentence, verb, span) or _is_nested(sentence, tokens)


def _is_nested(sentence: Sentence, tokens: range) -> bool:
    """«Заседания [суда] шли год, выступили 160 свидетелей»: only the subject itself reaches the next clause."""
    top = sentence.top(tokens)
    return top is not None and sentence.relations[top] == "nmod" and sentence.has(top, "Case=Gen")


def _has_own_subject(sentence: Sentence, verb: int, span: range) -> bool:
    """«Суд установил, что мужчина обманул 684 человека»; not «[банк], который выдал», nor «в нём работают 5»."""
    own = [i for i in sentence.children[verb] if sentence.relations[i].startswith("nsubj") and i not in span]
    return any(sentence.part(i) in ("NOUN", "PROPN") and not set(sentence.children[i]) & set(span) for i in own)


def _is_his(sentence: Sentence, subject: int, tokens: range) -> bool:
    """«Основатель [банка] передал дела», «сотни граждан [ЕС] купили»: no deed of the one whose men they are."""
    top = sentence.top(tokens)
    if top is None or subject in tokens:
        return False
    if words.has("post", sentence.forms[subject]) and sentence.has(subject, "Number=Sing"):
        return True
    up = list(sentence.path(top))
    is_tail = tokens[0] > 0 and sentence.part(tokens[0] - 1) != "ADP"  # not «жители, учившиеся в [центре]»
    between = up[: up.index(subject) + 1] if is_tail and subject in up else []
    return any(words.has("people", sentence.forms[i]) for i in between if i not in tokens)


def _is_of_another(sentence: Sentence, top: int | None, verb: int, part: int) -> bool:
    """«[Кабинет] ввёл налог, облагающий доходы»: an active participle is the deed of the word that it belongs to.

    «Источник в [мэрии] сказал, что расходы сократят»: where somebody speaks has no part in it, nor who is not «they».
    """
    over = next((i for i in sentence.path(verb) if i != verb and sentence.is_verb(i)), None)
    if over is not None and words.has("only says", sentence.forms[over]):
        is_other = sentence.has(over, "Number=Sing") and sentence.has(verb, "Number=Plur")
        return part != _SUBJECT or is_other
    is_active = sentence.has(verb, "VerbForm=Part") and sentence.has(verb, "Voice=Act")
    return is_active and top is not None and sentence.heads[verb] not in sentence.path(top)


def _rank(scene: Scene, tokens: range, verb: int | None, subject: int | None) -> tuple[int, int]:
    """How near the mention's clause is (0 the same, 1 above, 2 another), and its part in it."""
    sentence = scene.sentence
    top = sentence.top(tokens)
    if top is None or verb is None:
        return _ANOTHER, _OTHER
    if subject is not None and subject in sentence.path(top) and telling.is_near(sentence, top, subject):
        return 0, _SUBJECT
    if subject is None and _stands_as_subject(sentence, tokens, verb):
        return 0, _SUBJECT
    own = predicate.found(sentence, tokens)
    nearness = 0 if own == verb else 1 if own in sentence.above(verb) else _ANOTHER
    return nearness, _part(scene, top)


def _stands_as_subject(sentence: Sentence, tokens: range, verb: int) -> bool:
    """«Digital Sky Technologies, принадлежащая банку, купила …»: before a verb without subject, first in its clause.

    Or right behind it: «30 % акций владеет Volga Group».
    """
    if not sentence.has(verb, "VerbForm=Fin"):
        return False
    if tokens[0] > verb:
        gap = set(sentence.forms[verb + 1 : tokens.start])
        return gap <= _QUOTES and sentence.forms[tokens.start].isascii()
    before = tokens.start - 1
    while before >= 0 and (sentence.forms[before] in _QUOTES or sentence.part(before) in ("ADV", "CCONJ")):
        before -= 1
    if before >= 0 and sentence.forms[before] != ",":
        return False
    if any(sentence.has(i, f"Case={case}") for i in tokens[:1] for case in ("Gen", "Dat", "Acc", "Ins", "Loc")):
        return False
    between = [i for i in range(tokens.stop, verb) if sentence.is_verb(i)]
    return before < 0 or not any(sentence.has(i, "VerbForm=Fin") for i in between)


def _subject(sentence: Sentence, verb: int) -> int | None:
    """Who does it: the subject, but the object where that is told to: «суд обязал [компанию] выплатить 80 млн»."""
    head = sentence.heads[verb]
    if head >= 0 and sentence.has(verb, "VerbForm=Inf") and words.has("tells to", sentence.infinitive(head)):
        told = (i for i in sentence.children[head] if sentence.relations[i] in OBJECTS and i < verb)
        return next((i for i in told if _is_agent(sentence, i)), None)
    if sentence.is_verb(verb):
        return sentence.subject(verb)
    over = next((i for i in sentence.path(verb) if sentence.is_verb(i)), None)  # «ФИФА объявила о [выделении] 29 млн»
    is_said = over is None or words.has("says", sentence.infinitive(over))
    return None if over is None or is_said else sentence.subject(over)


def _is_agent(sentence: Sentence, i: int) -> bool:
    """Whether an object can be who is told to: «обязал компанию», «поручил банку», «потребовал от Google»."""
    by = [sentence.lower[j] for j in sentence.children[i] if sentence.relations[j] == "case"]
    return by in ([], ["от"])


def _part(scene: Scene, top: int) -> int:
    for i in scene.sentence.path(top):
        relation = scene.sentence.relations[i]
        if relation.startswith("nsubj"):
            return _SUBJECT
        if relation in OBJECTS:
            return _OBLIQUE
        if scene.sentence.is_verb(i):
            break
    return _OTHER


def is_of_person(mention: Mentioned, scene: Scene) -> bool:
    """Whether the mention only says whose man a person is: «член [союза] Пётр Ильин установил рекорд»."""
    sentence = scene.sentence
    tokens = scene.within(mention.start, mention.stop)
    first = tokens[0] if tokens else 0
    outside = (i for i in range(first - 1, -1, -1) if sentence.forms[i] not in _QUOTES)
    for i in islice(outside, _TITLE):
        if words.has("post", sentence.forms[i]):
            break
        if sentence.part(i) not in ("ADJ", "NOUN") or not sentence.has(i, "Case=Gen"):  # «посол доброй воли [ООН]»
            return False
    else:
        return False
    return any(name.label == "PER" and 0 <= name.start - mention.stop < _NEAR for name in scene.names)
