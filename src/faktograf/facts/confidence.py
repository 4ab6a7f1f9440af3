"""How sure a fact is: the share of facts linked like it that were right as a whole, by logistic regression.

The weights in confidence.tsv were fitted on facts annotated by hand (`scripts/calibrate`), what a fact is judged by
being how its links were made and how much else stands in its sentence.
"""

import math
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from faktograf.facts.scene import Scene
from faktograf.language.lexicon import columns_of
from faktograf.numbers import Found as Quantity

WEIGHTS = Path(__file__).with_name("confidence.tsv")
_SHORT = 13  # tokens of a sentence
_LONG = 30  # tokens of a sentence
_NEAR = 25  # characters between a number and the word it counts


def evidence(
    quantity: Quantity, why: Mapping[str, str | None], scene: Scene, *, before: tuple[int | None, int | None]
) -> tuple[str, ...]:
    """What is known of a fact: «organization: subject of the predicate», «counts the word behind», «one date» …

    `before` are the organization and the date that the text has spoken of before.
    """
    reasons = [f"{link}: {_plain(reason)}" for link, reason in why.items()]
    named = len({mention.organization for mention in scene.mentions})
    told = {
        f"kind: {quantity.kind}": True,
        f"rule: {quantity.rule}": True,
        f"counts {_counted(quantity)}": True,
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
        f"verbs: {_few(len(scene.sentence.verbs), 4)}": True,
        "a person": scene.has_person,
        "short sentence": len(scene.sentence.forms) < _SHORT,
        "long sentence": len(scene.sentence.forms) > _LONG,
        "direct speech": scene.is_speech,
        "a dash": not {"—", "–"}.isdisjoint(scene.sentence.forms),
        "modified": quantity.modifier is not None,
    }
    return (*reasons, *(name for name, is_so in told.items() if is_so))


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


def of(evidence: Iterable[str]) -> float:
    """The chance, 0 to 1 in hundredths, that value, unit, counted noun, organization and date are all right."""
    weights = _weights()
    score = weights["always"] + sum(weights.get(name, 0.0) for name in evidence)
    return round(1 / (1 + math.exp(-score)), 2)


@cache
def _weights() -> dict[str, float]:
    """confidence.tsv: feature → weight. Raises BadRules for a line that is none."""
    return {name: float(weight) for name, weight in columns_of(WEIGHTS, "feature<TAB>weight", (2,))}
