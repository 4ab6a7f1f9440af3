"""The three sorts of figures, each rounded to three digits."""

import msgspec


class Found(msgspec.Struct, frozen=True, kw_only=True, tag="found"):
    """How many of the gold's things were found, and how many of those found are in the gold."""

    precision: float
    recall: float
    f1: float
    gold: int
    pred: int

    @property
    def value(self) -> float:
        """The one number that stands for the figure."""
        return self.f1


class Share(msgspec.Struct, frozen=True, kw_only=True, tag="share"):
    """How many of the things compared are right."""

    right: int
    of: int
    accuracy: float

    @property
    def value(self) -> float:
        """The one number that stands for the figure."""
        return self.accuracy


class BCubed(msgspec.Struct, frozen=True, kw_only=True, tag="b_cubed"):
    """B-cubed F1: whether mentions are put together that belong together."""

    f1: float

    @property
    def value(self) -> float:
        """The one number that stands for the figure."""
        return self.f1


Figure = Found | Share | BCubed


def found(*, right: int, gold: int, pred: int) -> Found:
    """Precision, recall and F1; zero where there is nothing to divide by."""
    precision, recall = ratio(right, pred), ratio(right, gold)
    return Found(
        precision=round(precision, 3), recall=round(recall, 3), f1=round(f1(precision, recall), 3), gold=gold, pred=pred
    )


def share(*, right: int, of: int) -> Share:
    """The accuracy; zero where nothing was compared."""
    return Share(right=right, of=of, accuracy=round(ratio(right, of), 3))


def ratio(part: float, whole: float) -> float:
    """The quotient, zero of nothing."""
    return part / whole if whole else 0.0


def f1(precision: float, recall: float) -> float:
    """The harmonic mean."""
    return ratio(2 * precision * recall, precision + recall)
