"""slovnet's networks run packed: the same weights and tags as its own runtime, several times as fast.

Each distinct word's product with the first layer is computed once and kept; sentences lie end to end with a
guard row of zeros between them instead of being padded to the longest; Viterbi runs over all sentences of a
batch at once.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from slovnet.shape import word_shape

Floats = NDArray[np.float32]
_ROWS = 8_192  # distinct words in one generation of a network's cache: 19 MB
_BLOCK = 16  # rows of one product


@dataclass(frozen=True)
class Packed:
    """Sentences end to end: tokens i of sentence s lie at rows starts[s] + i; row 0 and those between are guards."""

    starts: NDArray[np.int64]
    lengths: NDArray[np.int64]
    is_token: NDArray[np.bool_]

    @classmethod
    def of(cls, sentences: Sequence[Sequence[str]]) -> "Packed":
        """The layout of a batch of sentences."""
        lengths = np.array([len(sentence) for sentence in sentences], dtype=np.int64)
        starts = np.cumsum(lengths + 1) - lengths
        is_token = np.ones(int(lengths.sum()) + len(lengths) + 1, dtype=bool)
        is_token[0] = False
        is_token[starts + lengths] = False
        return cls(starts, lengths, is_token)

    def split(self, rows: Sequence[Any]) -> Iterator[Sequence[Any]]:
        """The rows of each sentence."""
        for start, length in zip(self.starts.tolist(), self.lengths.tolist(), strict=True):
            yield rows[start : start + length]


@dataclass
class _Layer:
    """A convolution of width three, rectifier and batch norm, over rows."""

    weight: Floats  # in × (3 · out)
    bias: Floats
    scale: Floats
    shift: Floats

    @classmethod
    def of(cls, layer: Any) -> "_Layer":
        weight = layer.conv.weight.array  # out × in × 3
        norm = layer.norm
        scale = norm.weight.array / norm.std.array
        return cls(
            np.ascontiguousarray(np.concatenate([weight[:, :, k].T for k in range(3)], axis=1), dtype=np.float32),
            layer.conv.bias.array.astype(np.float32),
            scale.astype(np.float32),
            (norm.bias.array - norm.mean.array * scale).astype(np.float32),
        )

    def __call__(self, products: Floats, is_token: NDArray[np.bool_]) -> Floats:
        """From each row's products with the three taps to the layer's output; guards stay zero."""
        size = len(self.bias)
        out = products[:, size : 2 * size] + self.bias
        out[1:] += products[:-1, :size]
        out[:-1] += products[1:, 2 * size :]
        np.maximum(out, 0, out=out)
        out *= self.scale
        out += self.shift
        out[~is_token] = 0
        return out


class WordRows:
    """A row for each distinct word, computed once and kept in two generations, of `kept` words each.

    When the newer one is full it becomes the older, and what is still in use is copied from there. Row 0 is zeros.
    """

    def __init__(self, compute: Callable[[Sequence[str]], Floats], *, width: int, kept: int):
        self._compute, self._width, self._kept = compute, width, kept
        self._row_of: dict[str, int] = {}
        self.table = np.zeros((256, width), dtype=np.float32)
        self._before: tuple[dict[str, int], Floats] = ({}, self.table)

    def __call__(self, words: Sequence[str]) -> Floats:
        """The rows of the words, word × width."""
        numbers = self.numbers(words)  # first: it may make another table
        rows: Floats = self.table[numbers]
        return rows

    def numbers(self, words: Sequence[str]) -> list[int]:
        """Where the words' rows are in `table`, until the next call."""
        new = list(dict.fromkeys(word for word in words if word not in self._row_of))
        if new and len(self._row_of) + len(new) > self._kept:
            self._before = self._row_of, self.table
            self._row_of, self.table = {}, np.zeros((256, self._width), dtype=np.float32)
            new = list(dict.fromkeys(words))
        if new:
            known, table = self._before
            old = [word for word in new if word in known]
            if old:
                self._add(old, table[[known[word] for word in old]])
            fresh = [word for word in new if word not in known]
            if fresh:
                self._add(fresh, self._compute(fresh))
        return [self._row_of[word] for word in words]

    def _add(self, words: Sequence[str], rows: Floats) -> None:
        first, last = len(self._row_of) + 1, len(self._row_of) + 1 + len(words)
        if last > len(self.table):
            grown = np.zeros((max(last, min(2 * len(self.table), self._kept + 1)), self._width), dtype=np.float32)
            grown[:first] = self.table[:first]
            self.table = grown
        self.table[first:last] = rows
        self._row_of.update(zip(words, range(first, last), strict=True))


