"""slovnet's networks run flat and in bytes: the same weights, several times as fast as its own runtime.

Each distinct word's product with the first layer is computed once and kept; sentences lie end to end; batch norms are
part of the next layer, and tell how large the numbers before them get, which bytes then stand for.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from faktograf.language.blocks import Floats, product, rectified
from faktograf.language.integers import FINE_TOP, Weight, in_bytes
from faktograf.language.taps import Rows

_SPREAD = 16  # standard deviations above the mean that a byte reaches to


class _Norm:
    """A batch norm behind a rectifier: its scale and shift, and what one of a byte is worth in each channel."""

    def __init__(self, norm: Any):
        self.scale: Floats = (norm.weight.array / norm.std.array).astype(np.float32)
        self.shift: Floats = (norm.bias.array - norm.mean.array * self.scale).astype(np.float32)
        self.unit: Floats = ((norm.mean.array + _SPREAD * norm.std.array) / FINE_TOP).astype(np.float32)


@dataclass(frozen=True)
class _Layer:
    """A convolution of width three over bytes; the batch norm before it is part of it."""

    unit: Floats  # what one is worth in each channel of the bytes
    weight: Weight  # tap and in × out
    missing: tuple[Floats, Floats]  # what a neighbour that isn't there must take from the bias, on either side

    @classmethod
    def of(cls, layer: Any, norm: _Norm) -> "_Layer":
        """From slovnet's layer and the norm before it."""
        taps = _taps(layer)
        given = np.einsum("kio,i->ko", taps, norm.shift)
        weight = (taps * (norm.scale * norm.unit)[:, None]).reshape(-1, taps.shape[2])
        bias = layer.conv.bias.array.astype(np.float32) + given.sum(0)
        return cls(norm.unit, Weight.of(weight, bias, fine=True), (-given[0], -given[2]))

    def __call__(self, sums: Floats, seen: Rows) -> Floats:
        """Each row's sums over itself and its neighbours, from those of the layer before, which are used up."""
        rows = np.zeros((1 + len(sums), sums.shape[1]), dtype=np.uint8)  # row 0 is nothing
        sums /= self.unit
        sums += np.float32(0.5)
        in_bytes(sums, rows[1:], room=sums, fine=True)
        made = self.weight.product(rows.take(seen, axis=0, mode="clip").reshape(len(seen), -1))
        for tap, missing in ((0, self.missing[0]), (2, self.missing[1])):
            made[np.flatnonzero(seen[:, tap] == 0)] += missing
        return made


class Encoder:
    """Rows of first-layer products → hidden rows of a slovnet tagger."""

    def __init__(self, model: Any):
        first, *rest = model.encoder.layers
        norms = [_Norm(layer.norm) for layer in model.encoder.layers]
        self._rest = [_Layer.of(layer, norm) for layer, norm in zip(rest, norms[:-1], strict=True)]
        self._scale, self._shift = norms[-1].scale, norms[-1].shift
        self.width = 3 * len(first.conv.bias.array)
        vectors = model.emb.word.dim
        weight = np.concatenate(list(_taps(first)), axis=1)  # in × tap and out
        self._vectors = np.ascontiguousarray(weight[:vectors])
        self._shapes = model.emb.shape.weight.array.astype(np.float32) @ weight[vectors:]
        self._shapes[:, self.width // 3 : 2 * self.width // 3] += first.conv.bias.array.astype(np.float32)

    def of_words(self, vectors: Floats, shapes: Rows) -> Floats:
        """Words' products with the first layer's three taps, from their vectors and the numbers of their shapes."""
        out = product(vectors, self._vectors)
        out += self._shapes[shapes]
        return out

    def __call__(self, sums: Floats, seen: Rows) -> Floats:
        """The last layer's rows, normed, from the sums of the first, which are used up."""
        for layer in self._rest:
            sums = layer(sums, seen)
        rectified(sums)
        sums *= self._scale
        sums += self._shift
        return sums


def _taps(layer: Any) -> NDArray[np.float32]:
    """tap × in × out: to the row before, to its own, to the next."""
    out: NDArray[np.float32] = layer.conv.weight.array.astype(np.float32).transpose(2, 1, 0)
    return out
