"""What the torch model of a weights file tags: the measure of the numpy network, which must say the same."""

from pathlib import Path

import numpy as np
import torch
from safetensors.numpy import load_file

from faktograf.language import recognizer, segments
from faktograf.training import crf
from faktograf.training.examples import Batch, Words, examples
from faktograf.training.network import Recognizer


def of_torch(text: str, weights: Path) -> list[list[list[int]]]:
    """Paragraph × used head × token: the tags of the torch network, decoded step by step."""
    tensors = {name: torch.from_numpy(array.astype(np.float32)) for name, array in load_file(weights).items()}
    network = Recognizer(size=len(tensors["norm.bias"]))
    network.load_state_dict(tensors, strict=False)  # what it guessed aside is not kept, units are not its own
    network.eval()
    paragraphs = [[sentence.forms for sentence in sentences] for _, sentences in segments.by_paragraph(text)]
    words = Words(word for paragraph in paragraphs for sentence in paragraph for word in sentence)
    steps = (network.transitions + crf.FORBIDDEN).detach().numpy()
    out = []
    heads = [recognizer.HEADS.index(head) for head in recognizer.USED]
    for example in examples(paragraphs, words):
        batch = Batch.of([example], words)
        with torch.no_grad():
            vectors = network.words(batch.vectors, batch.shapes, batch.codes)
            scores = network(vectors[batch.words], batch.mask)[0][0].numpy()
        out.append([crf.best(scores[:, head], steps[head]) for head in heads])
    return out