def product(rows: Floats, weight: Floats) -> Floats:
    """rows @ weight in blocks of one size: BLAS chooses its ways by the shape, and a word's row may not depend on which
    words came with it, or a text's tags would on the texts before it.
    """
    out = np.empty((len(rows), weight.shape[1]), dtype=np.float32)
    block = np.zeros((_BLOCK, rows.shape[1]), dtype=np.float32)
    for first in range(0, len(rows), _BLOCK):
        size = min(_BLOCK, len(rows) - first)
        block[:size] = rows[first : first + size]
        out[first : first + size] = (block @ weight)[:size]
    return out


class Encoder:
    """Words → hidden rows of a slovnet tagger."""

    def __init__(self, infer: Any):
        self._embedding = infer.model.emb
        self._words, self._shapes = infer.encoder.words_vocab, infer.encoder.shapes_vocab
        self._first, *self._rest = [_Layer.of(layer) for layer in infer.model.encoder.layers]
        self._rows = WordRows(self._computed, width=self._first.weight.shape[1], kept=_ROWS)

    def __call__(self, sentences: Sequence[Sequence[str]], packed: Packed) -> Floats:
        """The last layer's rows for a batch, guards included."""
        rows = np.zeros(len(packed.is_token), dtype=np.int64)
        rows[packed.is_token] = self._rows.numbers([word for sentence in sentences for word in sentence])
        hidden = self._first(self._rows.table[rows], packed.is_token)
        for layer in self._rest:
            hidden = layer(hidden @ layer.weight, packed.is_token)
        return hidden

    def _computed(self, words: Sequence[str]) -> Floats:
        """The words' products with the three taps of the first layer."""
        word_ids = np.array([self._words.encode(word.lower()) for word in words])
        shape_ids = np.array([self._shapes.encode(word_shape(word)) for word in words])
        return product(self._embedding(word_ids, shape_ids).astype(np.float32), self._first.weight)


def viterbi(
    scores: Floats, transitions: Floats, starts: NDArray[np.int64], lengths: NDArray[np.int64]
) -> list[list[int]]:
    """The best tag path of each sequence under its own linear-chain CRF, all sequences stepped at once.

    Scores are row × tag, transitions sequence × from × to; sequence i is lengths[i] rows from starts[i] on.
    """
    order = np.argsort(-lengths, kind="stable")  # the longest first, so that each step is one dense block
    starts, lengths, transitions = starts[order], lengths[order], transitions[order]
    best = scores[np.minimum(starts, len(scores) - 1)]
    alive_at = np.searchsorted(-lengths, -np.arange(int(lengths[0]) if len(lengths) else 0), side="left").tolist()
    back: list[NDArray[np.int64]] = []
    for step, alive in enumerate(alive_at[1:], 1):
        through = best[:alive, :, None] + transitions[:alive]
        back.append(through.argmax(1))
        best[:alive] = through.max(1) + scores[starts[:alive] + step]
    return _paths(best.argmax(1), back, order, lengths)


def _paths(
    last: NDArray[np.int64], back: list[NDArray[np.int64]], order: NDArray[np.int64], lengths: NDArray[np.int64]
) -> list[list[int]]:
    """The paths that the back pointers lead to, in the order that the sequences were given in."""
    pointers = [step.tolist() for step in back]
    out: list[list[int]] = [[] for _ in order]
    for place, (sequence, length) in enumerate(zip(order.tolist(), lengths.tolist(), strict=True)):
        tag = int(last[place])
        path = [tag] if length else []
        for step in range(length - 2, -1, -1):
            tag = pointers[step][place][tag]
            path.append(tag)
        out[sequence] = path[::-1]
    return out
