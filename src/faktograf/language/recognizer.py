"""Our own tagger of nested organizations, persons and places: a small convolutional network on numpy.

Each distinct word's part of the input (navec vector, shape, characters) is computed once and kept; the rest comes
from the hidden layers of slovnet's taggers. Four dilated convolutions see a whole paragraph, sentences joined, and
a linear-chain CRF decodes each head. Weights: `scripts/train`, card: recognizer.md.
"""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file

from faktograf.language import tagger
from faktograf.language.network import Floats, WordRows, product, viterbi

WEIGHTS = Path(__file__).with_name("recognizer.safetensors")
HEADS = ("ORG", "INNER_ORG", "PER", "PROF", "LOC", "NUM", "DATE")
USED = ("ORG", "INNER_ORG", "PER", "LOC")
OUTSIDE, BEGIN, INSIDE, END, SINGLE = range(5)
NEVER = np.float32(-1e4)
DILATIONS = (1, 2, 4, 8)
WORD_LENGTH = 16  # characters of a word that are seen: its first and last eight
ALPHABET = (
    "абвгдежзийклмнопрстуфхцчшщъыьэюяёabcdefghijklmnopqrstuvwxyz"
    'АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯЁABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-.,«»"()'
)
_CODES = {char: code for code, char in enumerate(ALPHABET, 2)}  # 0 pads, 1 is any other
_KEPT = 12_000  # distinct words


class Tagged(NamedTuple):
    """A tagged span of a paragraph: tokens [first, stop) and the label."""

    first: int
    stop: int
    label: str


