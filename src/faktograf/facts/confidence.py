"""How sure a fact is: the cautious share of facts linked like it that were right as a whole, by a random forest.

The forest was grown on facts annotated by hand (`scripts/calibrate`); a fact is judged by how its links were made and
by how much else stands in its sentence. Random forests: Breiman 2001, doi 10.1023/A:1010933404324.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from safetensors import safe_open

from faktograf.facts.scene import Scene
from faktograf.facts.sentence import Sentence
from faktograf.facts.status import Status
from faktograf.numbers import Found as Quantity

FOREST = Path(__file__).with_name("confidence.safetensors")
DEPTH = 8  # questions to a leaf, at most
CAUTION = 0.5  # of the trees' spread: where they do not agree the share is told lower
_BLOCK = 256  # facts judged at once, so that the trees' votes stay in the cache
_SHORT = 13  # tokens of a sentence
_LONG = 30  # tokens of a sentence
_NEAR = 25  # characters between a number and the word it counts
_LINE = 60  # characters of a sentence, by which its length is told
_PLACE = 40  # characters from its beginning, by which the number's place is


def evidence(
    quantity: Quantity,
    why: Mapping[str, str | None],
    scene: Scene,
    *,
    status: Status | None,
    before: tuple[int | None, int | None],
) -> tuple[str, ...]:
    """What is known of a fact: «organization: subject of the predicate», «counts the word behind», «one date» …

    `before` are the organization and the date that the text has spoken of before.
    """
    reasons = [f"{link}: {_plain(reason)}" for link, reason in why.items()]
    named = len({mention.organization for mention in scene.mentions})
    told = {
        f"status: {status}": True,
        f"numbers: {_few(len(scene.quantities), 4)}": True,
        f"organizations: {_few(named, 3)}": True,
        f"dates: {_few(len(scene.dates), 2)}": True,
        "organization left out": bool(named) and why["organization"] is None,
        "no organization to link": not named and why["organization"] is None,
        "the only organization": named == 1 and why["organization"] is not None,
        "date left out": bool(scene.dates) and why["date"] is None,
        "the only date": len(scene.dates) == 1 and why["date"] is not None,
        "subject and date in one clause": _is_whole(why),
        "an organization before left out": before[0] is not None and why["organization"] is None,
        "a date before left out": before[1] is not None and why["date"] is None,
        "nothing before": before == (None, None),
        "a person": scene.has_person,
        "direct speech": scene.is_speech,
    }
    return (*reasons, *(name for name, is_so in told.items() if is_so), *_of_number(quantity, scene.sentence))


def _of_number(quantity: Quantity, sentence: Sentence) -> Iterator[str]:
    """What the number is, and what stands around it in its sentence."""
    yield from (f"kind: {quantity.kind}", f"rule: {quantity.rule}", f"counts {_counted(quantity)}")
    yield from (f"unit: {quantity.unit}", f"role: {quantity.role}", f"verbs: {_few(len(sentence.verbs), 4)}")
    yield f"length: {_few((sentence.stop - sentence.start) // _LINE, 5)}"
    yield f"place: {_few((quantity.start - sentence.start) // _PLACE, 4)}"
    told = {
        "short sentence": len(sentence.forms) < _SHORT,
        "long sentence": len(sentence.forms) > _LONG,
        "behind a bracket": "(" in sentence.forms and _is_behind_bracket(sentence, quantity),
        "a colon": ":" in sentence.forms,
        "a dash": not {"—", "–"}.isdisjoint(sentence.forms),
        "modified": quantity.modifier is not None,
    }
    yield from (name for name, is_so in told.items() if is_so)


def _is_behind_bracket(sentence: Sentence, quantity: Quantity) -> bool:
    first = sentence.covering(quantity.start, quantity.stop).start
    return first > 0 and sentence.forms[first - 1] == "("


def _counted(quantity: Quantity) -> str:
    """Where what is counted stands: the word behind, near, before, elsewhere, or nothing."""
    if quantity.counted is None:
        return "nothing"
    if quantity.counted_at is None:
        return "what stands elsewhere"
    gap = quantity.counted_at[0] - quantity.stop
    return "the word behind" if 0 <= gap <= 1 else "a word near behind" if 0 <= gap <= _NEAR else "a word before"


def _few(count: int, most: int) -> str:
    return str(count) if count < most else f"{most} or more"


def _is_whole(why: Mapping[str, str | None]) -> bool:
    return why["organization"] == "subject of the predicate" and "in the clause" in (why["date"] or "")


def _plain(reason: str | None) -> str:
    """A reason without the words of the text: «of the sentence before, «тогда»» → «of the sentence before»."""
    return "none" if reason is None else reason.partition(",")[0]


def table(names: Mapping[str, int], rows: Sequence[Iterable[str]]) -> np.ndarray:
    """Row × name: whether the evidence of a row tells it."""
    told = np.zeros((len(rows), len(names)), dtype=bool)
    for row, evidence in zip(told, rows, strict=True):
        row[[names[name] for name in evidence if name in names]] = True
    return told


class Forest(NamedTuple):
    """Trees as columns over their nodes: the name that is asked for, where no and then yes lead, the share in a leaf.

    A leaf leads to itself.
    """

    names: Mapping[str, int]
    roots: np.ndarray
    asked: np.ndarray
    leads: np.ndarray
    share: np.ndarray

    @classmethod
    def of(cls, names: Sequence[str], columns: Mapping[str, np.ndarray]) -> "Forest":
        """A forest that asks for the names, in their order."""
        told = {name: columns[name].astype(np.intp) for name in ("roots", "asked", "no", "yes")}
        leads = np.stack([told.pop("no"), told.pop("yes")], axis=1).ravel()
        numbers = {name: i for i, name in enumerate(names)}
        return cls(numbers, **told, leads=leads, share=columns["share"].astype(np.float64))

    def chances(self, rows: Sequence[Iterable[str]]) -> list[float]:
        """The mean of the trees' shares less a part of their standard deviation, in hundredths, of each row."""
        told = table(self.names, rows)
        first = np.arange(len(rows))[:, None] * told.shape[1]  # of each row, all laid end to end
        node, flat = np.tile(self.roots, (len(rows), 1)), told.ravel()
        for _ in range(DEPTH):
            node = self.leads.take(2 * node + flat.take(first + self.asked.take(node)))
        votes = self.share[node]
        cautious = votes.mean(axis=1) - CAUTION * votes.std(axis=1)
        return [round(float(share), 2) for share in np.clip(cautious, 0.01, 0.99)]


def of_all(rows: Sequence[Iterable[str]]) -> list[float]:
    """The cautious chance of each row, 0 to 1, that value, unit, counted noun, organization and date are all right."""
    return [chance for i in range(0, len(rows), _BLOCK) for chance in _forest().chances(rows[i : i + _BLOCK])]


@cache
def _forest() -> Forest:
    with safe_open(FOREST, framework="numpy") as stored:
        columns = {name: stored.get_tensor(name) for name in stored.keys()}  # noqa: SIM118 - no mapping
        return Forest.of(stored.metadata()["names"].split("\n"), columns)
