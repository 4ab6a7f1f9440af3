"""slovnet's networks run flat: the same weights and tags as its own runtime, several times as fast.

Each distinct word's product with the first layer is computed once and kept; sentences lie end to end, and where one
ends its rows' outer taps are taken away instead of padding it to the longest; batch norms are part of the next layer.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from faktograf.language import blocks
from faktograf.language.blocks import Floats, product

Rows = NDArray[np.int64]


@dataclass(frozen=True)
class Flat:
    """Sentences end to end: token i of all lies at row i + 1; row 0 and those behind the tokens hold nothing."""

    size: int  # rows, whole blocks
    tokens: int
    firsts: Rows  # where a sentence begins, or what holds nothing does
    lasts: Rows

    @classmethod
    def of(cls, lengths: Sequence[int]) -> "Flat":
        """The layout of sentences of so many tokens each, none empty."""
        ends = np.cumsum(np.array([1, *lengths], dtype=np.int64))
        tokens = int(ends[-1]) - 1
        return cls(blocks.whole(tokens + 2), tokens, np.concatenate(([0], ends)), ends - 1)

    def rows(self, numbers: Sequence[int]) -> Rows:
        """Each row's number in a table, 0 for those that hold nothing."""
        out = np.zeros(self.size, dtype=np.int64)
        out[1 : self.tokens + 1] = numbers
        return out


@dataclass(frozen=True)
class _Layer:
    """A convolution of width three and its rectifier; the batch norm before it is part of it."""

    weight: Floats  # in × (3 · out): the taps to the next row, to its own, to the one before
    bias: Floats
    missing: tuple[Floats, Floats]  # what a neighbour that isn't there must take from the bias, on either side

    @classmethod
    def of(cls, layer: Any, scale: Floats | None, shift: Floats | None) -> "_Layer":
        taps = layer.conv.weight.array.astype(np.float32)  # out × in × 3
        bias = layer.conv.bias.array.astype(np.float32)
        given = np.zeros((3, len(bias)), dtype=np.float32) if shift is None else np.einsum("oik,i->ko", taps, shift)
        if scale is not None:
            taps = taps * scale[:, None]
        weight = np.ascontiguousarray(np.concatenate([taps[:, :, k].T for k in range(3)], axis=1))
        return cls(weight, bias + given.sum(0), (-given[0], -given[2]))

    def __call__(self, products: Floats, flat: Flat) -> Floats:
        """The rectified sums of each row's and its neighbours' products, which are used up; the bias is in them."""
        size = len(self.bias)
        before, out, after = products[:, :size], products[:, size : 2 * size], products[:, 2 * size :]
        before[flat.lasts], after[flat.firsts] = self.missing
        out[1:] += before[:-1]
        out[:-1] += after[1:]
        return np.maximum(out, 0)


class Encoder:
    """Rows of first-layer products → hidden rows of a slovnet tagger."""

    def __init__(self, model: Any):
        layers: list[_Layer] = []
        norms: list[Any] = [(None, None)]  # scale and shift behind each layer
        for layer in model.encoder.layers:
            layers.append(_Layer.of(layer, *norms[-1]))
            norm = layer.norm
            scale = (norm.weight.array / norm.std.array).astype(np.float32)
            norms.append((scale, (norm.bias.array - norm.mean.array * scale).astype(np.float32)))
        self._first, *self._rest = layers
        self._scale, self._shift = norms[-1]
        self.width = self._first.weight.shape[1]
        self.size = len(layers[-1].bias)
        vectors = model.emb.word.dim
        self._vectors = np.ascontiguousarray(self._first.weight[:vectors])
        self._shapes = model.emb.shape.weight.array.astype(np.float32) @ self._first.weight[vectors:]
        self._shapes[:, self.width // 3 : 2 * self.width // 3] += self._first.bias

    def of_words(self, vectors: Floats, shapes: Rows) -> Floats:
        """Words' products with the first layer's three taps, from their vectors and the numbers of their shapes."""
        out = product(vectors, self._vectors)
        out += self._shapes[shapes]
        return out

    def __call__(self, products: Floats, flat: Flat) -> Floats:
        """The last layer's rows, normed, from the words' products, which are used up."""
        hidden = self._first(products, flat)
        for layer in self._rest:
            products = product(hidden, layer.weight)
            products[:, len(layer.bias) : 2 * len(layer.bias)] += layer.bias
            hidden = layer(products, flat)
        hidden *= self._scale
        hidden += self._shift
        return hidden
