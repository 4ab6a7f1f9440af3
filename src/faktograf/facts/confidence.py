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
_LONG = 30  # tokens of a sentence


def evidence(quantity: Quantity, why: Mapping[str, str | None], scene: Scene) -> tuple[str, ...]:
    """What is known of a fact: «organization: subject of the predicate», «counts a noun», «many numbers» …"""
    reasons = [f"{link}: {_plain(reason)}" for link, reason in why.items()]
    named = {mention.organization for mention in scene.mentions}
    told = {
        "counts nothing": quantity.counted is None,
        f"kind: {quantity.kind}": True,
        "one number": len(scene.quantities) == 1,
        "many numbers": len(scene.quantities) > 3,
        "other organizations": len(named) > 1,
        "organization left out": bool(named) and why["organization"] is None,
        "one date": len(scene.dates) == 1,
        "other dates": len(scene.dates) > 1,
        "date left out": bool(scene.dates) and why["date"] is None,
        "long sentence": len(scene.sentence.tokens) > _LONG,
        "direct speech": scene.is_speech,
        "modified": quantity.modifier is not None,
    }
    return (*reasons, *(name for name, is_so in told.items() if is_so))


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
