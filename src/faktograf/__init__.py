"""faktograf reads Russian news and writes facts: who, how many of what, when, where, who says so.

nlp = faktograf.load()                     a spaCy pipeline: nlp(text), nlp.pipe(texts)
record = faktograf.extract(text)           the published record of one article
"""

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from faktograf.analysis import extract
    from faktograf.errors import BadInput, BadRules, FaktografError
    from faktograf.pipeline import load, to_record
    from faktograf.records import Article, Document, Record, Skipped

_HOMES = {
    "BadInput": "errors",
    "BadRules": "errors",
    "FaktografError": "errors",
    "Article": "records",
    "Document": "records",
    "Record": "records",
    "Skipped": "records",
    "extract": "analysis",
    "load": "pipeline",
    "to_record": "pipeline",
}


def __getattr__(name: str) -> Any:
    """The public names, each loaded when first asked for: spaCy alone takes a second to import."""
    if name not in _HOMES:
        raise AttributeError(f"module 'faktograf' has no attribute {name!r}")
    import importlib

    return getattr(importlib.import_module(f"faktograf.{_HOMES[name]}"), name)


__all__ = [
    "Article",
    "BadInput",
    "BadRules",
    "Document",
    "FaktografError",
    "Record",
    "Skipped",
    "__version__",
    "extract",
    "load",
    "to_record",
]
