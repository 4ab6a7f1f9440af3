"""Matrix products of small whole numbers, exact: by onnxruntime where it is installed, four times as fast as floats.

Bytes up to 127 by weights up to 127 either way, or, fine, bytes up to 255 by weights of two parts up to 64: no way that
processors have to multiply bytes saturates then (x86 without VNNI adds pairs in 16 bits), and float32 holds every sum
of a thousand such products. So any processor, numpy instead of onnxruntime and any company of rows give the same
numbers. The method: Jacob et al. 2018 (arXiv:1712.05877).
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from faktograf.language import onnx
from faktograf.language.blocks import Floats

TOP, FINE_TOP = 127, 255  # of what is multiplied
_HEAVIEST, _PART = 127, 64  # of the weights, and of each part of a fine one
_WIDEST = 2**24 // (FINE_TOP * _PART)  # products in a sum that float32 holds
_ROWS = (onnx.UINT8, b"nk")
_ONE = np.ones((), dtype=np.float32)
Bytes = NDArray[np.uint8]
Multiply = Callable[[Bytes], Floats]


class Weight(NamedTuple):
    """Weights in × out as whole numbers, each column's times a unit of its own."""

    multiply: Multiply  # rows by these, and the bias
    is_fine: bool  # the larger parts, each worth 2 · 64 of the smaller ones, stand before these, column for column

    @classmethod
    def of(cls, weight: Floats, bias: Floats, *, fine: bool = False) -> "Weight":
        """The nearest such weights. Raises ValueError for sums too long to be exact."""
        if len(weight) > _WIDEST:
            raise ValueError(f"want at most {_WIDEST} rows, got {len(weight)}")
        heaviest = 2 * _PART**2 if fine else _HEAVIEST
        unit = np.maximum(np.abs(weight).max(axis=0), np.finfo(np.float32).tiny) / np.float32(heaviest)
        whole = np.rint(weight / unit)
        if fine:
            large = np.rint(whole / (2 * _PART))
            whole = np.concatenate([large, whole - 2 * _PART * large], axis=1)
            unit = np.concatenate([2 * _PART * unit, unit])
            bias = np.concatenate([bias, np.zeros_like(bias)])
        whole = whole.astype(np.int8)
        return cls(_by_onnxruntime(whole, unit, bias) or _by_numpy(whole, unit, bias), fine)

    def product(self, rows: Bytes) -> Floats:
        """The product of the rows and the weights that these stand for, and the bias, row × out."""
        made = self.multiply(rows)
        if not self.is_fine:
            return made
        out = made.shape[1] // 2
        both: Floats = made[:, :out] + made[:, out:]
        return both


def in_bytes(rows: Floats, out: Bytes, *, room: Floats, fine: bool = False) -> None:
    """Write the whole parts of rows into `out`, cut to what may be multiplied; `room` is used for it."""
    out[:] = np.clip(rows, np.float32(0), np.float32(FINE_TOP if fine else TOP), out=room)


def _by_onnxruntime(whole: NDArray[np.int8], unit: Floats, bias: Floats) -> Multiply | None:
    """Each column times its unit, here a · b, a being 1, plus a bias; None where there is no onnxruntime.

    The sums of whole numbers are taken as floats times units: one rounding, as numpy has it.
    """
    return onnx.operator(b"MatMulIntegerToFloat", (_ROWS, whole, _ONE, unit, None, None, bias), b"nm")


def _by_numpy(whole: NDArray[np.int8], unit: Floats, bias: Floats) -> Multiply:
    """The same numbers, several times as slow."""
    floats = whole.astype(np.float32)

    def multiply(rows: Bytes) -> Floats:
        made: Floats = rows.astype(np.float32) @ floats
        made *= unit
        made += bias
        return made

    return multiply
