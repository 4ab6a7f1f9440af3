"""Who says so: «сообщает пресс-служба …», «по словам …», «— …, — рассказал руководитель … Имя Фамилия»."""

from collections.abc import Sequence, Set
from typing import NamedTuple

from faktograf.facts import words
from faktograf.facts.scene import Scene
from faktograf.language.names import Name

_STOPS = frozenset(".,;:—–-«(")
_ENDS = frozenset(",;:—–.")
_DASHES = frozenset("—–-")
_BEFORE_DASH = frozenset((",", "!", "?", "…", "...", "»"))
_REACH = 12  # tokens after «по словам» in which the speaker is looked for


class Speaker(NamedTuple):
    """Who is quoted: the place of the name, the organization spoken for and the post held where they are told."""

    start: int
    stop: int
    organization: int | None
    post: tuple[int, int] | None = None


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
    for i, slots in scene.sentence.told:
        for where in _WAYS:
            speaker = _named_in(scene, where(scene, i, slots))
            if speaker:
                return speaker
    return _behind_dash(scene) or _before_colon(scene)


def _according(scene: Scene, i: int, slots: Set[str]) -> range:
    """«По данным [Росстата]», «согласно [Nielsen]», «согласно отчёту [банка]»; not «согласно закону»."""
    sentence = scene.sentence
    if "according" in slots and i and sentence.lower[i - 1] == "по":
        return range(i + 1, _clause_end(scene, i + 1))
    if "in line with" not in slots or i + 1 >= len(sentence.forms):
        return range(0)
    after = words.slots[sentence.forms[i + 1]]
    is_told = after & {"according", "figures", "study"} or any(
        sentence.starts[i + 1] == m.start for m in scene.mentions
    )
    return range(i + 1, _clause_end(scene, i + 1)) if is_told else range(0)


def _by_verb(scene: Scene, i: int, slots: Set[str]) -> range:
    """The subject of a verb of speech, or the body whose people speak unnamed: «в [Минздраве] сообщили»."""
    if not ("says" in slots or "gives" in slots) or not scene.sentence.is_verb(i):
        return range(0)
    if not (("says" in slots and _is_said(scene, i)) or _gives_figures(scene, i)):
        return range(0)
    return _in_a_body(scene, i) or _subject(scene, i)


def _by_study(scene: Scene, i: int, slots: Set[str]) -> range:
    """Whose figures speak: «опрос [ВЦИОМ] показал», «следует из отчёта [«Магнита»]»."""
    sentence = scene.sentence
    if "shows" not in slots or not sentence.is_verb(i):
        return range(0)
    if sentence.lower[i + 1 : i + 2] == ["из"]:
        return range(i + 2, _clause_end(scene, i + 2))
    subject = sentence.subject(i)
    if subject is None or not words.slots[sentence.forms[subject]] & {"figures", "study"}:
        return range(0)
    return range(subject, i) if subject < i else range(i + 1, _clause_end(scene, subject))


_WAYS = (_according, _by_verb, _by_study)


def _in_a_body(scene: Scene, verb: int) -> range:
    """The stretch between «в» and a plural verb without subject before which a body is named."""
    sentence = scene.sentence
    if not sentence.has(verb, "Number=Plur") or any(
        sentence.relations[i].startswith("nsubj") for i in sentence.children[verb]
    ):
        return range(0)
    for i in range(verb - 1, -1, -1):
        if sentence.forms[i] in _ENDS:
            break
        if sentence.lower[i] in ("в", "во") and any(
            sentence.stops[i] < m.start and m.stop <= sentence.starts[verb] for m in scene.mentions
        ):
            return range(i + 1, verb)
    return range(0)


def _behind_dash(scene: Scene) -> Speaker | None:
    """«— Мы открыли 5 школ, — посетовал [Пётр Ильин]»: whatever the verb, with the one named right behind it."""
    sentence = scene.sentence
    for i in sentence.verbs if scene.is_speech else ():
        if i < 2 or sentence.forms[i - 1] not in _DASHES or sentence.forms[i - 2] not in _BEFORE_DASH:
            continue
        if sentence.has(i, "VerbForm=Fin") and (speaker := _named_in(scene, range(i + 1, _clause_end(scene, i + 1)))):
            return speaker
    return None


def _before_colon(scene: Scene) -> Speaker | None:
    """«Глава Минфина Антон Силуанов: расходы вырастут …»: a person before a colon, no verb before him."""
    sentence = scene.sentence
    if ":" not in sentence.forms:
        return None
    colon = sentence.forms.index(":")
    is_person = any(n.label == "PER" and n.stop == sentence.stops[colon - 1] for n in scene.names) if colon else False
    return _named_in(scene, range(colon)) if is_person and not any(map(sentence.is_verb, range(colon))) else None


def _is_said(scene: Scene, verb: int) -> bool:
    """Whether a verb is one of speech: «добавил, что …», not «добавит проекту 5 млн рублей»."""
    sentence = scene.sentence
    return words.has("only says", sentence.forms[verb]) or not any(
        sentence.relations[i] in ("obj", "iobj") for i in sentence.children[verb]
    )


def _gives_figures(scene: Scene, verb: int) -> bool:
    """«Такие цифры привёл Минсельхоз»."""
    sentence = scene.sentence
    return any(words.has("figures", sentence.forms[i]) for i in sentence.children[verb])


def _clause_end(scene: Scene, start: int) -> int:
    """Where the words after «по словам» end: at a comma or a verb, at most _REACH tokens on."""
    for i in range(start, min(start + _REACH, len(scene.sentence.forms))):
        if scene.sentence.forms[i] in ",;:—–" or scene.sentence.is_verb(i):
            return i
    return min(start + _REACH, len(scene.sentence.forms))


def _subject(scene: Scene, verb: int) -> range:
    """The stretch of the subject of a verb of speech, as far as the tree and the commas show it."""
    subjects = [i for i in scene.sentence.children[verb] if scene.sentence.relations[i].startswith("nsubj")]
    if not subjects:
        return range(verb + 1, _clause_end(scene, verb + 1))
    head = subjects[0]
    if head > verb:
        return range(verb + 1, _clause_end(scene, verb + 1))
    first = head
    while first and scene.sentence.forms[first - 1] not in _ENDS:
        first -= 1
    return range(first, verb)


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
    post = before or _post(scene, range(own[-1] + 2, _clause_end(scene, own[-1] + 2)), behind=True)
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
