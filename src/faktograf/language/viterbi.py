"""The best tag paths of linear chains (Viterbi 1967), all chains stepped at once."""

import numpy as np
from numpy.typing import NDArray

from faktograf.language.blocks import Floats

Rows = NDArray[np.int64]


def best(scores: Floats, transitions: Floats, starts: Rows, lengths: Rows) -> tuple[Rows, Rows]:
    """The rows of all chains, and the tag of each on its chain's best path.

    Scores are row × tag, transitions chain × from × to; chain i is lengths[i] rows from starts[i] on, one at least.
    """
    order = np.argsort(-lengths, kind="stable")  # the longest first, so that each step is one dense block
    starts, lengths, transitions = starts[order], lengths[order], transitions[order]
    alive_at = np.searchsorted(-lengths, -np.arange(int(lengths[0])), side="left").tolist()
    through = [scores[starts]]  # the best sum that ends in each tag, step by step
    for step, alive in enumerate(alive_at[1:], 1):
        paths = through[-1][:alive, :, None] + transitions[:alive]
        through.append(paths.max(1) + scores[starts[:alive] + step])
    tags = np.empty(len(starts), dtype=np.int64)
    rows: list[Rows] = []
    told: list[Rows] = []
    for step in range(len(through) - 1, -1, -1):
        alive, longer = len(through[step]), len(through[step + 1]) if step + 1 < len(through) else 0
        before = through[step][:longer] + transitions[np.arange(longer), :, tags[:longer]]
        tags[:longer] = before.argmax(1)
        tags[longer:alive] = through[step][longer:].argmax(1)  # those that end here
        rows.append(starts[:alive] + step)
        told.append(tags[:alive].copy())
    return np.concatenate(rows), np.concatenate(told)
