"""Floors under the figures: what was reached once is kept, on the corpus that it was reached on."""

import hashlib
from collections.abc import Mapping
from decimal import ROUND_FLOOR, Decimal
from pathlib import Path

import msgspec

from faktograf.errors import BadInput, FaktografError
from faktograf.scoring import annotation
from faktograf.scoring.report import Report


class CorpusChanged(FaktografError):
    """The floors were pinned on another corpus: their numbers say nothing of this one."""


class Shortfall(msgspec.Struct, frozen=True, kw_only=True):
    """A figure below its floor."""

    name: str
    floor: float
    now: float


class _Pinned(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What floors.json holds: the corpus's digest and a floor for each figure."""

    corpus: str
    floors: dict[str, float]


def read_floors(path: Path, *, corpus: str | None = None) -> dict[str, float]:
    """The floors by figure. With `corpus`, a digest, CorpusChanged if they were pinned on another."""
    try:
        pinned = msgspec.json.decode(path.read_bytes(), type=_Pinned)
    except OSError as error:
        raise BadInput(f"can't read the floors {path}: {error.strerror}") from error
    except msgspec.DecodeError as error:
        raise BadInput(f'{path}: {error}; want {{"corpus": "<sha256>", "floors": {{"dates_exact": 0.8}}}}') from error
    if corpus is not None and corpus != pinned.corpus:
        raise CorpusChanged(
            f"{path} was pinned on corpus {pinned.corpus[:12]}, this one is {corpus[:12]}: gold or texts changed; "
            "look at the figures and pin the floors anew"
        )
    return pinned.floors


def write_floors(path: Path, floors: Mapping[str, float], *, corpus: str) -> None:
    """floors.json, a line a figure, with the digest of the corpus that they hold on."""
    encoded = msgspec.json.encode(_Pinned(corpus=corpus, floors=dict(floors)))
    try:
        path.write_bytes(msgspec.json.format(encoded, indent=2) + b"\n")
    except OSError as error:
        raise BadInput(f"can't write the floors {path}: {error.strerror}") from error


def below(report: Report, floors: Mapping[str, float]) -> list[Shortfall]:
    """The figures under their floors, in the floors' order; BadInput for a floor under no figure."""
    unknown = [name for name in floors if name not in report.figures]
    if unknown:
        raise BadInput(f"floors for unknown figures: {', '.join(unknown)}; figures: {', '.join(report.figures)}")
    values = {name: report.figures[name].value for name in floors}
    return [Shortfall(name=n, floor=floor, now=values[n]) for n, floor in floors.items() if values[n] < floor]


def raise_floors(report: Report, floors: Mapping[str, float], *, lower: bool = False) -> dict[str, float]:
    """The floors that the report reaches. FaktografError if one would fall, unless `lower` allows it."""
    fall = [] if lower else below(report, floors)
    if fall:
        figures = ", ".join(f"{short.name} {short.floor} → {short.now}" for short in fall)
        raise FaktografError(f"these floors would fall: {figures}; allow it, or mend what made them fall")
    return {name: _rounded_down(figure.value) for name, figure in report.figures.items()}


def corpus_digest(gold: Path, texts: Path) -> str:
    """sha256 over the gold's files and their texts, names and bytes; other texts beside them do not count."""
    lines = []
    for path in annotation.files(gold):
        text = annotation.text_path(annotation.read(path), texts)
        lines += [f"{_file_digest(file)}  {file.name}\n" for file in (path, text)]
    return hashlib.sha256("".join(lines).encode("utf-8")).hexdigest()


def _file_digest(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise BadInput(f"can't read {path}: {error.strerror}") from error


def _rounded_down(value: float) -> float:
    return float(Decimal(str(value)).quantize(Decimal("0.001"), rounding=ROUND_FLOOR))
