"""What the three taps of a convolution see where sequences lie end to end and none sees into another."""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.int64]


def seen(lengths: Sequence[int], dilations: Iterable[int]) -> list[Rows]:
    """For each dilation, row × tap: one more than the row that the tap sees, 0 where its sequence has none."""
    sizes = np.array(lengths, dtype=np.int64)
    here = np.arange(1, 1 + int(sizes.sum()))
    before = here - 1 - np.repeat(np.cumsum(sizes) - sizes, sizes)  # rows of the sequence before each
    behind = np.repeat(sizes, sizes) - before - 1
    out = []
    for d in dilations:
        rows = np.empty((len(here), 3), dtype=np.int64)
        np.multiply(here - d, before >= d, out=rows[:, 0])
        rows[:, 1] = here
        np.multiply(here + d, behind >= d, out=rows[:, 2])
        out.append(rows)
    return out
