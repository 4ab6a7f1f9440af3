"""The rules and words of this room, read once, and what they match in a text."""

import re
from functools import cache
from pathlib import Path

from faktograf.dates import conditions
from faktograf.language import atoms, numerals
from faktograf.language.grammar import Grammar, Match, load
from faktograf.language.neighbours import readings


@cache
def grammar() -> Grammar:
    """The grammar of this room."""
    here = Path(__file__).parent
    return load(here / "rules.toml", here / "words.tsv", numerals.WORDS)


def matches(text: str) -> list[Match]:
    """What the rules match in a text, in order, their conditions kept and skip rules left out."""
    found = grammar().find(atoms.scan(text), vetoed=lambda match: not conditions.holds(text, match))
    return [_compared(text, match) for match in found if not match.rule.skip]


def _compared(text: str, match: Match) -> Match:
    """«С маем 2019 года» compares, «с мая 2019 года» begins; «с началом года» begins as well."""
    if match.slots.get("at", "").lower() not in ("с", "со", "c") or "edge" in match.slots:
        return match
    for word in re.findall(r"\d+-?м\b|[^\W\d_]{2,}", text[match.start : match.stop])[:3]:
        cases = {str(parse.tag.case) for parse in readings(word)} if word[0].isalpha() else {"ablt"}
        if "ablt" in cases and not cases & {"gent", "gen2"}:
            return match._replace(slots={**match.slots, "compared": word})
    return match
