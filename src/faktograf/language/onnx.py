"""Single ONNX operators, run by onnxruntime on one thread; their models are so small that they are written by hand."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

FLOAT, UINT8, INT8 = 1, 2, 3  # TensorProto.DataType
_KINDS = {"float32": FLOAT, "uint8": UINT8, "int8": INT8}
_ERRORS = 3  # the least of onnxruntime's messages that are shown: it warns of devices that it does not find
# Its own store of memory, no larger than asked for: what it gets from glibc one by one is scattered, 16 MB of it.
_CPU = ("CPUExecutionProvider", {"arena_extend_strategy": "kSameAsRequested"})
_OWN, _MICROSOFTS = b"", b"com.microsoft"
# An input (its type, and a letter for each of its sides), a constant, which is laid out once for all, or nothing.
Given = tuple[int, bytes] | NDArray[Any] | None


def operator(name: bytes, given: Sequence[Given], out: bytes) -> Callable[..., NDArray[np.float32]] | None:
    """A function of arrays, those of `given` that are no constants, that makes floats with the sides `out`.

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
    names = [one.name for one in session.get_inputs()]

    def run(*arrays: NDArray[Any]) -> NDArray[np.float32]:
        found: NDArray[np.float32] = session.run(None, dict(zip(names, arrays, strict=True)))[0]
        return found

    return run


def _model(name: bytes, given: Sequence[Given], out: bytes) -> bytes:
    """The ONNX model of one node."""
    domain = _OWN if name == b"MatMul" else _MICROSOFTS
    rows = [(_name(i), one) for i, one in enumerate(given)]
    inputs = b"".join(_part(1, b"" if one is None else letter) for letter, one in rows)
    node = inputs + _part(2, b"y") + _part(4, name) + _part(7, domain)
    constants = b"".join(_part(5, _tensor(letter, one)) for letter, one in rows if isinstance(one, np.ndarray))
    sides = b"".join(_part(11, _value(letter, *one)) for letter, one in rows if isinstance(one, tuple))
    sides += _part(12, _value(b"y", FLOAT, out))
    opsets = _part(8, b"\x10\x0d") + _part(8, _part(1, _MICROSOFTS) + b"\x10\x01")
    return b"\x08\x08" + _part(7, _part(1, node) + _part(2, b"one") + constants + sides) + opsets


def _name(number: int) -> bytes:
    return b"abcdefg"[number : number + 1]


def _value(name: bytes, kind: int, sides: bytes) -> bytes:
    """A ValueInfoProto: a name, the type of its elements, and its sides by name."""
    shape = b"".join(_part(1, _part(2, bytes((side,)))) for side in sides)
    return _part(1, name) + _part(2, _part(1, bytes((8, kind)) + _part(2, shape)))


def _tensor(name: bytes, array: NDArray[Any]) -> bytes:
    """A TensorProto: sides, the type of its elements, a name, and all of them as they lie in memory."""
    sides = b"".join(b"\x08" + _number(side) for side in array.shape)
    return sides + bytes((16, _KINDS[array.dtype.name])) + _part(8, name) + _part(9, array.tobytes())


def _part(field: int, content: bytes) -> bytes:
    """A field of a protocol buffer."""
    return bytes((field << 3 | 2,)) + _number(len(content)) + content


def _number(number: int) -> bytes:
    """A whole number of a protocol buffer, seven bits a byte, the lowest first."""
    low, high = number & 127, number >> 7
    return bytes((low | 128,)) + _number(high) if high else bytes((low,))
