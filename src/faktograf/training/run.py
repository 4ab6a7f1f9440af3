"""Training from a NEREL checkout to the shipped weights: seeded, two cores, well under an hour."""

import random
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
from safetensors.numpy import load_file, save_file
from torch import Tensor, nn

from faktograf.language import characters, names, recognizer, tagger
from faktograf.training.corpus import Paragraph, annotated, paragraphs
from faktograf.training.network import Recognizer, padded

EPOCHS = 12
TOKENS = 1500  # in a batch
RATE = 2e-3
AVERAGE = 0.995  # of the running mean of the weights, which is what is shipped
WEIGHTS = torch.tensor([1.0, 1.0, 0.7, 0.7, 0.5, 0.3, 0.3])  # of the heads' losses
SHAPES = 66


class Words:
    """Distinct words of the corpus with what the network is told of each."""

    def __init__(self, found: Sequence[Paragraph]):
        words = dict.fromkeys(token.text for paragraph in found for token in paragraph.tokens)
        self.row = {word: i for i, word in enumerate(words)}
        vectors, shapes = tagger.word_features(list(words))
        self.vectors, self.shapes = torch.from_numpy(vectors), torch.from_numpy(shapes)
        self.codes = torch.tensor([characters.codes(word) for word in words])

    def rows(self, paragraph: Paragraph) -> Tensor:
        """The words of a paragraph by number."""
        return torch.tensor([self.row[token.text] for token in paragraph.tokens])


class Example:
    """A paragraph ready for the network."""

    def __init__(self, paragraph: Paragraph, words: Words):
        self.words = words.rows(paragraph)
        sentences = [[token.text for token in sentence] for sentence in paragraph.sentences]
        self.context = torch.from_numpy(tagger.hidden(sentences))
        self.tags = torch.from_numpy(paragraph.tags)


def train(split: Path, destination: Path, *, seed: int = 1, report: Callable[[str], None] = print) -> None:
    """Train on a split's paragraphs and write the mean weights, half precision, as safetensors."""
    random.seed(seed)
    torch.manual_seed(seed)
    found = list(paragraphs(split))
    words = Words(found)
    examples = [Example(paragraph, words) for paragraph in found]
    network = Recognizer(examples[0].context.shape[1], SHAPES)
    steps = EPOCHS * (sum(len(e.words) for e in examples) // TOKENS + 40)
    optimizer = torch.optim.AdamW(network.parameters(), lr=RATE, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, total_steps=steps, pct_start=0.15)
    mean = {name: value.clone() for name, value in network.state_dict().items()}
    done = 0
    for epoch in range(EPOCHS):
        lost = []
        for batch in _batches(examples):
            lost.append(_step(network, batch, words, optimizer))
            if done < steps:
                schedule.step()
                done += 1
            _average(mean, network, min(AVERAGE, 1 - 1 / (done + 1)))
        report(f"epoch {epoch + 1}: loss {sum(lost) / len(lost):.4f}")
    save_file({name: value.numpy().astype(np.float16) for name, value in mean.items()}, destination)


def _batches(examples: Sequence[Example]) -> Iterator[list[Example]]:
    """Paragraphs of like length together, the batches shuffled."""
    order = list(examples)
    random.shuffle(order)
    batches: list[list[Example]] = []
    for start in range(0, len(order), 400):
        batch: list[Example] = []
        for example in sorted(order[start : start + 400], key=lambda e: len(e.words)):
            if batch and sum(len(e.words) for e in batch) + len(example.words) > TOKENS:
                batches.append(batch)
                batch = []
            batch.append(example)
        batches.append(batch)
    random.shuffle(batches)
    yield from batches


def emissions(network: Recognizer, batch: Sequence[Example], words: Words) -> tuple[Tensor, Tensor]:
    """The network's scores for a batch, and which of them are tokens."""
    rows = padded([example.words for example in batch])
    mask = padded([torch.ones(len(example.words), dtype=torch.bool) for example in batch])
    distinct, back = rows.unique(return_inverse=True)  # type: ignore[no-untyped-call]
    vectors = network.word_vectors(words.vectors[distinct], words.shapes[distinct], words.codes[distinct])
    return network(vectors[back], padded([example.context for example in batch]), mask), mask


def _step(network: Recognizer, batch: Sequence[Example], words: Words, optimizer: torch.optim.Optimizer) -> float:
    network.train()
    scores, mask = emissions(network, batch, words)
    loss = network.loss(scores, padded([example.tags for example in batch]), mask, WEIGHTS)
    optimizer.zero_grad()
    loss.backward()  # type: ignore[no-untyped-call]
    nn.utils.clip_grad_norm_(network.parameters(), 2.0)
    optimizer.step()
    return float(loss.detach())


def _average(mean: dict[str, Tensor], network: Recognizer, share: float) -> None:
    for name, value in network.state_dict().items():
        mean[name].mul_(share).add_(value, alpha=1 - share)


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
        for name in names.found([text], network)[0].names:
            if name.label in got:
                got[name.label].add((name.start, name.stop))
        for label, theirs in (("ORG", "ORGANIZATION"), ("PER", "PERSON")):
            gold = set(spans.get(theirs, ()))
            right[label] += len(gold & got[label])
            found[label] += len(got[label])
            wanted[label] += len(gold)
    return {label: 2 * right[label] / max(1, found[label] + wanted[label]) for label in right}
