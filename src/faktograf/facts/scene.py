"""What stands in one sentence, put together for the links: mentions, places, persons, dates, quantities."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from faktograf.dates import Found as Date
from faktograf.facts import words
from faktograf.facts.sentence import Sentence
from faktograf.language import morphology
from faktograf.language.names import Name
from faktograf.numbers import Found as Quantity
from faktograf.organizations import Found as Organization

OPENS_SPEECH = frozenset('«—–-"“')
_MANY = frozenset(("их", "им", "ими", "них", "ними", "они", "Их", "Им", "Ими", "Они"))


@dataclass(frozen=True)
class Mentioned:
    """A mention of an organization: its place, whose it is, and whether it is a name."""

    start: int
    stop: int
    organization: int  # index in the article's organizations
    is_name: bool
    kind: str | None
    is_house: bool  # a parliament or a house of one
    is_brand: bool  # whether any pronoun may stand for it: «Магнит … она» is the company


@dataclass(frozen=True)
class Scene:
    """A sentence with all that was found in it; indices point into the article's lists."""

    sentence: Sentence
    paragraph: int
    goes_on: bool  # no blank line parts its paragraph from the one before, and the text has such lines
    is_speech: bool  # its paragraph begins with a dash or a quote: direct speech
    mentions: Sequence[Mentioned]
    names: Sequence[Name]
    dates: Sequence[tuple[int, Date]]
    quantities: Sequence[tuple[int, Quantity]]

    @cached_property
    def says_here(self) -> bool:
        """Whether a word of it points to where the story is: «здесь»."""
        return any("here" in slots for _, slots in self.sentence.told)

    @cached_property
    def pronouns(self) -> list[int]:
        """The pronouns of the third person in it."""
        return [i for i, slots in self.sentence.told if "it" in slots]

    @cached_property
    def pointing(self) -> list[int]:
        """Those that may stand for an organization: «она», «его»; not «им», which may be all."""
        return [i for i in self.pronouns if self.sentence.forms[i] not in _MANY]

    @cached_property
    def inner(self) -> frozenset[Mentioned]:
        """The mentions that are only a part of a longer one that begins no later: the press office's government."""
        out, stop, longest = set(), -1, None
        for mention in self.mentions:
            if mention.stop <= stop and longest is not None and mention != longest:
                out.add(mention)
            elif mention.stop > stop:
                stop, longest = mention.stop, mention
        return frozenset(out)

    @cached_property
    def nouns(self) -> dict[str, list[int]]:
        """Gender → the nouns in the singular that a pronoun of it may stand for; a neuter is masculine."""
        sentence = self.sentence
        brands = {
            i
            for mention in self.mentions
            if mention.is_brand and mention.is_name
            for i in self.within(mention.start, mention.stop)
        }
        out: dict[str, list[int]] = {"masc": [], "femn": []}
        for i, tag in enumerate(sentence.tags):
            if tag.startswith(("NOUN", "PROPN")) and (i in brands or sentence.has(i, "Number=Sing")):
                own = "femn" if sentence.has(i, "Gender=Fem") else "masc"
                for gender in out if i in brands else (own,):
                    out[gender].append(i)
        return out

    @cached_property
    def has_person(self) -> bool:
        """Whether it names a person."""
        return any(name.label == "PER" for name in self.names)

    @cached_property
    def counts_people(self) -> bool:
        """«Обучили 50 детей из 20 школ»; whoever «направил 5 млн рублей», «снесёт 40 гаражей» is seldom the story's."""
        counted = (quantity.counted for _, quantity in self.quantities)
        return any(noun is not None and morphology.is_animate(noun) for noun in counted)

    @cached_property
    def speaks_of_us(self) -> bool:
        """«— Мы набрали 56 педагогов», «откроем 17 офисов»: somebody of the organization speaks."""
        sentence = self.sentence
        if any("we" in slots for _, slots in sentence.told):
            return True
        return self.is_speech and any(
            sentence.has(i, "Person=1") and sentence.has(i, "Number=Plur") for i in sentence.verbs
        )

    def within(self, start: int, stop: int) -> range:
        """The tokens that a stretch of the text touches."""
        return self.sentence.covering(start, stop)


def mentioned(organizations: Sequence[Organization]) -> list[Mentioned]:
    """All mentions of all organizations in the order of the text, the longer first where two begin together."""
    rows = [
        Mentioned(mention.start, mention.stop, i, mention.role == "name", organization.kind, is_house, is_brand)
        for i, (organization, is_house, is_brand) in enumerate(
            (one, _is_house(one), _is_brand(one.name)) for one in organizations
        )
        for mention in organization.mentions
    ]
    return sorted(rows, key=lambda row: (row.start, -row.stop))


def firsts(mentions: Sequence[Mentioned]) -> dict[int | None, Mentioned]:
    """The first mention of each organization."""
    return {mention.organization: mention for mention in reversed(mentions)}


@lru_cache(maxsize=5_000)
def _is_brand(name: str) -> bool:
    """Not «Московский университет», which is «он»: brands and initials go by «компания» as well."""
    for form in name.split():
        first = morphology.parses(form.lower())[0]
        if not first.is_known or (form.isupper() and len(form) > 1):
            return True
        if first.tag.POS == "NOUN":
            return first.tag.number != "sing" or len(name.split()) == 1
    return True


def _is_house(organization: Organization) -> bool:
    """Whether an authority is a parliament: «Госдума», «Совет Федерации», «Законодательное собрание»."""
    forms = organization.name.split()
    told = [i for i, form in enumerate(forms) if words.has("house", form)]
    if not told or organization.kind not in (None, "authority"):
        return False
    first = told[0]
    around = forms[max(0, first - 1) : first] + forms[first + 1 : first + 2]
    is_any = not words.has("house of a kind", forms[first]) or any(words.has("kind of house", form) for form in around)
    return is_any and first < 2  # not «комитет по бюджету Госдумы»
