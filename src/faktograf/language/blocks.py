"""Matrix products of floats in which a row's result never depends on which rows came with it.

BLAS chooses its ways by the shape of a product. A word's row may not depend on the words beside it, or a text's tags
would on the texts read with it or before it. So numpy multiplies blocks of one size; where its blocks have to be small,
as on processors without AVX-512, onnxruntime is twice as fast.
"""

from collections.abc import Callable, Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from faktograf.language import onnx

Floats = NDArray[np.float32]
_SIZES = (96, 64, 32, 16, 8, 4)
_SHAPES = ((256, 384), (128, 20), (300, 768))  # that are tried
_HALF = np.float32(0.5)
_LARGE = 64  # rows of a block in which numpy is as fast as it gets
_COMPANIES = (2, 3, 5, 6, 7, 8, 9, 12, 13, 16, 17, 96)  # of rows, that are tried
_FEWEST = 2  # rows of a product by onnxruntime, which multiplies a single one otherwise


@cache
def size() -> int:
    """Rows of one product: the largest block in which a row's bits are the same wherever in it the row stands.

    OpenBLAS's kernels for AVX-512 allow any; those for AVX2 sum the ninth row of a block otherwise than the eighth.
    """
    return next((rows for rows in _SIZES if _is_even(np.matmul, (rows,))), 1)


@cache
def _multiply() -> Callable[[Floats, Floats], Floats] | None:
    """onnxruntime's product where numpy's blocks are small; None where a row of it depends on those beside it."""
    if size() >= _LARGE:
        return None
    multiply = onnx.operator(b"MatMul", ((onnx.FLOAT, b"nk"), (onnx.FLOAT, b"km")), b"nm")
    return multiply if multiply and _is_even(multiply, _COMPANIES) else None


def _is_even(multiply: Callable[[Floats, Floats], Floats], companies: Sequence[int]) -> bool:
    """Whether a row that stands in a product so many times has the same bits wherever it stands."""
    random = np.random.default_rng(1)
    for width, out in _SHAPES:
        row, weight = (random.random(shape, dtype=np.float32) - _HALF for shape in ((1, width), (width, out)))
        wanted: Floats | None = None
        for rows in companies:
            made = multiply(np.repeat(row, rows, axis=0), weight)
            wanted = made[0] if wanted is None else wanted
            if not (made == wanted).all():
                return False
    return True


def product(rows: Floats, weight: Floats) -> Floats:
    """rows @ weight."""
    multiply = _multiply()
    if multiply is None:
        return _in_blocks(rows, weight)
    if len(rows) >= _FEWEST:
        return multiply(rows, weight)
    return multiply(np.concatenate([rows, np.zeros((_FEWEST, rows.shape[1]), np.float32)]), weight)[: len(rows)]


def _in_blocks(rows: Floats, weight: Floats) -> Floats:
    count, width = rows.shape
    filled = count // size() * size()
    out = np.empty((-(-count // size()) * size(), weight.shape[1]), dtype=np.float32)
    np.matmul(rows[:filled].reshape(-1, size(), width), weight, out=out[:filled].reshape(-1, size(), weight.shape[1]))
    if filled < count:
        last = np.zeros((size(), width), dtype=np.float32)
        last[: count - filled] = rows[filled:]
        np.matmul(last, weight, out=out[filled:])
    return out[:count]


def rectified(rows: Floats) -> Floats:
    """What is below nothing becomes nothing, in place; np.maximum with one number is three times as slow."""
    return np.clip(rows, np.float32(0), np.float32(np.inf), out=rows)
