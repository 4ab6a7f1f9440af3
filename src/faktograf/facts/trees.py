"""Sentences parsed, the arcs mended that reach over another clause."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from faktograf.facts.sentence import OBJECTS, Sentence
from faktograf.language import parser
from faktograf.language.segments import Tokens

_JOINED = ("conj", "advcl", "parataxis")


def parsed(sentences: Sequence[Tokens]) -> list[Sentence]:
    """The sentences with morphology and syntax."""
    trees = parser.parsed([tokens.forms for tokens in sentences])
    return [
        _mended(Sentence(tokens.forms, tokens.starts, tokens.stops, *found))
        for tokens, found in zip(sentences, trees, strict=True)
    ]


def _mended(sentence: Sentence) -> Sentence:
    """With what stands on the far side of another clause's verb hung on that verb.

    «Половину [выделил] банк, фонд подарил икру»: the half is no subject of «подарил», with «выделил» in between.
    """
    finite = [i for i in sentence.verbs if sentence.has(i, "VerbForm=Fin") and sentence.part(i) != "AUX"]
    crossing = _crossing(sentence, finite) if len(sentence.verbs) > 1 else []
    if not crossing:
        return sentence
    heads, relations = list(sentence.heads), list(sentence.relations)
    for i, verb in crossing:
        has_subject = any(heads[j] == verb and relations[j].startswith("nsubj") for j in range(len(heads)))
        heads[i] = verb
        relations[i] = "obj" if has_subject and relations[i].startswith("nsubj") else relations[i]
    return replace(sentence, heads=heads, relations=relations)


def _crossing(sentence: Sentence, finite: Sequence[int]) -> list[tuple[int, int]]:
    """The tokens whose arc to a verb crosses another verb of another clause, and that verb.

    A subject may not stand across the verb above its own either; an object may: «[машин] смогут провести».
    """
    found = []
    for i, relation in enumerate(sentence.relations):
        is_subject, head = relation.startswith("nsubj"), sentence.heads[i]
        if not (is_subject or relation in OBJECTS) or not (head >= 0 and sentence.is_verb(head)):
            continue
        if (own := _joined_behind(sentence, i, head, finite)) is not None:
            found.append((i, own))
            continue
        between = (verb for verb in finite if i < verb < head or (head < verb < i and not is_subject))
        above = set() if is_subject else set(sentence.path(head))
        crossed = (verb for verb in between if head not in sentence.path(verb) and verb not in above)
        found += [(i, verb) for verb in islice(crossed, 1)]
    return found


def _joined_behind(sentence: Sentence, i: int, verb: int, finite: Sequence[int]) -> int | None:
    """The verb that a token belongs to where the one it hangs on is joined behind it: «написал [6 книг] и уехал»."""
    first = sentence.heads[verb]
    is_joined = sentence.relations[verb] in _JOINED and 0 <= first < i < verb
    is_attribute = sentence.has(verb, "VerbForm=Part") and not sentence.has(verb, "Variant=Short")
    if not is_joined or is_attribute or not sentence.is_verb(first):
        return None
    signs = (j for j in sentence.children[verb] if i < j < verb)
    if not any(sentence.relations[j] == "cc" or sentence.forms[j] == "," for j in signs):
        return None
    return max((j for j in finite if first < j < i and sentence.relations[j] in _JOINED), default=first)
