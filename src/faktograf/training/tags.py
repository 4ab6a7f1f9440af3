"""What the torch model of a weights file tags: the measure of the numpy network, which must say the same."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from safetensors.numpy import load_file
from torch import Tensor

from faktograf.language import recognizer, segments
from faktograf.training.corpus import Paragraph
from faktograf.training.network import Recognizer
from faktograf.training.run import SHAPES, Example, Words, emissions


def of_torch(text: str, weights: Path) -> list[list[list[int]]]:
    """Paragraph × used head × token: the tags of the torch network, decoded step by step."""
    tensors = load_file(weights)
    network = Recognizer(tensors["context.weight"].shape[1], SHAPES, size=tensors["static.bias"].shape[0])
    network.load_state_dict({name: torch.from_numpy(array.astype(np.float32)) for name, array in tensors.items()})
    network.eval()
    paragraphs = [_untagged(sentences) for sentences in segments.by_paragraph(text)]
    words = Words(paragraphs)
    with torch.no_grad():
        rows = [emissions(network, [Example(paragraph, words)], words)[0][0] for paragraph in paragraphs]
        return [[_decoded(network, row, recognizer.HEADS.index(head)) for head in recognizer.USED] for row in rows]


def _untagged(sentences: Sequence[Sequence[segments.Token]]) -> Paragraph:
    size = sum(map(len, sentences))
    return Paragraph("", sentences, np.zeros((size, len(recognizer.HEADS)), dtype=np.int64))


def _decoded(network: Recognizer, scores: Tensor, head: int) -> list[int]:
    """The best path of one paragraph under one head (Viterbi 1967), a token at a time."""
    steps = network.transitions[head] + network.forbidden
    best, back = scores[0, head] + network.start, []
    for row in scores[1:, head]:
        through = best[:, None] + steps
        best, pointers = through.max(0)
        best = best + row
        back.append(pointers)
    path = [int((best + network.stop).argmax())]
    for pointers in reversed(back):
        path.append(int(pointers[path[-1]]))
    return path[::-1]
