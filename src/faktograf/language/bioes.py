"""Emissions → the best tags of nested heads: each token is outside, or it begins, continues, ends or is a span."""

import numpy as np
from numpy.typing import NDArray

from faktograf.language import viterbi
from faktograf.language.blocks import Floats

OUTSIDE, BEGIN, INSIDE, END, SINGLE = range(5)
NEVER = np.float32(-1e4)
START = np.array([0, 0, NEVER, NEVER, 0], dtype=np.float32)  # no path begins inside
STOP = np.array([0, NEVER, NEVER, 0, 0], dtype=np.float32)  # or ends there
_ROUNDING = 1e-3  # of sums of scores


def forbidden() -> Floats:
    """The penalty of each step from tag to tag that is not allowed."""
    out = np.full((5, 5), NEVER, dtype=np.float32)
    for tag in (OUTSIDE, END, SINGLE):
        out[tag, [OUTSIDE, BEGIN, SINGLE]] = 0
    for tag in (BEGIN, INSIDE):
        out[tag, [INSIDE, END]] = 0
    return out


def best(scores: Floats, steps: Floats, lengths: NDArray[np.int64]) -> NDArray[np.int8]:
    """The tags of the best paths, token × head, through sequences of these lengths, none empty, end to end.

    Scores are token × head × tag, steps from tag to tag head × from × to.
    """
    count, heads = scores.shape[:2]
    tags = np.full((count, heads), OUTSIDE, dtype=np.int8)
    opening = np.zeros(count, dtype=np.bool_)
    opening[np.cumsum(lengths) - lengths] = True
    opening = np.tile(opening, heads)  # the heads' rows one below the other
    closing = np.append(opening[1:], True)
    below, inside = scores.transpose(1, 0, 2).reshape(len(opening), -1), _may_be_inside(scores, steps).T.ravel()
    firsts = np.flatnonzero(inside & (opening | ~np.append(False, inside[:-1])))
    lasts = np.flatnonzero(inside & (closing | ~np.append(inside[1:], False)))
    if not len(firsts):
        return tags
    of = firsts // count
    below[firsts] += np.where(opening[firsts, None], START, steps[of, OUTSIDE])
    below[lasts] += np.where(closing[lasts, None], STOP, steps[of, :, OUTSIDE])
    rows, told = viterbi.best(below, steps[of], firsts, lasts - firsts + 1)
    tags[rows % count, rows // count] = told
    return tags


def _may_be_inside(scores: Floats, steps: Floats) -> NDArray[np.bool_]:
    """Which tokens a span may cover that pays under a head; the others no best path takes from OUTSIDE.

    A span of k tokens takes k + 1 steps that are not OUTSIDE to OUTSIDE, 2k at most; none gains more than `step`.
    """
    step = np.maximum((steps - steps[:, OUTSIDE, OUTSIDE, None, None]).max((1, 2)), 0)
    outside, *inside = np.moveaxis(scores, 2, 0)
    gain = np.maximum.reduce(inside) - outside + 2 * step  # faster than a maximum over each row's five numbers
    sums = np.concatenate([np.zeros((1, len(step))), np.cumsum(gain, axis=0, dtype=np.float64)])
    lowest, highest = np.minimum.accumulate(sums[:-1]), np.maximum.accumulate(sums[:0:-1])[::-1]
    found: NDArray[np.bool_] = highest - lowest > -_ROUNDING
    return found
