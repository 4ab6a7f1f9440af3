"""Our own tagger of nested organizations, persons and places: a small convolutional network on numpy.

What a word tells by itself (navec vector, shape, characters) goes through a hidden layer and the taps of the first
convolution once for each distinct word and is kept. Four dilated convolutions, multiplied in bytes (integers.py), then
see a whole paragraph, sentences joined, and a linear-chain CRF decodes each head. Weights: `scripts/train`, card:
recognizer.md.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import chain, pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file

from faktograf.language import bioes, characters, integers, tagger, taps
from faktograf.language.bioes import BEGIN, END, OUTSIDE, SINGLE
from faktograf.language.blocks import Floats, product, rectified
from faktograf.language.wordrows import WordRows

WEIGHTS = Path(__file__).with_name("recognizer.safetensors")
HEADS = ("ORG", "INNER_ORG", "PER", "PROF", "LOC", "NUM", "DATE")
USED = ("ORG", "INNER_ORG", "PER", "LOC")
DILATIONS = (1, 2, 4, 8)
_NORMS = ("norm", *(f"norms.{i}" for i in range(len(DILATIONS))))
_LENGTHS = (-1, 4, 7, 10, characters.WORD_LENGTH)  # of words that are seen together
_HALF = np.float32(0.5)
_KEPT = 20_480  # distinct words: 16 MB
_REACH = 16  # of their rows' numbers; of 98 thousand words none has one above 10.2
_BATCH, _MET = 1_500, 16_000  # tokens in one pass of the network, and whose new words are met together
Paragraph = Sequence[str]  # its words
Tagged = tuple[int, int, str]  # a tagged span of a paragraph: tokens [first, stop) and the label


class Recognizer:
    """The network over its weights; keeps what it has computed of each distinct word."""

    def __init__(self, weights: dict[str, NDArray[Any]]):
        w: dict[str, Floats] = {name: array.astype(np.float32) for name, array in weights.items()}
        used = [HEADS.index(head) for head in USED]
        self._w = w
        self._steps = w["transitions"][used] + bioes.forbidden()
        self._size = len(w["norm.bias"])
        self._words = WordRows(self._of_words, width=3 * self._size, kept=_KEPT, reach=_REACH)
        # a layer norm takes the mean of each row away: so do weights whose rows have none, once for all
        self._word_weight, self._word_bias = _centred(w["word.weight"].T), _centred(w["word.bias"])
        first = w["first.weight"].T.reshape(-1, 3, self._size)  # in × tap × out
        self._first_weight = _centred(first).reshape(len(first), -1)
        self._first_bias = _centred(w["first.bias"].reshape(3, -1)).ravel()
        self._taps_of_characters = [w["chars.weight"] @ w["char_conv.weight"][:, :, k].T for k in range(3)]
        self._taps_of_characters[1] += w["char_conv.bias"]
        # the sums between the layers are kept in units of each channel, half a unit more, so that cutting rounds them
        units = w["units"]
        self._norms = {name: (w[f"{name}.weight"] / units, w[f"{name}.bias"] / units) for name in _NORMS}
        kernels = [w[f"convs.{i}.weight"] for i in range(len(DILATIONS))]  # out × in × 3
        rows = [np.concatenate([_centred(tap[:, :, k].T) * units[:, None] for k in range(3)]) for tap in kernels]
        biases = [_centred(w[f"convs.{i}.bias"]) for i in range(len(DILATIONS))]
        self._taps = list(map(integers.Weight.of, rows, biases))  # tap and in × out
        out = w["out.weight"].reshape(len(HEADS), 5, self._size)[used].reshape(-1, self._size)
        self._out_weight = np.ascontiguousarray(out.T * units[:, None])
        self._out_bias = w["out.bias"].reshape(len(HEADS), 5)[used].reshape(-1) - self._out_weight.sum(0) * _HALF

    def share(self, words: Sequence[str]) -> None:
        """Compute what is known of some words before processes are forked, which then have it in common."""
        self._words.share(words, kept=_KEPT // 4)

    def __call__(self, paragraphs: Sequence[Paragraph]) -> list[list[Tagged]]:
        """The tagged spans of each paragraph."""
        out: list[list[Tagged]] = [[] for _ in paragraphs]
        begins = np.cumsum([0, *map(len, paragraphs)])
        for label, column in zip(USED, self._flat(paragraphs).T, strict=True):
            firsts = np.flatnonzero((column == BEGIN) | (column == SINGLE))
            lasts = np.flatnonzero((column == END) | (column == SINGLE))
            where = np.searchsorted(begins, firsts, side="right") - 1
            before = begins[where]
            rows = zip(where.tolist(), (firsts - before).tolist(), (lasts + 1 - before).tolist(), strict=True)
            for i, first, stop in rows:
                out[i].append((first, stop, label))
        return out

    def tags(self, paragraphs: Sequence[Paragraph]) -> dict[str, list[list[int]]]:
        """Used head → paragraph × token: the best tags, OUTSIDE, BEGIN, INSIDE, END or SINGLE."""
        lengths = list(map(len, paragraphs))
        rows = np.split(self._flat(paragraphs), np.cumsum(lengths)[:-1])
        return {label: [tags[:, head].tolist() for tags in rows] for head, label in enumerate(USED)}

    def _flat(self, paragraphs: Sequence[Paragraph]) -> NDArray[np.int8]:
        """The best tags, token of all paragraphs × used head."""
        out = [self._tags(some) for some in _batches(paragraphs, _MET)]
        return np.concatenate(out) if out else np.full((0, len(USED)), OUTSIDE, dtype=np.int8)

    def _tags(self, paragraphs: Sequence[Paragraph]) -> NDArray[np.int8]:
        """The same, for not too many."""
        lengths = np.array([size for size in map(len, paragraphs) if size], dtype=np.int64)
        return bioes.best(self.scores(paragraphs), self._steps, lengths)

    def scores(self, paragraphs: Sequence[Paragraph]) -> Floats:
        """Emissions, token × used head × tag, of some paragraphs."""
        numbers = self._words.numbers(list(chain.from_iterable(paragraphs)))  # new words are cheaper many at once
        sizes = [list(map(len, batch)) for batch in _batches(paragraphs, _BATCH)]
        stops = np.cumsum([sum(some) for some in sizes])
        return np.concatenate([self._scores(*row) for row in zip(np.split(numbers, stops[:-1]), sizes, strict=True)])

    def _scores(self, numbers: NDArray[np.int64], lengths: Sequence[int]) -> Floats:
        """The same, from the numbers of the words' rows and the paragraphs' lengths."""
        neighbours = taps.seen(lengths, DILATIONS)
        numbers = np.append(0, numbers)
        x = self._first(numbers[neighbours[0]])
        seen = np.zeros((1 + len(x), self._size), dtype=np.uint8)  # row 0 is what lies outside a paragraph
        taken, room = np.empty((len(x), 3, self._size), dtype=np.uint8), np.empty_like(x)
        for i, rows in enumerate(neighbours):
            integers.in_bytes(x, seen[1:], room=room)
            seen.take(rows, axis=0, out=taken, mode="clip")
            made = self._taps[i].product(taken.reshape(len(x), -1))
            x += _normed(made, *self._norms[f"norms.{i}"])
        out = product(x, self._out_weight) + self._out_bias
        emissions: Floats = out.reshape(len(x), len(USED), 5)
        return emissions

    def _first(self, numbers: NDArray[np.int64]) -> Floats:
        """The first convolution, normed, from the numbers of each row's three words, 0 where none is."""
        x = self._words.sums(numbers, self._size)
        _normed(x, *self._norms["norm"])
        x += _HALF
        return x

    def _of_words(self, words: Sequence[str]) -> Floats:
        """The first convolution's products of what words alone tell."""
        vectors, shapes = tagger.word_features(words)
        parts = [vectors, self._w["shape.weight"][shapes], self._characters(words)]
        hidden = product(np.concatenate(parts, 1), self._word_weight) + self._word_bias
        hidden = _normed(hidden, self._w["word_norm.weight"], self._w["word_norm.bias"])
        return product(hidden, self._first_weight) + self._first_bias

    def _characters(self, words: Sequence[str]) -> Floats:
        """The characters' convolution of width three, its maximum over the word."""
        codes = characters.codes(words)
        lengths = np.count_nonzero(codes, axis=1)
        out = np.empty((len(words), self._taps_of_characters[0].shape[1]), dtype=np.float32)
        for few, many in pairwise(_LENGTHS):
            some = np.flatnonzero((few < lengths) & (lengths <= many))
            out[some] = self._letters(codes[some, : many + 2])  # two places behind a word are like all others there
        return out

    def _letters(self, codes: NDArray[np.uint8]) -> Floats:
        before, out, after = (tap[codes] for tap in self._taps_of_characters)
        out[:, 1:] += before[:, :-1]
        out[:, :-1] += after[:, 1:]
        return np.asarray(np.maximum(out.max(1), 0), dtype=np.float32)


def _normed(x: Floats, weight: Floats, bias: Floats) -> Floats:
    """Layer normalization of rows whose mean is nothing, and the rectifier; in place."""
    scale = np.einsum("ij,ij->i", x, x)
    scale /= x.shape[1]
    scale += np.float32(1e-5)
    x *= (1 / np.sqrt(scale))[:, None]
    x *= weight
    x += bias
    return rectified(x)


def _centred(weight: NDArray[Any]) -> Floats:
    """Weights without the mean of each row."""
    return np.ascontiguousarray(weight - weight.mean(-1, keepdims=True), dtype=np.float32)


def _batches(paragraphs: Sequence[Paragraph], tokens: int) -> Iterator[list[Paragraph]]:
    """The paragraphs in batches of about so many tokens."""
    batch: list[Paragraph] = []
    size = 0
    for paragraph in paragraphs:
        batch.append(paragraph)
        size += len(paragraph)
        if size >= tokens:
            yield batch
            batch, size = [], 0
    if size:
        yield batch


@cache
def recognizer() -> Recognizer:
    """The shipped network, loaded once."""
    return Recognizer(load_file(WEIGHTS))