def codes(word: str) -> list[int]:
    """The characters of a word as the network sees them, WORD_LENGTH numbers."""
    seen = word if len(word) <= WORD_LENGTH else word[: WORD_LENGTH // 2] + word[-WORD_LENGTH // 2 :]
    return [_CODES.get(char, 1) for char in seen] + [0] * (WORD_LENGTH - len(seen))


def forbidden() -> Floats:
    """The penalty of each step from tag to tag that BIOES does not allow."""
    out = np.full((5, 5), NEVER, dtype=np.float32)
    for tag in (OUTSIDE, END, SINGLE):
        out[tag, [OUTSIDE, BEGIN, SINGLE]] = 0
    for tag in (BEGIN, INSIDE):
        out[tag, [INSIDE, END]] = 0
    return out


START = np.array([0, 0, NEVER, NEVER, 0], dtype=np.float32)  # no path begins inside
STOP = np.array([0, NEVER, NEVER, 0, 0], dtype=np.float32)  # or ends there


class Recognizer:
    """The network over its weights; keeps what it has computed of each distinct word."""

    def __init__(self, weights: dict[str, NDArray[Any]]):
        self._w: dict[str, Floats] = {name: array.astype(np.float32) for name, array in weights.items()}
        self._words = WordRows(self._static, width=len(self._w["static.bias"]), kept=_KEPT)
        self._static_weight = np.ascontiguousarray(self._w["static.weight"].T)
        self._taps = [self._w[f"convs.{i}.weight"] for i in range(len(DILATIONS))]
        # out × in × 3 → in × 3·out, so that all taps are one product
        self._taps = [np.ascontiguousarray(np.concatenate([tap[:, :, k].T for k in range(3)], 1)) for tap in self._taps]

    def __call__(self, paragraphs: Sequence[Sequence[Sequence[str]]]) -> list[list[Tagged]]:
        """The tagged spans of each paragraph, a paragraph being its sentences' words."""
        out: list[list[Tagged]] = [[] for _ in paragraphs]
        for label, rows in self.tags(paragraphs).items():
            for spans, tags in zip(out, rows, strict=True):
                spans.extend(_spans(tags, label))
        return out

    def tags(self, paragraphs: Sequence[Sequence[Sequence[str]]]) -> dict[str, list[list[int]]]:
        """Used head → paragraph × token: the best tags, OUTSIDE, BEGIN, INSIDE, END or SINGLE."""
        lengths = np.array([sum(map(len, sentences)) for sentences in paragraphs], dtype=np.int64)
        out: dict[str, list[list[int]]] = {label: [[OUTSIDE] * n for n in lengths.tolist()] for label in USED}
        if not lengths.sum():
            return out
        scores = self.scores([sentence for sentences in paragraphs for sentence in sentences if sentence], lengths)
        starts = np.cumsum(lengths) - lengths
        full = np.flatnonzero(lengths)
        scores[starts[full]] += START
        scores[(starts + lengths - 1)[full]] += STOP
        steps = self._w["transitions"] + forbidden()
        asked = [
            (head, full[self._may_start(scores[:, head], steps[head], starts[full])]) for head in map(HEADS.index, USED)
        ]
        which = np.concatenate([some for _, some in asked])
        heads = np.repeat([head for head, _ in asked], [len(some) for _, some in asked])
        rows = scores.transpose(1, 0, 2).reshape(-1, scores.shape[2])  # the heads' scores one below the other
        paths = viterbi(rows, steps[heads], heads * len(scores) + starts[which], lengths[which])
        for head, i, path in zip(heads.tolist(), which.tolist(), paths, strict=True):
            out[HEADS[head]][i] = path
        return out

    @staticmethod
    def _may_start(scores: Floats, steps: Floats, starts: NDArray[np.int64]) -> NDArray[np.bool_]:
        """In which paragraphs a span may pay under a head; in the others no path beats OUTSIDE everywhere.

        A span of k tokens takes k + 1 steps that are not OUTSIDE to OUTSIDE, 2k at most; none gains more than `step`.
        """
        step = max(0.0, float((steps - steps[OUTSIDE, OUTSIDE]).max()))
        gain = scores[:, OUTSIDE + 1 :].max(1) - scores[:, OUTSIDE]
        found: NDArray[np.bool_] = np.maximum.reduceat(gain, starts) > -2 * step
        return found

    def scores(self, sentences: Sequence[Sequence[str]], lengths: NDArray[np.int64]) -> Floats:
        """Emissions, token × head × tag, for sentences that make paragraphs of these lengths."""
        words = [word for sentence in sentences for word in sentence]
        hidden: Floats = np.concatenate(tagger.hidden(sentences), axis=1)
        x = self._words(words) + hidden @ self._w["context.weight"].T + self._w["context.bias"]
        x = np.maximum(self._norm(x, "norm"), 0)
        paragraph = np.repeat(np.arange(len(lengths)), lengths)
        for i, dilation in enumerate(DILATIONS):
            h = self._convolved(x, i, dilation, paragraph)
            x = x + np.maximum(self._norm(h, f"norms.{i}"), 0)
        out: Floats = x @ self._w["out.weight"].T + self._w["out.bias"]
        return out.reshape(len(words), len(HEADS), 5)

    def _convolved(self, x: Floats, i: int, dilation: int, paragraph: NDArray[np.int64]) -> Floats:
        """A convolution of width three whose outer taps reach `dilation` tokens, not across paragraphs."""
        size = x.shape[1]
        products = x @ self._taps[i]
        out = products[:, size : 2 * size] + self._w[f"convs.{i}.bias"]
        if dilation < len(x):
            same = (paragraph[dilation:] == paragraph[:-dilation])[:, None]
            out[dilation:] += products[:-dilation, :size] * same
            out[:-dilation] += products[dilation:, 2 * size :] * same
        return out

    def _norm(self, x: Floats, name: str) -> Floats:
        """Layer normalization."""
        x = x - x.mean(1, keepdims=True)
        scale = 1 / np.sqrt(np.einsum("ij,ij->i", x, x) / x.shape[1] + 1e-5)
        x *= scale.astype(np.float32)[:, None]
        x *= self._w[f"{name}.weight"]
        x += self._w[f"{name}.bias"]
        return x

    def _static(self, words: Sequence[str]) -> Floats:
        """What words alone tell: vectors, shapes, characters, each word a row."""
        vectors, shapes = tagger.word_features(words)
        parts = [vectors, self._w["shape.weight"][shapes], self._characters(words)]
        return product(np.concatenate(parts, 1), self._static_weight) + self._w["static.bias"]

    def _characters(self, words: Sequence[str]) -> Floats:
        """The characters' convolution of width three, its maximum over the word."""
        x = self._w["chars.weight"][np.array([codes(word) for word in words])]
        x = np.pad(x, ((0, 0), (1, 1), (0, 0)))
        weight = self._w["char_conv.weight"]
        out = sum(x[:, k : k + WORD_LENGTH] @ weight[:, :, k].T for k in range(3)) + self._w["char_conv.bias"]
        return np.asarray(np.maximum(out, 0).max(1), dtype=np.float32)


def _spans(tags: Sequence[int], label: str) -> list[Tagged]:
    """BIOES tags → spans."""
    spans, first = [], 0
    for i, tag in enumerate(tags):
        if tag in (BEGIN, SINGLE):
            first = i
        if tag in (END, SINGLE):
            spans.append(Tagged(first, i + 1, label))
    return spans


@cache
def recognizer() -> Recognizer:
    """The shipped network, loaded once."""
    return Recognizer(load_file(WEIGHTS))
