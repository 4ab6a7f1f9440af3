"""What changes or costs so much, where the words beside the number do not say: the subject of its verb."""

from faktograf.facts.scene import Scene
from faktograf.language import morphology
from faktograf.numbers import Found as Quantity

_BY = {
    "percent": frozenset(("на", "до", "по")),
    "percentage_points": frozenset(("на", "до")),
    "money": frozenset(("на", "до", "по", "в")),
}


def counted(scene: Scene, quantity: Quantity, span: range, verb: int | None) -> str | None:
    """The lemma of the subject: «штат укомплектован на 87 %» → штат; not of who pays: «завод заплатил на 5 % меньше».

    None where the quantity has a noun of its own.
    """
    sentence = scene.sentence
    top = sentence.top(span)
    if quantity.counted is not None or quantity.kind not in _BY or verb is None or top is None:
        return None
    by = {sentence.lower[i] for i in sentence.children[top] if sentence.relations[i] == "case"}
    if sentence.relations[top] not in ("obl", "orphan") or not by & _BY[quantity.kind]:
        return None
    is_passive = sentence.has(verb, "Voice=Pass")
    subject = sentence.subject(verb) if sentence.is_verb(verb) else None
    if subject is None or subject in span or not (is_passive or not sentence.is_transitive(verb)):
        return None
    is_noun = sentence.part(subject) == "NOUN" and not sentence.is_animate(range(subject, subject + 1))
    if not is_noun or any(subject in scene.within(mention.start, mention.stop) for mention in scene.mentions):
        return None
    return morphology.lemma(sentence.lower[subject])
