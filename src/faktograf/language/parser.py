"""Sentences → Universal Dependencies tags and trees, by natasha's morphology and syntax models."""

from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

import numpy as np

from faktograf.language import tagger
from faktograf.language.blocks import Floats, product, rectified

_MODELS = ("morph", "syntax")


class Parsed(NamedTuple):
    """One sentence, one of each a token: tags («NOUN|Animacy=Inan|Case=Gen|…»), and the tree as each one's head
    (its index in the sentence, -1 for a root) and relation to it.
    """

    tags: list[str]
    heads: list[int]
    relations: list[str]


def parsed(sentences: Sequence[Sequence[str]]) -> list[Parsed]:
    """The tags and trees of sentences given as their words, none empty."""
    return [parsed for batch in tagger.batches(sentences) for parsed in _batch(batch)]


def share(words: Sequence[str]) -> None:
    """Compute what the models tell of some words before processes are forked, which then have it in common."""
    tagger.share(words, _MODELS)


def _batch(sentences: Sequence[Sequence[str]]) -> list[Parsed]:
    morphology, syntax = tagger.hidden(sentences, _MODELS)
    lengths = [len(sentence) for sentence in sentences]
    tags, (heads, relations) = _tags(morphology), _Trees.of_model().arcs(syntax, lengths)
    stops = np.cumsum(lengths).tolist()
    places = [slice(stop - length, stop) for stop, length in zip(stops, lengths, strict=True)]
    return [Parsed(tags[place], heads[place], relations[place]) for place in places]


def _tags(rows: Floats) -> list[str]:
    infer = tagger.infer("morph")
    head, tags = infer.model.head.proj, infer.decoder.tags_vocab.items
    scores = product(rows, head.weight.array)
    scores += head.bias.array
    return [tags[tag] for tag in scores.argmax(1).tolist()]


def _dense(part: Any, rows: Floats) -> Floats:
    """A linear layer with its rectifier."""
    out = product(rows, part.proj.weight.array)
    out += part.proj.bias.array
    return rectified(out)


class _Trees:
    """The biaffine heads of the syntax model (Dozat and Manning 2017)."""

    def __init__(self) -> None:
        model = tagger.infer("syntax").model
        self._head, self._relation = model.head, model.rel
        self._root_tail = _dense(self._head.tail, self._head.root.array.reshape(1, -1))
        self._names = tagger.infer("syntax").decoder.rels_vocab.items

    @staticmethod
    @cache
    def of_model() -> "_Trees":
        """The shipped one."""
        return _Trees()

    def arcs(self, rows: Floats, lengths: Sequence[int]) -> tuple[list[int], list[str]]:
        """The heads of all tokens, counted from the beginning of their sentence, and their relations to them."""
        asking = product(_dense(self._head.head, rows), self._head.kernel.array)
        asked = _dense(self._head.tail, rows)
        heads, first = np.empty(len(rows), dtype=np.int64), 0
        for length in lengths:
            sentence = slice(first, first + length)
            to_root, to_others = asking[sentence] @ self._root_tail.T, asking[sentence] @ asked[sentence].T
            heads[sentence] = np.concatenate([to_root, to_others], axis=1).argmax(1) - 1
            first += length
        relations = self._relations(rows, np.where(heads < 0, 0, heads + _firsts(lengths) + 1))
        return heads.tolist(), [self._names[told] for told in relations]

    def _relations(self, rows: Floats, heads: Any) -> list[int]:
        """The relation of each row to its head, 0 being the root and i + 1 row i."""
        with_root = np.concatenate([self._relation.root.array.reshape(1, -1), rows])
        head = product(_dense(self._relation.head, with_root[heads]), self._relation.kernel.array)
        tail = _dense(self._relation.tail, rows)
        scores = np.matmul(head.reshape(len(rows), -1, tail.shape[1]), tail[:, :, None])
        found: list[int] = scores[:, :, 0].argmax(1).tolist()
        return found


def _firsts(lengths: Sequence[int]) -> Any:
    """For each token, where its sentence begins."""
    sizes = np.array(lengths)
    return np.repeat(np.cumsum(sizes) - sizes, sizes)
