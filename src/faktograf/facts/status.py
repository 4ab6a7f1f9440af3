"""Whether what the predicate says has happened, is planned, is possible, or is denied."""

from typing import Literal

from faktograf.facts import words
from faktograf.facts.sentence import Sentence
from faktograf.language import morphology

Status = Literal["planned", "possible", "denied"]
_ABOVE = 3  # steps up the tree in which «планирует», «может» are looked for


def status(sentence: Sentence, verb: int | None) -> Status | None:
    """«denied» under «не», «possible» under «может» and «бы», «planned» for what is to come; None for what is told."""
    if verb is None:
        return None
    chain = _chain(sentence, verb)
    if any(_is_denied(sentence, i) for i in chain):
        return "denied"
    if any(words.has("possible", sentence.forms[i]) for i in _around(sentence, chain)):
        return "possible"
    if any(_is_planned(sentence, i) for i in chain):
        return "planned"
    is_told = any(words.has("planned", sentence.forms[i]) for i in _around(sentence, chain))
    return "planned" if is_told else None


def _chain(sentence: Sentence, verb: int) -> list[int]:
    """The predicate and the verbs and nouns that govern it: «[намерены] [построить]», «[план] [закупки]»."""
    out = [verb]
    for i in list(sentence.path(verb))[1 : _ABOVE + 1]:
        relation = sentence.relations[out[-1]]
        if relation not in ("xcomp", "csubj", "nmod", "acl", "obj", "nsubj", "nsubj:pass", "aux", "cop", "obl"):
            break
        out.append(i)
    return out


def _around(sentence: Sentence, chain: list[int]) -> list[int]:
    """The words of the chain, with the particles and adverbs that hang on them: «[возможно], [вырастет]»."""
    light = ("advmod", "parataxis", "aux", "discourse", "mark", "cop", "aux:pass")
    below = [j for i in chain for j in sentence.children[i] if sentence.relations[j] in light]
    return sorted({*chain, *below})


def _is_denied(sentence: Sentence, i: int) -> bool:
    """«Не построили», «отказалась платить»; «не только» and «не менее» deny nothing."""
    if words.has("denied", sentence.forms[i]):
        return True
    before = sentence.forms[i - 1].lower() if i else ""
    return before == "не" and sentence.is_verb(i)


def _is_planned(sentence: Sentence, i: int) -> bool:
    """A verb in the future, or with «будет» beside it."""
    if not sentence.is_verb(i):
        return False
    if _is_future(sentence, i):
        return True
    return any(
        sentence.relations[j].startswith(("aux", "cop")) and sentence.forms[j].lower() in ("будет", "будут")
        for j in sentence.children[i]
    )


def _is_future(sentence: Sentence, i: int) -> bool:
    if sentence.has(i, "Tense=Fut"):
        return True
    best = morphology.parses(sentence.forms[i].lower())[0].tag
    return bool(best.POS == "VERB" and best.tense == "futr")
