"""Single ONNX operators, run by onnxruntime on one thread; their models are so small that they are written by hand."""

from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

FLOAT, UINT8, INT8 = 1, 2, 3  # TensorProto.DataType
_ERRORS = 3  # the least of onnxruntime's messages that are shown: it warns of devices that it does not find
# Its own store of memory, no larger than asked for: what it gets from glibc one by one is scattered, 16 MB of it.
_CPU = ("CPUExecutionProvider", {"arena_extend_strategy": "kSameAsRequested"})
_OWN, _MICROSOFTS = b"", b"com.microsoft"
Given = tuple[int, bytes] | None  # an input: its type, and a letter for each of its sides; or none of that place


@cache
def operator(name: bytes, given: tuple[Given, ...], out: bytes) -> Callable[..., NDArray[np.float32]] | None:
    """A function of arrays as they are given that makes floats with the sides `out`.

    None where onnxruntime is missing or does not load.
    """
    try:
        import onnxruntime
    except ImportError:
        return None
    onnxruntime.set_default_logger_severity(_ERRORS)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(_model(name, given, out), options, providers=[_CPU])
    names = [_name(i).decode() for i, one in enumerate(given) if one]

    def run(*arrays: NDArray[Any]) -> NDArray[np.float32]:
        found: NDArray[np.float32] = session.run(None, dict(zip(names, arrays, strict=True)))[0]
        return found

    return run


def _model(name: bytes, given: tuple[Given, ...], out: bytes) -> bytes:
    """The ONNX model of one node."""
    domain = _OWN if name == b"MatMul" else _MICROSOFTS
    inputs = b"".join(_part(1, _name(i) if one else b"") for i, one in enumerate(given))
    node = inputs + _part(2, b"y") + _part(4, name) + _part(7, domain)
    sides = b"".join(_part(11, _value(_name(i), *one)) for i, one in enumerate(given) if one)
    sides += _part(12, _value(b"y", FLOAT, out))
    opsets = _part(8, b"\x10\x0d") + _part(8, _part(1, _MICROSOFTS) + b"\x10\x01")
    return b"\x08\x08" + _part(7, _part(1, node) + _part(2, b"one") + sides) + opsets


def _name(number: int) -> bytes:
    return b"abcdefg"[number : number + 1]


def _value(name: bytes, kind: int, sides: bytes) -> bytes:
    """A ValueInfoProto: a name, the type of its elements, and its sides by name."""
    shape = b"".join(_part(1, _part(2, bytes((side,)))) for side in sides)
    return _part(1, name) + _part(2, _part(1, bytes((8, kind)) + _part(2, shape)))


def _part(field: int, content: bytes) -> bytes:
    """A field of a protocol buffer, of less than 16 KB."""
    size = len(content)
    return bytes((field << 3 | 2, *((size,) if size < 128 else (size & 127 | 128, size >> 7)))) + content
