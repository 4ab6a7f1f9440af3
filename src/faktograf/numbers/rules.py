"""The grammar of this room: rules.toml over its words and the words that numbers are written with."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from faktograf.errors import BadInput, BadRules
from faktograf.language import grammar as engine
from faktograf.language import lexicon, numerals
from faktograf.language.grammar import Grammar

_HERE = Path(__file__).parent
_LEXICONS = ("words.tsv", "units.tsv", "currencies.tsv")


def grammar(units: str | None = None) -> Grammar:
    """The compiled rules, read once; `units` is the path of a user's own units, which win over ours."""
    return _grammar(units)


@cache
def _grammar(units: str | None) -> Grammar:
    more = tuple(_units(Path(units))) if units else ()
    return engine.load(_HERE / "rules.toml", *(_HERE / name for name in _LEXICONS), numerals.WORDS, more=more)


def _units(path: Path) -> Iterator[lexicon.Word]:
    """The rows «word, tab, code» of a user's file; «контейнер» stands for all its forms, «=teu» for itself."""
    try:
        rows = list(lexicon.rows(path))
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"{path}: can't be read as units: {error}") from error
    for row in rows:
        if row.value is not None:
            raise BadRules(f"{path}: want word<TAB>code, got three columns: {row.slot!r}, {row.word!r}, {row.value!r}")
        yield lexicon.Word("unit", row.slot, row.word)
