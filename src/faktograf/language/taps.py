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
    return [
        np.stack([(here - d) * (before >= d), here, (here + d) * (behind >= d)], axis=1, dtype=np.int64)
        for d in dilations
    ]
