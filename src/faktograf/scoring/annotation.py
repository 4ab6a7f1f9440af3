"""What an annotator writes: one JSON file an article, spans as their words and which occurrence is meant."""

import datetime as dt
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

import msgspec

from faktograf.errors import BadInput
from faktograf.records import DateType, QuantityKind, QuantityModifier

Unsure = Literal["?"]
UNSURE: Unsure = "?"  # the annotator could not decide: any answer will do


class Words(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words of the text, copied exactly, and which of their occurrences: «{"t": "в мае", "n": 2}»."""

    t: Annotated[str, msgspec.Meta(min_length=1)]
    n: Annotated[int, msgspec.Meta(ge=1)] = 1


class Mention(Words, frozen=True, kw_only=True):
    """A mention of an organization; `nominal` for «компания», «ведомство»."""

    nominal: bool = False


class Organization(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One organization of the article, its fullest name in the nominative."""

    id: str
    name: str
    short: str | None = None
    mentions: tuple[Mention, ...]


class Date(Words, frozen=True, kw_only=True, rename={"begin": "from", "end": "to"}):
    """A time expression; `to` is exclusive; «с 2019 года» has no `to`, «до мая» no `from`."""

    id: str
    type: DateType
    value: str | None = None
    begin: dt.date | None = None  # `from` is a word of Python
    end: dt.date | None = None


class Quantity(Words, frozen=True, kw_only=True):
    """A number with its scale and unit, without its modifier; `value` as a string, scale applied."""

    id: str
    kind: QuantityKind
    value: str
    value_to: str | None = None
    modifier: QuantityModifier | Unsure | None = None
    unit: str | None = None
    counted: str | None = None


class Fact(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is said of a quantity; the ids are those of this file."""

    quantity: str
    predicate: str | None = None
    organization: str | None = None
    date: str | None = None
    place: Words | Unsure | None = None
    source: Words | Unsure | None = None


class Annotation(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A whole file."""

    id: str
    published: dt.date | None = None
    organizations: tuple[Organization, ...]
    dates: tuple[Date, ...]
    quantities: tuple[Quantity, ...]
    facts: tuple[Fact, ...]


def files(folder: Path) -> list[Path]:
    """The gold files of a folder by name; BadInput where there are none."""
    if not folder.is_dir():
        raise BadInput(f"{folder} is no folder; name the folder that holds the gold's <id>.json files")
    found = sorted(folder.glob("*.json"))
    if not found:
        raise BadInput(f"{folder} holds no *.json; gold is one <id>.json an article")
    return found


def read(path: Path) -> Annotation:
    """The file as its annotator wrote it; BadInput names the field that is wrong and the fields there are."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=Annotation)
    except OSError as error:
        raise BadInput(f"can't read {path}: {error.strerror}") from error
    except msgspec.DecodeError as error:
        raise BadInput(f"{path}: {error}{_advice(str(error))}") from error


def text_path(annotation: Annotation, texts: Path) -> Path:
    """Where the article's text lies."""
    return texts / f"{annotation.id}.txt"


def read_text(annotation: Annotation, *, path: Path, texts: Path) -> str:
    """The text with its line ends as they are; `path` is the gold file that asks for it."""
    place = text_path(annotation, texts)
    try:
        return place.read_bytes().decode("utf-8")
    except OSError as error:
        raise BadInput(f"{path}: can't read its text {place}: {error.strerror}; texts are <id>.txt") from error
    except UnicodeDecodeError as error:
        raise BadInput(f"{place} is not UTF-8: {error.reason} at byte {error.start}") from error


def _fields(struct: Any) -> str:
    return f"{struct.__name__.lower()}: " + " ".join(field.encode_name for field in msgspec.structs.fields(struct))


def _choices(literal: Any) -> str:
    return " ".join(get_args(literal))


_ADVICE = {
    "unknown field": "; " + "; ".join(map(_fields, (Annotation, Organization, Mention, Date, Quantity, Fact))),
    "Invalid enum value": f"; kinds: {_choices(QuantityKind)}; types: {_choices(DateType)}; "
    f"modifiers: {_choices(QuantityModifier)}",
    "Expected `str`, got `int`": '; write numbers as strings, "600"',
    "Expected `str`, got `float`": '; write numbers as strings, "1.5"',
    "Invalid RFC3339": '; write days as "2022-12-28", or leave the field out',
}


def _advice(error: str) -> str:
    return next((advice for sign, advice in _ADVICE.items() if sign in error), "")
