"""Where a sentence tells who says so: the stretches in which the speaker is named, the likeliest way of it first."""

from collections.abc import Iterator, Set

from faktograf.facts import words
from faktograf.facts.scene import Scene

_DASHES = frozenset("—–-")
_BEFORE_DASH = frozenset((",", "!", "?", "…", "...", "»"))
_ENDS = frozenset(",;:—–.")
_REACH = 12  # tokens after «по словам» in which the speaker is looked for


def stretches(scene: Scene) -> Iterator[tuple[range, bool]]:
    """The stretches, and whether only figures are quoted there: «по данным Росстата»."""
    for i, slots in scene.sentence.told:
        for way in (_according, _by_verb, _by_study):
            if tokens := way(scene, i, slots):
                yield tokens, way is not _by_verb
    yield from ((tokens, False) for tokens in (*_behind_dash(scene), *_before_colon(scene)))


def _according(scene: Scene, i: int, slots: Set[str]) -> range:
    """«По данным [Росстата]», «согласно [Nielsen]», «согласно отчёту [банка]»; not «согласно закону»."""
    sentence = scene.sentence
    if "according" in slots and i and sentence.lower[i - 1] == "по":
        return range(i + 1, clause_end(scene, i + 1))
    if "in line with" not in slots or i + 1 >= len(sentence.forms):
        return range(0)
    after = words.slots[sentence.forms[i + 1]]
    is_told = after & {"according", "figures", "study"} or any(
        sentence.starts[i + 1] == m.start for m in scene.mentions
    )
    return range(i + 1, clause_end(scene, i + 1)) if is_told else range(0)


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
        return range(i + 2, clause_end(scene, i + 2))
    of = next((j for j in range(i) if sentence.lower[j] == "из" and _is_study(sentence.forms[j + 1])), None)
    if of is not None:  # «из отчёта банка следует»
        return range(of + 2, i)
    subject = sentence.subject(i)
    if subject is None or not _is_study(sentence.forms[subject]):
        return range(0)
    return range(subject, i) if subject < i else range(i + 1, clause_end(scene, subject))


def _is_study(form: str) -> bool:
    return bool(words.slots[form] & {"figures", "study"})


def _in_a_body(scene: Scene, verb: int) -> range:
    """The stretch between «в» and a plural verb without subject before which a body is named."""
    sentence = scene.sentence
    if not sentence.has(verb, "Number=Plur") or _head_of_subject(scene, verb) is not None:
        return range(0)
    for i in range(verb - 1, -1, -1):
        if sentence.forms[i] in _ENDS:
            break
        if sentence.lower[i] in ("в", "во") and any(
            sentence.stops[i] < m.start and m.stop <= sentence.starts[verb] for m in scene.mentions
        ):
            return range(i + 1, verb)
    return range(0)


def _head_of_subject(scene: Scene, verb: int) -> int | None:
    sentence = scene.sentence
    return next((i for i in sentence.children[verb] if sentence.relations[i].startswith("nsubj")), None)


def _behind_dash(scene: Scene) -> Iterator[range]:
    """«— Мы открыли 5 школ, — посетовал [Пётр Ильин]»: whatever the verb, right behind it."""
    sentence = scene.sentence
    for i in sentence.verbs if scene.is_speech else ():
        is_behind = i > 1 and sentence.forms[i - 1] in _DASHES and sentence.forms[i - 2] in _BEFORE_DASH
        if is_behind and sentence.has(i, "VerbForm=Fin"):
            yield range(i + 1, clause_end(scene, i + 1))


def _before_colon(scene: Scene) -> Iterator[range]:
    """«[Глава Минфина Антон Силуанов]: расходы вырастут …»: a person before a colon, no verb before him."""
    sentence = scene.sentence
    colon = sentence.forms.index(":") if ":" in sentence.forms else 0
    is_person = colon and any(n.label == "PER" and n.stop == sentence.stops[colon - 1] for n in scene.names)
    if is_person and not any(map(sentence.is_verb, range(colon))):
        yield range(colon)


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


def clause_end(scene: Scene, start: int) -> int:
    """Where the words after «по словам» end: at a comma or a verb, at most _REACH tokens on."""
    for i in range(start, min(start + _REACH, len(scene.sentence.forms))):
        if scene.sentence.forms[i] in ",;:—–" or scene.sentence.is_verb(i):
            return i
    return min(start + _REACH, len(scene.sentence.forms))


def _subject(scene: Scene, verb: int) -> range:
    """The stretch of the subject of a verb of speech, as far as the tree and the commas show it."""
    head = _head_of_subject(scene, verb)
    if head is None or head > verb:
        return range(verb + 1, clause_end(scene, verb + 1))
    first = head
    while first and scene.sentence.forms[first - 1] not in _ENDS:
        first -= 1
    return range(first, verb)
