"""What changes or costs so much, where the words beside the number do not say: the subject of its verb."""

from functools import lru_cache

from faktograf.facts.scene import Scene
from faktograf.language import morphology
from faktograf.numbers import Found as Quantity

_NAMES = frozenset(("Name", "Surn", "Patr", "Geox", "Orgn", "Abbr"))
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
    if quantity.counted is not None or quantity.kind not in _BY or verb is None:
        return None
    if (top := sentence.top(span)) is None:
        return None
    by = {sentence.lower[i] for i in sentence.children[top] if sentence.relations[i] == "case"}
    is_passive = sentence.has(verb, "Voice=Pass")
    is_sold = is_passive and quantity.kind == "money" and "за" in by  # «гитара продана на торгах за 5 млн»
    is_by = sentence.relations[top] in ("obl", "orphan") and bool(by & _BY[quantity.kind])
    if not is_sold and not is_by:
        return None
    subject = sentence.subject(verb) if sentence.is_verb(verb) else None
    if subject is None or subject in span or not (is_passive or not sentence.is_transitive(verb)):
        return None
    is_mentioned = any(subject in scene.within(mention.start, mention.stop) for mention in scene.mentions)
    if is_mentioned or not _is_thing(sentence.lower[subject]):
        return None
    return morphology.lemma(sentence.lower[subject])


@lru_cache(maxsize=20_000)
def _is_thing(form: str) -> bool:
    """Whether a form is a noun that the dictionary knows, no living being and no name."""
    best = morphology.parses(form)[0]
    return bool(
        best.is_known and best.tag.POS == "NOUN" and best.tag.animacy == "inan" and not best.tag.grammemes & _NAMES
    )
