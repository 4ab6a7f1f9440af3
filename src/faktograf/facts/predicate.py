"""What the quantity takes part in: a verb, the verb behind a participle, or a noun of action."""

from faktograf.facts import words
from faktograf.facts.sentence import Sentence
from faktograf.language import morphology

_NEAR = 40  # tokens to either side in which a verb is looked for where the tree is broken


def found(sentence: Sentence, span: range, counted: range = range(0)) -> int | None:
    """The token of the predicate, up the tree from the quantity; None in a sentence without one.

    What is counted is no predicate: «тела трёх погибших были найдены».
    """
    top = sentence.top(span)
    if top is None:
        return None
    inside = _brackets(sentence, span)
    above = [i for i in sentence.path(top) if i not in span and i not in counted]
    for i in above:
        if i not in inside:
            return None
        if _is_verbal(sentence, i):
            return _meant(sentence, i)
        is_action = words.has("deverbal", sentence.forms[i]) or (i == above[0] and words.is_action(sentence.forms[i]))
        if is_action and _takes(sentence, i, span):
            return i
    nearest = _nearest(sentence, span, counted)
    return _below(sentence, top, span) if nearest is None else nearest


def around(sentence: Sentence, span: range) -> int | None:
    """The verb outside of brackets that begin with a number: «Радик (51 % акций) и Айрат (49 %) [выступали]».

    It names the predicate; what stands outside has no other part in it.
    """
    inside, top = _brackets(sentence, span), sentence.top(span)
    first = inside.start + (sentence.part(inside.start) in ("ADP", "ADV"))
    if top is None or len(inside) == len(sentence.forms) or not sentence.forms[first][0].isdigit():
        return None
    outside = (i for i in sentence.path(top) if i not in inside)
    return next((i for i in outside if _is_verbal(sentence, i)), None)


def _below(sentence: Sentence, top: int, span: range) -> int | None:
    """In a sentence of nouns: «19 журналистов, арестованных весной», «рост числа посетителей — 30 %»."""
    near = [top, sentence.heads[top]]
    for i in (j for j in near if j >= 0):
        for j in sentence.clauses.get(i, ()):
            relation = sentence.relations[j]
            if relation == "acl" and sentence.is_verb(j) and j > span.start:
                return j
            if relation.startswith("nsubj") and words.has("deverbal", sentence.forms[j]):
                return j
    return None


def why(sentence: Sentence, span: range, i: int) -> str:
    """How the predicate was found: up the tree, as a noun of action, or nearby where the tree is broken."""
    if not _is_verbal(sentence, i):
        return "noun of action"
    top = sentence.top(span)
    near = set(sentence.path(top)) if top is not None else set()
    return "up the tree" if i in near or sentence.heads[i] in near else "nearest verb"


def _brackets(sentence: Sentence, span: range) -> range:
    """The tokens inside the brackets that a quantity stands in; the whole sentence where it stands in none."""
    inside = (place for place in sentence.brackets if place.start <= span.start and span.stop <= place.stop)
    return next(inside, range(len(sentence.forms)))


def _is_verbal(sentence: Sentence, i: int) -> bool:
    """Whether a token is a verb, one that another use has for an auxiliary too: «на борту [было] 150 пассажиров»."""
    return sentence.is_verb(i) or sentence.part(i) == "AUX"


def name(sentence: Sentence, i: int) -> str:
    """The infinitive, or the noun of action in the nominative."""
    if sentence.is_verb(i):
        return sentence.infinitive(i)
    return morphology.lemma(sentence.forms[i].lower())


def _meant(sentence: Sentence, i: int) -> int:
    """The content verb under «может», «собираются» where the parser hung the quantity on the first."""
    below = [j for j in sentence.children[i] if sentence.relations[j] in ("xcomp", "csubj") and sentence.is_verb(j)]
    is_meant = below and any(sentence.has(below[0], form) for form in ("VerbForm=Inf", "Variant=Short"))
    return below[0] if is_meant else i


def _takes(sentence: Sentence, noun: int, span: range) -> bool:
    """Whether a noun of action has the quantity as what it acts on: «покупка 75 % акций», not «рост составил 5 %»."""
    return noun < span.start and not sentence.relations[noun].startswith("nsubj")


def _nearest(sentence: Sentence, span: range, counted: range) -> int | None:
    """The nearest verb of the same clause where the tree is broken: no comma or quote in between."""
    best: tuple[int, int] | None = None
    for i in range(max(0, span.start - _NEAR), min(len(sentence.forms), span.stop + _NEAR)):
        if not sentence.is_verb(i) or i in counted:
            continue
        between = range(min(i, span.start), max(i, span.stop - 1) + 1)
        if any(sentence.forms[j] in ",;:()" for j in between if j not in span):
            continue
        distance = min(abs(i - span.start), abs(i - span.stop))
        if best is None or distance < best[0]:
            best = (distance, i)
    return best[1] if best else None
