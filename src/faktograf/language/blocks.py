"""Matrix products in blocks of one size, so that a row's result never depends on which rows came with it.

BLAS chooses its ways by the shape of a product. A word's row may not depend on the words beside it, or a text's tags
would on the texts read with it or before it.
"""

from functools import cache

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
_SIZES = (96, 64, 32, 16, 8, 4)


@cache
def size() -> int:
    """Rows of one product: the largest block in which a row's bits are the same wherever in it the row stands.

    OpenBLAS's kernels for AVX-512 allow any; those for AVX2 sum the ninth row of a block otherwise than the eighth.
    """
    random = np.random.default_rng(1)
    for rows in _SIZES:
        if all(_is_even(rows, width, out, random) for width, out in ((256, 384), (128, 20), (300, 768))):
            return rows
    return 1


def _is_even(rows: int, width: int, out: int, random: np.random.Generator) -> bool:
    weight = random.standard_normal((width, out), dtype=np.float32)
    block = np.repeat(random.standard_normal((1, width), dtype=np.float32), rows, axis=0)
    made = block @ weight
    return bool((made == made[0]).all())


def whole(rows: int) -> int:
    """The number of rows that whole blocks of so many have."""
    return -(-rows // size()) * size()


def product(rows: Floats, weight: Floats) -> Floats:
    """rows @ weight; fastest where the rows fill whole blocks."""
    count, width = rows.shape
    filled = count // size() * size()
    out = np.empty((whole(count), weight.shape[1]), dtype=np.float32)
    np.matmul(rows[:filled].reshape(-1, size(), width), weight, out=out[:filled].reshape(-1, size(), weight.shape[1]))
    if filled < count:
        last = np.zeros((size(), width), dtype=np.float32)
        last[: count - filled] = rows[filled:]
        np.matmul(last, weight, out=out[filled:])
    return out[:count]


def rectified(rows: Floats) -> Floats:
    """What is below nothing becomes nothing, in place; np.maximum with one number is three times as slow."""
    return np.clip(rows, np.float32(0), np.float32(np.inf), out=rows)
