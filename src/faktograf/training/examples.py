"""Paragraphs as the networks are given them: words by number, slovnet's hidden layers, the marginals to learn."""

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from faktograf.language import characters, tagger
from faktograf.training.crf import Marginals
from faktograf.training.network import padded

CONTEXT = ("ner", "morph", "syntax")  # slovnet's models whose hidden layers the teachers see
_TOGETHER = 1_000  # tokens


class Words:
    """Distinct words with what a network is told of each."""

    def __init__(self, words: Iterable[str]):
        distinct = list(dict.fromkeys(words))
        self.row = {word: i for i, word in enumerate(distinct)}
        vectors, shapes = tagger.word_features(distinct)
        self.vectors, self.shapes = torch.from_numpy(vectors), torch.from_numpy(shapes)
        self.codes = torch.from_numpy(characters.codes(distinct)).long()

    def rows(self, words: Iterable[str]) -> Tensor:
        """The words by number."""
        return torch.tensor([self.row[word] for word in words])


@dataclass
class Example:
    """A paragraph: each token's word, slovnet's hidden layers of it, half as precise, and the marginals to learn."""

    words: Tensor
    hidden: Tensor
    wanted: Marginals | None = None


def examples(paragraphs: Iterable[Sequence[Sequence[str]]], words: Words) -> Iterator[Example]:
    """An example of each paragraph, given as its sentences' words."""
    group: list[Sequence[Sequence[str]]] = []
    size = 0
    for paragraph in paragraphs:
        group.append(paragraph)
        size += sum(map(len, paragraph))
        if size >= _TOGETHER:
            yield from _together(group, words)
            group, size = [], 0
    if group:
        yield from _together(group, words)


def _together(group: Sequence[Sequence[Sequence[str]]], words: Words) -> Iterator[Example]:
    layers = tagger.hidden([sentence for paragraph in group for sentence in paragraph], CONTEXT)
    hidden = torch.from_numpy(np.concatenate(layers, axis=1)).half()
    rows = words.rows(word for paragraph in group for sentence in paragraph for word in sentence)
    lengths = [sum(map(len, paragraph)) for paragraph in group]
    for row, layer in zip(torch.split(rows, lengths), torch.split(hidden, lengths), strict=True):
        yield Example(row.clone(), layer.clone())


@dataclass
class Batch:
    """Some paragraphs, padded to the longest; the distinct words of all, and which of them each token is."""

    vectors: Tensor
    shapes: Tensor
    codes: Tensor
    words: Tensor
    hidden: Tensor
    mask: Tensor
    wanted: Marginals | None

    @classmethod
    def of(cls, examples: Sequence[Example], words: Words) -> "Batch":
        """From examples, all with something to learn or none."""
        rows = padded([example.words for example in examples])
        mask = padded([torch.ones(len(example.words), dtype=torch.bool) for example in examples])
        distinct, back = rows.unique(return_inverse=True)  # type: ignore[no-untyped-call]
        hidden = padded([example.hidden for example in examples]).float()
        told = [example.wanted for example in examples if example.wanted is not None]
        wanted = None
        if told:
            wanted = Marginals(padded([one.tags for one in told]).float(), torch.stack([one.steps for one in told]))
        return cls(words.vectors[distinct], words.shapes[distinct], words.codes[distinct], back, hidden, mask, wanted)


def batches(examples: Sequence[Example], tokens: int) -> Iterator[list[Example]]:
    """Paragraphs of like length together, of so many tokens or one, the batches shuffled."""
    order = list(examples)
    random.shuffle(order)
    out: list[list[Example]] = []
    for start in range(0, len(order), 400):
        batch: list[Example] = []
        for example in sorted(order[start : start + 400], key=lambda e: len(e.words)):
            if batch and sum(len(e.words) for e in batch) + len(example.words) > tokens:
                out.append(batch)
                batch = []
            batch.append(example)
        out.append(batch)
    random.shuffle(out)
    yield from out
