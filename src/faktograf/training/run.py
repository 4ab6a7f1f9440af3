"""Training from a NEREL checkout to the shipped weights: teachers, what they say of other texts, the recognizer."""

import random
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import torch
from safetensors.numpy import load_file, save_file
from torch import Tensor

from faktograf.language import names, recognizer
from faktograf.training import crf, taught
from faktograf.training.corpus import annotated, paragraphs
from faktograf.training.examples import Batch, Example, Words, examples
from faktograf.training.fit import fitted
from faktograf.training.network import Recognizer
from faktograf.training.units import units
from faktograf.training.variants import Variants

TEACHERS = 4
COPIES = 8  # of the corpus, with other words
EPOCHS, TOGETHER = 22, 2  # and how many copies are seen in each
AVERAGE = 0.999
HINT = 0.3  # the weight of slovnet's hidden layers, less and less


def train(split: Path, destination: Path, *, seed: int = 1, report: Callable[[str], None] = print) -> None:
    """Train on a split's paragraphs and write the mean weights, half precision, as safetensors.

    One thread: sums are then taken in the same order however many cores there are.
    """
    torch.set_num_threads(1)
    words, gold, copies = _read(split, seed)
    report(f"{len(gold)} paragraphs, {len(words.row)} words")
    teachers = [taught.teacher(gold, words, seed + i, report) for i in range(TEACHERS)]
    for one in (gold, *copies):
        taught.teach(teachers, one, words)
    network = _learnt(words, gold, copies, seed, report)
    weights = {name: value for name, value in network.state_dict().items() if not name.startswith("hint.")}
    halves = {name: value.numpy().astype(np.float16) for name, value in weights.items()}
    save_file({**halves, "units": units(network, gold, words)}, destination)


def _read(split: Path, seed: int) -> tuple[Words, list[Example], list[list[Example]]]:
    """The words, the tagged paragraphs, and the copies of them with other words, which nobody has tagged."""
    found = list(paragraphs(split))
    variants, among = Variants(found), np.random.default_rng(seed)
    copies = [list(variants(among)) for _ in range(COPIES)]
    own = [[[token.text for token in sentence] for sentence in one.sentences] for one in found]
    words = Words(word for rows in (own, *copies) for row in rows for sentence in row for word in sentence)
    gold = list(examples(own, words))
    for example, paragraph in zip(gold, found, strict=True):
        example.wanted = crf.sure(torch.from_numpy(paragraph.tags))
    return words, gold, [list(examples(rows, words)) for rows in copies]


def _learnt(
    words: Words, gold: list[Example], copies: Sequence[list[Example]], seed: int, report: Callable[[str], None]
) -> Recognizer:
    """The recognizer, which learns the teachers' marginals and, on the side, slovnet's hidden layers."""
    torch.manual_seed(seed)
    random.seed(seed)
    network = Recognizer()
    layers = torch.cat([example.hidden for example in gold]).float()
    spread, middle = torch.std_mean(layers, 0)

    def loss(batch: Batch, done: float) -> Tensor:
        assert batch.wanted is not None
        with torch.autocast("cpu", dtype=torch.bfloat16):
            vectors = network.words(batch.vectors, batch.shapes, batch.codes)
            scores, hint = network(vectors[batch.words], batch.mask)
        off = ((hint.float() - (batch.hidden - middle) / spread.clamp(min=1e-3)) ** 2).mean(2)
        aside: Tensor = HINT * (1 - 0.9 * done) * (off * batch.mask).sum() / batch.mask.sum()
        told = crf.loss(scores.float(), network.transitions, batch.mask, batch.wanted, crf.WEIGHTS)
        return told + aside

    turns = [[copies[(epoch * TOGETHER + i) % len(copies)] for i in range(TOGETHER)] for epoch in range(EPOCHS)]
    epochs = [sum(turn, gold) for turn in turns]
    fitted(network, loss, epochs, words, average=AVERAGE, report=report)
    return network


def score(split: Path, weights: Path, *, printed: Callable[[str], str] = str) -> dict[str, float]:
    """Exact F1 of the numpy network with these weights over a split: all organizations, nested too, and persons.

    `printed` makes another print of each text, of the same length: str.lower.
    """
    network = recognizer.Recognizer(load_file(weights))
    right, found, wanted = {"ORG": 0, "PER": 0}, {"ORG": 0, "PER": 0}, {"ORG": 0, "PER": 0}
    for path in sorted(split.glob("*.ann")):
        spans = annotated(path)
        got: dict[str, set[tuple[int, int]]] = {"ORG": set(), "PER": set()}
        text = printed(path.with_suffix(".txt").read_bytes().decode("utf-8"))
        for name in names.found([text], network)[0]:
            if name.label in got:
                got[name.label].add((name.start, name.stop))
        for label, theirs in (("ORG", "ORGANIZATION"), ("PER", "PERSON")):
            gold = set(spans.get(theirs, ()))
            right[label] += len(gold & got[label])
            found[label] += len(got[label])
            wanted[label] += len(gold)
    return {label: 2 * right[label] / max(1, found[label] + wanted[label]) for label in right}
