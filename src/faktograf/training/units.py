"""How much one is worth in each channel when the recognizer's sums between its layers are bytes (integers.py)."""

from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray

from faktograf.language.integers import TOP
from faktograf.training.examples import Batch, Example, Words
from faktograf.training.network import Recognizer

_SHARE = 0.5  # of the difference between channels that the units take, as in SmoothQuant (arXiv:2211.10438)
_LOWEST = 0.02  # of the largest unit
_EVERY = 4  # tokens, of which one is looked at
_OUTLIERS = 1e-4  # that may be cut


def units(network: Recognizer, examples: Sequence[Example], words: Words) -> NDArray[np.float32]:
    """The channels' units, one for all layers."""
    network.eval()
    with torch.no_grad():
        told = [_between(network, Batch.of([example], words)) for example in examples]
    seen = [torch.cat([rows[i] for rows in told])[::_EVERY].numpy() for i in range(len(told[0]))]
    unit: NDArray[np.float32] = np.max([layer.max(axis=0) for layer in seen], axis=0) ** _SHARE
    unit = np.maximum(unit, _LOWEST * unit.max())
    return np.float32(max(np.quantile(layer / unit, 1 - _OUTLIERS) for layer in seen) / TOP) * unit


def _between(network: Recognizer, batch: Batch) -> list[torch.Tensor]:
    """The sums before each convolution and before the heads, layer by layer token × channel."""
    words = network.words(batch.vectors, batch.shapes, batch.codes)[batch.words]
    return [layer[0].half() for layer in network.layers(network.met(words, batch.mask), batch.mask)]
