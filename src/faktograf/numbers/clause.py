"""The verb of amount that a number hangs on, and its subject or object: «прибыль выросла» (на) 10 %."""

from collections.abc import Iterator

from faktograf.numbers import phrase
from faktograf.numbers.phrase import Noun
from faktograf.numbers.scene import Atom, Scene, readings

_INSERTED = frozenset(("который", "где", "что", "по", "как", "согласно"))  # first words of what stands between commas


def subject(scene: Scene, start: int, stop: int) -> Noun | None:
    """The subject of a verb of amount: «доходы бюджета выросли» (на) «11,7 процента» → доход."""
    verb = verb_before(scene, start)
    if verb:
        found = _object(scene, verb, start)
        if found:
            return found
        meant = next((phrase.means()[w.lemma] for w in readings(verb.form) if w.lemma in phrase.means()), None)
        if meant:
            return Noun(meant, 0, 0)
        return _nominative(scene, verb, scene.before(verb.start, 25)) or _fronted(scene, verb)
    verb = _verb(scene.after(stop, 3))
    return _nominative(scene, verb, scene.after(verb.stop, 6)) if verb else None


def _object(scene: Scene, verb: Atom, start: int) -> Noun | None:
    """The object of a verb of change between it and the number: «нарастил прибыль» (в) 2,5 раза."""
    words = readings(verb.form)
    if not any(word.lemma in phrase.amounts("changes it") for word in words):
        return None
    for atom in scene.after(verb.stop, 6):
        if atom.start >= start or not atom.is_word:
            return None
        found = [word for word in phrase.nouns(atom) if word.case == "accs" and word.lemma not in phrase.TIMES]
        if found and not atom.is_capitalised:
            return phrase.noun(atom, found)
        if readings(atom.form)[0].pos not in ("ADJF", "PRTF", "ADVB"):
            return None
    return None


def verb_before(scene: Scene, start: int) -> Atom | None:
    """The verb of amount that a number hangs on: «вырос» (до) «5 млн»."""
    return _verb(scene.before(start, 8))


def _verb(walk: Iterator[Atom]) -> Atom | None:
    for atom in walk:
        if not atom.is_word:
            if atom.form in ("%", "$", "€", "£") or atom.form[0].isdigit():
                continue
            return None
        words = readings(atom.form)
        if any(word.lemma in phrase.amounts("verb") or word.lemma in phrase.means() for word in words):
            return atom
        if words[0].pos in ("VERB", "INFN", "PRTS", "CONJ"):
            return None
    return None


def _nominative(scene: Scene, verb: Atom, walk: Iterator[Atom]) -> Noun | None:
    """The nearest noun that may be the subject of a verb; of «количество заявок» the second."""
    numbers = {word.number for word in readings(verb.form)} - {""}
    genders = {word.gender for word in readings(verb.form) if word.pos in ("VERB", "PRTF")} - {""}
    for at, atom in enumerate(walk):
        if atom.form == "," and at == 0 and _passes_clause(walk):
            continue
        if atom.form in (",", ";", ":"):
            return None
        for word in phrase.nouns(atom) if not _is_attribute(scene, atom) else ():
            fits = word.lemma not in phrase.TIMES and word.case == "nomn" and (not numbers or word.number in numbers)
            if fits and (not genders or word.number == "plur" or word.gender in genders):
                if atom.is_capitalised and word.is_name:
                    return None
                if word.lemma in phrase.amounts("number of"):
                    return next(
                        (phrase.noun(a, f) for a in scene.after(atom.stop, 3) if (f := phrase.counted_in(a, False))),
                        None,
                    )
                return Noun(word.lemma, atom.start, atom.stop)
    return None


def _is_attribute(scene: Scene, atom: Atom) -> bool:
    """«Доходы [казны]», «балл [ЕГЭ]»: what may be a genitive right behind a noun is its attribute."""
    before = next(scene.before(atom.start, 1), None)
    if before is None or not before.is_word or not any(word.case == "gent" for word in phrase.nouns(atom)):
        return False
    owner = phrase.nouns(before)
    return bool(owner) and readings(before.form)[0].pos == "NOUN" and any(word.case == "nomn" for word in owner)


def _passes_clause(walk: Iterator[Atom]) -> bool:
    """Reads back over «, которую он обязался преодолеть,», «, по оценке банка,»; False where none ends here."""
    previous: Atom | None = None
    for atom in walk:
        if atom.form == ",":
            return previous is not None and readings(previous.form)[0].lemma in _INSERTED
        previous = atom
    return False


def _fronted(scene: Scene, verb: Atom) -> Noun | None:
    """The object that begins the clause of a verb without a subject: «Проект» оценили (в) 950 млн."""
    if not any(word.pos == "VERB" and word.number == "plur" for word in readings(verb.form)):
        return None
    walk = list(scene.before(verb.start, 4))
    at = next((i for i, atom in enumerate(walk) if not atom.is_word), len(walk))
    for atom in reversed(walk[:at]):
        found = [word for word in phrase.nouns(atom) if word.case == "accs" and not word.is_animate]
        if found:
            return phrase.noun(atom, found)
        if readings(atom.form)[0].pos not in ("ADJF", "PRTF"):
            return None
    return None
