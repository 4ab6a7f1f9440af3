"""The verb of amount that a number hangs on, and its subject or object: «прибыль выросла» (на) 10 %."""

from collections.abc import Iterator

from faktograf.numbers import phrase
from faktograf.numbers.phrase import Noun
from faktograf.numbers.scene import Atom, Scene, Word, readings

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
    """The nearest noun that may be a verb's subject; of «количество заявок» the second, of «доходы казны» the first."""
    attribute: Noun | None = None
    for at, atom in enumerate(walk):
        if atom.form == "," and at == 0 and _passes_clause(walk):
            continue
        if atom.form in (",", ";", ":"):
            break
        word = _fitting(scene, verb, atom)
        if word is None:
            continue
        if atom.is_capitalised and word.is_name:
            break
        if word.lemma in phrase.amounts("number of"):
            behind = scene.after(atom.stop, 3)
            return next((phrase.noun(a, f) for a in behind if (f := phrase.counted_in(a, False))), None)
        if not _is_attribute(scene, atom):
            return Noun(word.lemma, atom.start, atom.stop)
        attribute = attribute or Noun(word.lemma, atom.start, atom.stop)
    return attribute


def _fitting(scene: Scene, verb: Atom, atom: Atom) -> Word | None:
    """The reading of an atom by which it may be the subject of a verb; none behind a preposition."""
    numbers = {word.number for word in readings(verb.form)} - {""}
    genders = {word.gender for word in readings(verb.form) if word.pos in ("VERB", "PRTF")} - {""}
    for word in phrase.nouns(atom):
        fits = word.lemma not in phrase.TIMES and word.case == "nomn" and (not numbers or word.number in numbers)
        if fits and (not genders or word.number == "plur" or word.gender in genders):
            before = _before(scene, atom, "nomn")
            return None if before is not None and readings(before.form)[0].pos == "PREP" else word
    return None


def _before(scene: Scene, atom: Atom, case: str) -> Atom | None:
    """The atom before a noun in a case and its adjectives: not «при [этом] годовой рост»."""
    for other in scene.before(atom.start, 5):
        is_adjective = other.is_word and phrase.adjective(other) is not None
        if not (is_adjective and any(word.case == case for word in readings(other.form))):
            return other
    return None


def _is_attribute(scene: Scene, atom: Atom) -> bool:
    """«Доходы [казны]», «прибыль камского [банка]»: what may be a genitive behind a noun is its attribute."""
    before = _before(scene, atom, "gent")
    if before is None or not before.is_word or not any(word.case == "gent" for word in readings(atom.form)):
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
