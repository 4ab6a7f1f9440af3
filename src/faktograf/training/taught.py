"""Teachers, and what they say of paragraphs: the mean of their marginals."""

import random
from collections.abc import Callable, Sequence

import torch
from torch import Tensor

from faktograf.training import crf
from faktograf.training.examples import Batch, Example, Words, batches
from faktograf.training.fit import fitted
from faktograf.training.network import Teacher

EPOCHS = 12


def teacher(examples: Sequence[Example], words: Words, seed: int, report: Callable[[str], None]) -> Teacher:
    """A network trained on tagged paragraphs."""
    random.seed(seed)
    torch.manual_seed(seed)
    network = Teacher()

    def loss(batch: Batch, _: float) -> Tensor:
        scores = emissions(network, batch)
        assert batch.wanted is not None
        return crf.loss(scores, network.transitions, batch.mask, batch.wanted, crf.WEIGHTS)

    fitted(network, loss, [list(examples)] * EPOCHS, words, report=report)
    return network


def emissions(network: Teacher, batch: Batch) -> Tensor:
    """A teacher's scores."""
    vectors = network.words(batch.vectors, batch.shapes, batch.codes)
    out: Tensor = network(vectors[batch.words], batch.hidden, batch.mask)
    return out


def teach(teachers: Sequence[Teacher], examples: Sequence[Example], words: Words) -> None:
    """Give each example the mean of what the teachers and, where it has one, its own tags say, half and half."""
    for rows in batches(examples, 4_000):
        batch = Batch.of([Example(row.words, row.hidden) for row in rows], words)
        with torch.no_grad():
            said = [crf.solved(emissions(one, batch), one.transitions, batch.mask)[1] for one in teachers]
        tags = torch.stack([one.tags for one in said]).mean(0)
        steps = torch.stack([one.steps for one in said]).mean(0)
        for example, tag, step in zip(rows, tags, steps, strict=True):
            told = crf.Marginals(tag[: len(example.words)].half(), step)
            own = example.wanted
            example.wanted = (
                told if own is None else crf.Marginals(*((a + b) / 2 for a, b in zip(own, told, strict=True)))
            )
