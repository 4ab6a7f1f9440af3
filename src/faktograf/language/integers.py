"""Matrix products of small whole numbers, exact: by onnxruntime where it is installed, four times as fast as floats.

Bytes up to 127 by weights up to 127 either way, or, fine, bytes up to 255 by weights of two parts up to 64: no way that
processors have to multiply bytes saturates then (x86 without VNNI adds pairs in 16 bits), and float32 holds every sum
of a thousand such products. So any processor, numpy instead of onnxruntime and any company of rows give the same
numbers. The method: Jacob et al. 2018 (arXiv:1712.05877).
"""

import importlib.util
from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from faktograf.language.blocks import Floats

TOP, FINE_TOP = 127, 255  # of what is multiplied
_HEAVIEST, _PART = 127, 64  # of the weights, and of each part of a fine one
_WIDEST = 2**24 // (FINE_TOP * _PART)  # products in a sum that float32 holds
Bytes = NDArray[np.uint8]
Sums = NDArray[np.int32] | Floats


class Weight(NamedTuple):
    """Weights in × out as whole numbers, and what one of them is worth in each column."""

    whole: NDArray[np.int8]  # fine ones: the larger parts, each worth 2 · 64 of the smaller ones beside them
    unit: Floats
    floats: Floats | None  # the same whole numbers where numpy has to multiply them

    @classmethod
    def of(cls, weight: Floats, *, fine: bool = False) -> "Weight":
        """The nearest such weights. Raises ValueError for sums too long to be exact."""
        if len(weight) > _WIDEST:
            raise ValueError(f"want at most {_WIDEST} rows, got {len(weight)}")
        heaviest = 2 * _PART**2 if fine else _HEAVIEST
        unit = np.maximum(np.abs(weight).max(axis=0), np.finfo(np.float32).tiny) / np.float32(heaviest)
        whole = np.rint(weight / unit)
        if fine:
            large = np.rint(whole / (2 * _PART))
            whole = np.concatenate([large, whole - 2 * _PART * large], axis=1)
        return cls(whole.astype(np.int8), unit, None if _multiply() else whole.astype(np.float32))

    def product(self, rows: Bytes) -> Floats:
        """The product of the rows and the weights that these stand for, row × out."""
        sums, out = self._sums(rows), len(self.unit)
        if sums.shape[1] == out:
            return _times(sums, self.unit)
        made = _times(sums[:, :out], 2 * _PART * self.unit)
        made += _times(sums[:, out:], self.unit)
        return made

    def _sums(self, rows: Bytes) -> Sums:
        multiply = _multiply()
        if multiply:
            found: NDArray[np.int32] = multiply(rows, self.whole)
            return found
        assert self.floats is not None
        return rows.astype(np.float32) @ self.floats


def _times(sums: Sums, unit: Floats) -> Floats:
    return np.multiply(sums, unit, dtype=np.float32, casting="unsafe")


def in_bytes(rows: Floats, out: Bytes, *, room: Floats, fine: bool = False) -> None:
    """Write the whole parts of rows into `out`, cut to what may be multiplied; `room` is used for it."""
    out[:] = np.clip(rows, np.float32(0), np.float32(FINE_TOP if fine else TOP), out=room)


@cache
def _multiply() -> Callable[[Bytes, NDArray[np.int8]], Any] | None:
    """onnxruntime's product on one thread; None where it is not installed."""
    if importlib.util.find_spec("onnxruntime") is None:
        return None
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False  # which keeps what it has once had
    session = onnxruntime.InferenceSession(_graph(), options, providers=["CPUExecutionProvider"])
    return lambda rows, whole: session.run(None, {"x": rows, "w": whole})[0]


def _graph() -> bytes:
    """The ONNX model of one node: y int32 [n, m] = MatMulInteger(x uint8 [n, k], w int8 [k, m]), opset 13."""
    node = _part(1, b"x") + _part(1, b"w") + _part(2, b"y") + _part(4, b"MatMulInteger")
    given = _part(11, _value(b"x", 2, b"nk")) + _part(11, _value(b"w", 3, b"km"))
    graph = _part(1, node) + _part(2, b"product") + given + _part(12, _value(b"y", 6, b"nm"))
    return b"\x08\x08" + _part(7, graph) + _part(8, b"\x10\x0d")


def _value(name: bytes, kind: int, sides: bytes) -> bytes:
    """A ValueInfoProto: a name, the type of its elements, and its sides by name."""
    shape = b"".join(_part(1, _part(2, bytes((side,)))) for side in sides)
    return _part(1, name) + _part(2, _part(1, bytes((8, kind)) + _part(2, shape)))


def _part(field: int, content: bytes) -> bytes:
    """A field of a protocol buffer, of less than 128 bytes."""
    return bytes((field << 3 | 2, len(content))) + content
