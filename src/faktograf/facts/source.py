"""Who says so: «сообщает пресс-служба …», «по словам …», «— …, — рассказал руководитель … Имя Фамилия»."""

from collections.abc import Sequence
from typing import NamedTuple

from faktograf.facts import attributed, words
from faktograf.facts.scene import Scene
from faktograf.language.names import Name

_STOPS = frozenset(".,;:—–-«(")


class Speaker(NamedTuple):
    """Who is quoted: the place of the name, the organization spoken for and the post held where they are told.

    `has_figures` says that only figures of theirs are quoted, which may be of others: «по данным Росстата».
    """

    start: int
    stop: int
    organization: int | None
    post: tuple[int, int] | None = None
    has_figures: bool = False


def speakers(scenes: Sequence[Scene]) -> list[Speaker | None]:
    """The speaker of each sentence; one named at the end of direct speech has said all of its paragraph.

    «Об этом сообщает мэрия» tells who has said what stands before it, in its paragraph or in the one before.
    """
    found: list[Speaker | None] = []
    last: Speaker | None = None
    for scene in scenes:
        found.append(_speaker(scene) or (last if _is_by_the_same(scene) else None))
        last = found[-1] or last
    for i, scene in enumerate(scenes):
        if found[i] and sums_up(scene.sentence.forms):
            for j in _said_before(scenes, i):
                found[j] = found[j] or found[i]
    for i in range(len(scenes) - 2, -1, -1):
        later = found[i + 1]
        if found[i] is None and later and scenes[i].is_speech and scenes[i].paragraph == scenes[i + 1].paragraph:
            found[i] = later
    return found


def _is_by_the_same(scene: Scene) -> bool:
    """«По его словам», «добавила она», «отметил собеседник»: the one who spoke before goes on."""
    sentence = scene.sentence
    forms, says = sentence.lower, {i for i, slots in sentence.told if "says" in slots}
    if not says and "по" not in forms:
        return False
    for i, form in enumerate(forms):
        if form == "по" and forms[i + 1 : i + 2] in (["его"], ["её"], ["ее"]):
            return words.has("according", "".join(forms[i + 2 : i + 3]))
        if i in says and sentence.is_verb(i):
            around = {forms[j] for j in sentence.children[i]} | {"".join(forms[i + 1 : i + 2])}
            if any(word in ("он", "она") or words.has("the one who spoke", word) for word in around):
                return True
    return False


def sums_up(forms: Sequence[str]) -> bool:
    """Whether a sentence begins by pointing at what was said: «Об этом …», «Такие данные …»."""
    first, second = (*forms[:2], "", "")[:2]
    return (first == "Об" and second in ("этом", "этих")) or (words.has("such", first) and words.has("figures", second))


def _said_before(scenes: Sequence[Scene], at: int) -> range:
    """The sentences before one, in its paragraph; where it is the first there, those of the paragraph before."""
    first = at
    while first and scenes[first - 1].paragraph == scenes[at].paragraph:
        first -= 1
    if first < at or not at or scenes[at - 1].paragraph != scenes[at].paragraph - 1:
        return range(first, at)
    while first and scenes[first - 1].paragraph == scenes[at - 1].paragraph:
        first -= 1
    return range(first, at)


def _speaker(scene: Scene) -> Speaker | None:
    """Who says so, in the first of the ways of telling it that names somebody."""
    for tokens, has_figures in attributed.stretches(scene):
        speaker = _named_in(scene, tokens)
        if speaker:
            return speaker._replace(has_figures=has_figures)
    return None


def _named_in(scene: Scene, tokens: range) -> Speaker | None:
    """The person named in a stretch, else the longest organization; with a person, the organization beside it."""
    if not tokens:
        return None
    start, stop = scene.sentence.starts[tokens[0]], scene.sentence.stops[tokens[-1]]
    inside = [m for m in scene.mentions if start <= m.start and m.stop <= stop]
    person = next((n for n in scene.names if n.label == "PER" and start <= n.start and n.stop <= stop), None)
    if person is not None:
        return _person(scene, tokens, person)
    named = [m for m in inside if m.is_name] or inside
    if not named:
        return None
    best = max(named, key=lambda m: (m.stop - m.start, -m.start))
    return Speaker(best.start, best.stop, best.organization)


def _person(scene: Scene, tokens: range, person: Name) -> Speaker:
    """A person with the post before the name («директор завода Олег Ветров») or behind it («…, директор завода»)."""
    own = scene.within(person.start, person.stop)
    before = _post(scene, range(tokens[0], own[0]))
    post = before or _post(scene, range(own[-1] + 2, attributed.clause_end(scene, own[-1] + 2)), behind=True)
    start, stop = post or (scene.sentence.starts[tokens[0]], person.start)
    beside = next((m for m in scene.mentions if start <= m.start and m.stop <= stop), None)
    return Speaker(person.start, person.stop, beside.organization if beside else None, post)


def _post(scene: Scene, tokens: range, *, behind: bool = False) -> tuple[int, int] | None:
    """The place of a post among these tokens, with its adjectives and tail; behind a name it comes first."""
    sentence = scene.sentence
    for head in tokens[:4] if behind else tokens:
        if head >= len(sentence.forms) or not words.has("post", sentence.forms[head]):
            continue
        first = head
        while first > tokens[0] and sentence.part(first - 1) == "ADJ":
            first -= 1
        if behind and first != tokens[0]:
            return None
        last = next(i for i in reversed(range(head, tokens[-1] + 1)) if sentence.forms[i] not in _STOPS)
        return sentence.starts[first], sentence.stops[last]
    return None
