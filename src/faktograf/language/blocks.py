"""Matrix products of floats in which a row's result never depends on which rows came with it.

BLAS chooses its ways by the shape of a product. A word's row may not depend on the words beside it, or a text's tags
would on the texts read with it or before it. So numpy multiplies blocks of one size; where its blocks have to be small,
as on processors without AVX-512, onnxruntime is twice as fast.
"""

from collections.abc import Callable
from functools import cache

import numpy as np
from numpy.typing import NDArray

from faktograf.language import onnx

Floats = NDArray[np.float32]
_SIZES = (96, 64, 32, 16, 8, 4)
_SHAPES = ((256, 384), (128, 20), (300, 768))  # that are tried
_LARGE = 64  # rows of a block in which numpy is as fast as it gets
_FEWEST = 2  # rows of a product by onnxruntime, which multiplies a single one otherwise


@cache
def size() -> int:
    """Rows of one product: the largest block in which a row's bits are the same wherever in it the row stands.

    OpenBLAS's kernels for AVX-512 allow any; those for AVX2 sum the ninth row of a block otherwise than the eighth.
    """
    random = np.random.default_rng(1)
    for rows in _SIZES:
        if all(_is_even(rows, width, out, random) for width, out in _SHAPES):
            return rows
    return 1


def _is_even(rows: int, width: int, out: int, random: np.random.Generator) -> bool:
    weight = random.standard_normal((width, out), dtype=np.float32)
    block = np.repeat(random.standard_normal((1, width), dtype=np.float32), rows, axis=0)
    made = block @ weight
    return bool((made == made[0]).all())


@cache
def _multiply() -> Callable[[Floats, Floats], Floats] | None:
    """onnxruntime's product where numpy's blocks are small; None where a row of it depends on those beside it."""
    multiply = onnx.operator(b"MatMul", ((onnx.FLOAT, b"nk"), (onnx.FLOAT, b"km")), b"nm")
    if size() >= _LARGE or multiply is None:
        return None
    random = np.random.default_rng(1)
    for width, out in _SHAPES:
        weight = random.standard_normal((width, out), dtype=np.float32)
        block = np.repeat(random.standard_normal((1, width), dtype=np.float32), max(_SIZES), axis=0)
        made = [multiply(block[:rows], weight) for rows in range(_FEWEST, len(block))]
        if not all((rows == made[0][0]).all() for rows in made):
            return None
    return multiply


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
