"""The best tag paths of linear chains (Viterbi 1967), all chains stepped at once."""

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from faktograf.language.blocks import Floats

Rows = NDArray[np.int64]


def best(scores: Floats, transitions: Floats, starts: Rows, lengths: Rows) -> tuple[Rows, Rows]:
    """The rows of all chains, and the tag of each on its chain's best path.

    Scores are row × tag, transitions chain × from × to; chain i is lengths[i] rows from starts[i] on, one at least.
    """
    order = np.argsort(-lengths, kind="stable")  # the longest first, so that each step is one dense block
    starts, lengths = starts[order], lengths[order]
    alive_at = np.searchsorted(-lengths, -np.arange(int(lengths[0])), side="left").tolist()
    rows = np.concatenate([starts[:alive] + step for step, alive in enumerate(alive_at)])
    sums = scores.take(rows, axis=0).T.copy()  # the best sum that ends in each tag, tag × row, step by step
    moves = transitions.take(order, axis=0).transpose(1, 2, 0).copy()  # from × to × chain
    first = 0
    for before, alive in pairwise(alive_at):
        paths = sums[:, None, first : first + alive] + moves[:, :, :alive]
        first += before
        sums[:, first : first + alive] += paths.max(0)
    tags, every = sums.argmax(0), np.arange(len(starts))
    for alive, before in pairwise(reversed(alive_at)):
        ends, first = tags[first : first + alive], first - before
        paths = sums[:, first : first + alive] + moves[:, ends, every[:alive]]
        tags[first : first + alive] = paths.argmax(0)
    return rows, tags
