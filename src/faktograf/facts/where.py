"""Where it holds: the place that the sentence names, by a preposition of place or as its subject."""

from faktograf.facts.scene import Scene
from faktograf.language.names import Name

_PREPOSITIONS = frozenset(("в", "во", "на", "под", "близ", "у", "возле", "около", "из", "неподалёку"))


def place(scene: Scene, span: range, verb: int | None) -> Name | None:
    """The place in the sentence nearest to the quantity or its verb; None where none is said to hold it."""
    best: tuple[int, Name] | None = None
    for name in scene.names:
        if name.label != "LOC" or any(m.start <= name.start and name.stop <= m.stop for m in scene.mentions):
            continue
        tokens = scene.within(name.start, name.stop)
        if not tokens or not _is_said(scene, tokens):
            continue
        distance = _distance(scene, tokens, span)
        if best is None or distance < best[0]:
            best = (distance, name)
    return best[1] if best else None


def _is_said(scene: Scene, tokens: range) -> bool:
    """Whether the name follows a preposition of place («в Чите», «в селе Ромны») or is the subject."""
    sentence = scene.sentence
    before = tokens[0] - 1
    while before >= 0 and sentence.part(before) in ("ADJ", "NOUN") and sentence.forms[before][0].islower():
        before -= 1
        if tokens[0] - before > 3:
            break
    if before >= 0 and sentence.forms[before].lower() in _PREPOSITIONS:
        return True
    top = sentence.top(tokens)
    return top is not None and sentence.relations[top] == "nsubj" and sentence.has(top, "Case=Nom")


def _distance(scene: Scene, tokens: range, span: range) -> int:
    """How far the place stands from the quantity; a comma between counts as ten words."""
    first, last = (tokens[-1], span[0]) if tokens[0] < span[0] else (span[-1], tokens[0])
    between = scene.sentence.forms[first + 1 : last]
    return len(between) + 10 * sum(form in ",;" for form in between)
