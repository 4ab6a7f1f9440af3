"""The words of a name as they are compared: lemmas, known abbreviations written out."""

from functools import cache, lru_cache
from pathlib import Path

from faktograf.errors import BadRules
from faktograf.language import atoms, morphology
from faktograf.language.lexicon import columns_of

Stems = tuple[str, ...]
_ENDINGS = (
    *("ами", "ями", "ого", "ому", "ой", "ом", "ем", "ах", "ях", "ов", "ам", "ью"),
    *("а", "у", "е", "ы", "и", "ю", "я", "ь"),
)
_SKIPPED = frozenset(("и", "по", "в", "на", "при", "«", "»", '"', "“", "”", "„", "-", ",", "."))


@lru_cache(maxsize=20_000)
def stem(form: str) -> str:
    """What is compared of a word: its lemma, or the word itself where the dictionary lacks it."""
    lower = atoms.key(form)
    if lower.isascii() or (form.isupper() and len(form) > 1):
        return lower
    parse = morphology.parses(form.lower())[0]
    if parse.is_known:
        return atoms.key(parse.normal_form)
    return _ending_off(lower)


def _ending_off(word: str) -> str:
    """An unknown name without its case ending: «Башинформа», «Башинформом» → «башинформ»."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


@lru_cache(maxsize=20_000)
def of(forms: tuple[str, ...]) -> Stems:
    """The words of a name that count, as stems."""
    return tuple(stem(form) for form in forms if form not in _SKIPPED)


@cache
def _aliases() -> dict[Stems, tuple[Stems, bool]]:
    """aliases.tsv: short stems → full stems, and whether there is but one such body. Raises BadRules for a bad line."""
    path, found = Path(__file__).with_name("aliases.tsv"), {}
    for short, full, scope in columns_of(path, "short<TAB>full<TAB>one or many", (3,)):
        if scope not in ("one", "many"):
            raise BadRules(f"{path}: want one or many for {short!r}, got {scope!r}")
        found[of(tuple(short.split()))] = (of(tuple(full.replace(",", "").split())), scope == "one")
    return found


@lru_cache(maxsize=20_000)
def written_out(stems: Stems) -> Stems:
    """Stems with a known short name at their head written out: «Минздрав Карелии», «Министерство здравоохранения …»."""
    full = _aliases().get(stems[:1])
    return full[0] + stems[1:] if full else stems


def is_only_one(full: Stems) -> bool:
    """Whether there is one such body («министерство оборона»), of those that aliases.tsv knows."""
    return _scopes().get(full) is True


def is_one_of_many(full: Stems) -> bool:
    """Whether each region has such a body («министерство культура»)."""
    return _scopes().get(full) is False


@cache
def _scopes() -> dict[Stems, bool]:
    return dict(_aliases().values())
