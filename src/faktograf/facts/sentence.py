"""A parsed sentence: tokens, Universal Dependencies tags and arcs, with the walks that linking needs."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

from faktograf.facts import words
from faktograf.language import morphology

OBJECTS = frozenset(("obj", "iobj", "obl"))  # relations of what a verb acts on, or by, or where
_FINITE = frozenset(("VERB", "INFN", "PRTS"))
_VERBAL = frozenset(("VERB", "INFN", "PRTF", "PRTS", "GRND"))
_TENSES = {"past": "Past", "pres": "Pres", "futr": "Fut"}


@dataclass(frozen=True)
class Sentence:
    """Parallel sequences over the tokens of one sentence: their text and places, tags and tree; a root's head is -1."""

    forms: Sequence[str]
    starts: Sequence[int]
    stops: Sequence[int]
    tags: Sequence[str]
    heads: Sequence[int]
    relations: Sequence[str]

    @property
    def start(self) -> int:
        """Where the sentence begins in the text."""
        return self.starts[0]

    @property
    def stop(self) -> int:
        """Where it ends, exclusive."""
        return self.stops[-1]

    @cached_property
    def lower(self) -> list[str]:
        """The tokens' text in small letters."""
        return [form.lower() for form in self.forms]

    @cached_property
    def told(self) -> list[tuple[int, frozenset[str]]]:
        """The tokens of which words.tsv tells something, and what."""
        return [(i, slots) for i, slots in enumerate(map(words.slots.__getitem__, self.forms)) if slots]

    def covering(self, start: int, stop: int) -> range:
        """The tokens that a stretch of the text touches."""
        first = bisect_right(self.stops, start)
        return range(first, max(first, bisect_left(self.starts, stop)))

    def top(self, span: range) -> int | None:
        """The token of a span whose head lies outside of it; the last such one, or the last of all."""
        tops = [i for i in span if self.heads[i] not in span and self.part(i) != "PUNCT"]
        return tops[-1] if tops else (span[-1] if span else None)

    def part(self, i: int) -> str:
        """The part of speech of a token: «NOUN»."""
        return _part(self.tags[i])

    def has(self, i: int, feature: str) -> bool:
        """Whether a token's tag carries a feature: «Case=Gen»."""
        return f"|{feature}|" in self.tags[i] + "|"

    def path(self, i: int) -> Iterator[int]:
        """A token and those above it, up to the root; ends where a broken tree would turn in a circle."""
        seen: set[int] = set()
        while i >= 0 and i not in seen:
            seen.add(i)
            yield i
            i = self.heads[i]

    @cached_property
    def children(self) -> list[list[int]]:
        """The tokens right below each token."""
        below: list[list[int]] = [[] for _ in self.heads]
        for i, head in enumerate(self.heads):
            if 0 <= head != i:
                below[head].append(i)
        return below

    @cached_property
    def clauses(self) -> dict[int, list[int]]:
        """The subjects and the participles right below each token that has any."""
        below: dict[int, list[int]] = {}
        for i, relation in enumerate(self.relations):
            if relation == "acl" or relation.startswith("nsubj"):
                below.setdefault(self.heads[i], []).append(i)
        return below

    def is_verb(self, i: int) -> bool:
        """Whether a token is a verb, a participle or a gerund."""
        return self._verbs[i]

    @cached_property
    def verbs(self) -> list[int]:
        """The tokens that are verbs, participles or gerunds."""
        return [i for i, is_verb in enumerate(self._verbs) if is_verb]

    @cached_property
    def _verbs(self) -> list[bool]:
        return [
            (_part(tag) == "VERB" or _is_only_verb(form)) and "preposition" not in words.slots[form]
            for tag, form in zip(self.tags, self.forms, strict=True)
        ]

    @cached_property
    def brackets(self) -> list[range]:
        """The insides of the round brackets, in order."""
        found, opening = [], None
        for i, form in enumerate(self.forms if "(" in self.forms else ()):
            if form == "(":
                opening = i
            elif form == ")" and opening is not None:
                found.append(range(opening + 1, i))
                opening = None
        return found

    def above(self, verb: int) -> set[int]:
        """The verbs that a verb hangs on: «[надеется] продать», «[выросли] и составили»."""
        return {i for i in self.path(verb) if i != verb and self.is_verb(i)}

    def subject(self, verb: int) -> int | None:
        """The subject of a verb, or of the verb above it that shares its subject."""
        for i in self.path(verb):
            own = [j for j in self.children[i] if self.relations[j].startswith("nsubj")]
            if own:
                return own[0]
            if self._follows_its_subject(i):
                return self.heads[i]
            if (before := self._shares_with(i)) is not None:
                return self.subject(before)
            if self.relations[i] == "ccomp":
                return self._of_speech(i)
            if self.relations[i] not in ("xcomp", "conj", "advcl", "parataxis"):
                return None
        return None

    def _of_speech(self, verb: int) -> int | None:
        """«[Завод] сообщил, что принимает 900 тонн»: who speaks of his own doing does not say himself once more."""
        head = self.heads[verb]
        said = [i for i in self.children[head] if self.relations[i].startswith("nsubj")] if head >= 0 else []
        if not said or self.has(head, "Number=Plur") or not self._is_one(verb, said[0]):
            return None
        return said[0] if self.is_transitive(verb) else None  # not «сообщил, что требуется 5 млн»

    def _is_one(self, verb: int, noun: int) -> bool:
        """Whether a finite verb is in the singular and, where it tells a gender, in that of the noun."""
        genders = ("Gender=Masc", "Gender=Fem", "Gender=Neut")
        told = [gender for gender in genders if self.has(verb, gender)]
        is_finite = self.has(verb, "VerbForm=Fin") and self.has(verb, "Number=Sing")
        return is_finite and all(self.has(noun, gender) for gender in told)

    def _follows_its_subject(self, verb: int) -> bool:
        """«Завод», дочернее предприятие холдинга, добыл …: a finite verb that the parser hung on its own subject."""
        head = self.heads[verb]
        return (
            self.relations[verb] in ("acl", "appos", "parataxis", "conj")
            and 0 <= head < verb
            and self.relations[head] == "root"
            and not self.is_verb(head)
            and self.has(verb, "VerbForm=Fin")
            and self.has(head, "Case=Nom")
        )

    def _shares_with(self, verb: int) -> int | None:
        """«Клуб стал чемпионом, семь раз [побеждал]»: the verb before one that the parser made a second root."""
        if self.relations[verb] != "root" or not self.has(verb, "VerbForm=Fin"):
            return None
        before = [i for i in range(verb) if self._verbs[i] and self.has(i, "VerbForm=Fin")]
        if not before or self.relations[before[-1]] != "root":
            return None
        same = [
            f for f in ("Number=Sing", "Number=Plur", "Gender=Masc", "Gender=Fem", "Gender=Neut") if self.has(verb, f)
        ]
        between = (self.relations[i] for i in range(before[-1], verb))
        is_same = all(self.has(before[-1], feature) for feature in same)
        return before[-1] if is_same and not any(relation.startswith("nsubj") for relation in between) else None

    def tense(self, i: int) -> str | None:
        """Fut, Past or Pres of a finite verb, as the dictionary has it where it has but one; None for all else."""
        known = _tenses(self.forms[i])
        if len(known) == 1:
            return known[0]
        told = (tense for tense in ("Fut", "Past", "Pres") if self.has(i, f"Tense={tense}"))
        return next(told, None) if self.has(i, "VerbForm=Fin") else None

    def is_transitive(self, i: int) -> bool:
        """Whether the dictionary gives a verb an object: «обучили», not «боролись»."""
        verbal = [parse.tag for parse in morphology.parses(self.lower[i]) if parse.tag.POS in _VERBAL]
        return bool(verbal) and verbal[0].transitivity == "tran"

    def is_accusative(self, i: int) -> bool:
        """Whether a form can be no nominative: «половину»."""
        cases = {parse.tag.case for parse in morphology.parses(self.lower[i]) if parse.is_known}
        return "accs" in cases and "nomn" not in cases

    def is_animate(self, span: range) -> bool:
        """Whether a span's last word is a living being: «чемпион»."""
        return bool(span) and morphology.is_animate(self.lower[span[-1]])

    def infinitive(self, i: int) -> str:
        """The infinitive of a verb form, of a participle too: «обучены» → «обучить», «вели» → «вести»."""
        verbal = [parse for parse in morphology.parses(self.forms[i].lower()) if parse.tag.POS in _VERBAL]
        is_command = self.has(i, "Mood=Imp")
        for parse in sorted(verbal, key=lambda parse: (parse.tag.mood == "impr") != is_command):
            return str(parse.normal_form)
        return morphology.lemma(self.forms[i].lower())


@cache
def _part(tag: str) -> str:
    return tag.partition("|")[0]


@lru_cache(maxsize=20_000)
def _is_only_verb(form: str) -> bool:
    """Whether the dictionary knows a form as a verb and nothing else: the tagger has «обучились» for a noun."""
    return morphology.is_only(form.lower(), _FINITE)


@lru_cache(maxsize=20_000)
def _tenses(form: str) -> tuple[str, ...]:
    """The tenses of a form that the dictionary knows as a finite verb and nothing else: «заберёт»."""
    parses = morphology.parses(form.lower())
    if not all(parse.is_known and parse.tag.POS == "VERB" and parse.tag.tense for parse in parses):
        return ()
    return tuple(sorted({_TENSES[parse.tag.tense] for parse in parses}))
