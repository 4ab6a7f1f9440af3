"""Matrix products of small whole numbers, exact: by onnxruntime where it is installed, four times as fast as floats.

Bytes up to 127 by weights up to 127 either way, or, fine, bytes up to 255 by weights of two parts up to 64: no way that
processors have to multiply bytes saturates then (x86 without VNNI adds pairs in 16 bits), and float32 holds every sum
of a thousand such products. So any processor, numpy instead of onnxruntime and any company of rows give the same
numbers. The method: Jacob et al. 2018 (arXiv:1712.05877).
"""

from collections.abc import Callable
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from faktograf.language.blocks import Floats

TOP, FINE_TOP = 127, 255  # of what is multiplied
_HEAVIEST, _PART = 127, 64  # of the weights, and of each part of a fine one
_ERRORS = 3  # the least of onnxruntime's messages that are shown: it warns of devices that it does not find
_WIDEST = 2**24 // (FINE_TOP * _PART)  # products in a sum that float32 holds
Bytes = NDArray[np.uint8]


class Weight(NamedTuple):
    """Weights in × out as whole numbers, and what one of them is worth in each column."""

    whole: NDArray[np.int8]  # fine ones: the larger parts, each worth 2 · 64 of the smaller ones beside them
    unit: Floats  # of each column of these
    is_fine: bool
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
            unit = np.concatenate([2 * _PART * unit, unit])
        return cls(whole.astype(np.int8), unit, fine, None if _multiply() else whole.astype(np.float32))

    def product(self, rows: Bytes) -> Floats:
        """The product of the rows and the weights that these stand for, row × out."""
        multiply = _multiply()
        if multiply:
            made = multiply(rows, self.whole, self.unit)
        else:
            assert self.floats is not None
            made = rows.astype(np.float32) @ self.floats
            made *= self.unit
        if not self.is_fine:
            return made
        out = len(self.unit) // 2
        both: Floats = made[:, :out] + made[:, out:]
        return both


def in_bytes(rows: Floats, out: Bytes, *, room: Floats, fine: bool = False) -> None:
    """Write the whole parts of rows into `out`, cut to what may be multiplied; `room` is used for it."""
    out[:] = np.clip(rows, np.float32(0), np.float32(FINE_TOP if fine else TOP), out=room)


@cache
def _multiply() -> Callable[[Bytes, NDArray[np.int8], Floats], Floats] | None:
    """onnxruntime's product on one thread, each column times its unit; None where it is missing or does not load."""
    try:
        import onnxruntime
    except ImportError:
        return None
    onnxruntime.set_default_logger_severity(_ERRORS)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False  # which keeps what it has once had
    session = onnxruntime.InferenceSession(_graph(), options, providers=["CPUExecutionProvider"])
    one = np.ones((), dtype=np.float32)

    def multiply(rows: Bytes, whole: NDArray[np.int8], unit: Floats) -> Floats:
        found: Floats = session.run(None, {"x": rows, "w": whole, "a": one, "b": unit})[0]
        return found

    return multiply


def _graph() -> bytes:
    """The ONNX model of one node: y float [n, m] = MatMulIntegerToFloat(x uint8 [n, k], w int8 [k, m], a, b [m]).

    The sums of whole numbers are taken as floats times a · b, a being 1: one rounding, as numpy has it.
    """
    names = b"".join(_part(1, name) for name in (b"x", b"w", b"a", b"b"))
    node = names + _part(2, b"y") + _part(4, b"MatMulIntegerToFloat") + _part(7, b"com.microsoft")
    given = ((b"x", 2, b"nk"), (b"w", 3, b"km"), (b"a", 1, b""), (b"b", 1, b"m"))
    sides = b"".join(_part(11, _value(*row)) for row in given) + _part(12, _value(b"y", 1, b"nm"))
    opsets = _part(8, b"\x10\x0d") + _part(8, _part(1, b"com.microsoft") + b"\x10\x01")
    return b"\x08\x08" + _part(7, _part(1, node) + _part(2, b"product") + sides) + opsets


def _value(name: bytes, kind: int, sides: bytes) -> bytes:
    """A ValueInfoProto: a name, the type of its elements, and its sides by name."""
    shape = b"".join(_part(1, _part(2, bytes((side,)))) for side in sides)
    return _part(1, name) + _part(2, _part(1, bytes((8, kind)) + _part(2, shape)))


def _part(field: int, content: bytes) -> bytes:
    """A field of a protocol buffer, of less than 16 KB."""
    size = len(content)
    return bytes((field << 3 | 2, *((size,) if size < 128 else (size & 127 | 128, size >> 7)))) + content
