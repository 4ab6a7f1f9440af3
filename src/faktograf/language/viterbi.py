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
    through = scores[starts]
    back: list[NDArray[np.int8]] = []
    for step, alive in enumerate(alive_at[1:], 1):
        paths = through[:alive, :, None] + transitions[:alive]
        back.append(paths.argmax(1).astype(np.int8))
        through[:alive] = paths.max(1) + scores[starts[:alive] + step]
    tags = through.argmax(1)
    rows, told = [starts + lengths - 1], [tags.copy()]
    for step in range(len(back), 0, -1):
        alive = alive_at[step]
        tags[:alive] = back[step - 1][np.arange(alive), tags[:alive]]
        rows.append(starts[:alive] + step - 1)
        told.append(tags[:alive].copy())
    return np.concatenate(rows), np.concatenate(told)
