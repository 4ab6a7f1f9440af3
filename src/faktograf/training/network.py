"""The networks in torch: the teacher, which sees slovnet's hidden layers, and the recognizer, which learns from it."""

from collections.abc import Sequence

import torch
from torch import Tensor, nn

from faktograf.language import characters, recognizer

SIZE = 128
HEADS = len(recognizer.HEADS)
SHAPES = 66
CONTEXT = 192  # slovnet's hidden layers


class _Network(nn.Module):
    """Convolutions over what each word brings, and the heads' emissions; sequence × token × …"""

    letters: int
    dropout: tuple[float, float]

    def __init__(self, size: int):
        super().__init__()
        self.shape = nn.Embedding(SHAPES, 30)
        self.chars = nn.Embedding(len(characters.ALPHABET) + 2, 24, padding_idx=0)
        self.char_conv = nn.Conv1d(24, self.letters, 3, padding=1)
        self.norm = nn.LayerNorm(size)
        self.convs = nn.ModuleList(nn.Conv1d(size, size, 3, padding=d, dilation=d) for d in recognizer.DILATIONS)
        self.norms = nn.ModuleList(nn.LayerNorm(size) for _ in recognizer.DILATIONS)
        self.out = nn.Linear(size, HEADS * 5)
        self.transitions = nn.Parameter(torch.zeros(HEADS, 5, 5))

    def seen(self, vectors: Tensor, shapes: Tensor, codes: Tensor) -> Tensor:
        """What is known of words alone: their vectors, shapes and letters side by side."""
        letters = torch.relu(self.char_conv(self.chars(codes).transpose(1, 2))).amax(2)
        return torch.cat([vectors, self.shape(shapes), letters], 1)

    def layers(self, x: Tensor, mask: Tensor) -> list[Tensor]:
        """The input normed, and the sums behind each of the residual convolutions."""
        rows = mask[..., None].float()
        x = self.dropped(torch.relu(self.norm(x)), self.dropout[0]) * rows
        out = [x]
        for conv, norm in zip(self.convs, self.norms, strict=True):
            h = torch.relu(norm(conv(x.transpose(1, 2)).transpose(1, 2)))
            x = (x + self.dropped(h, self.dropout[1])) * rows
            out.append(x)
        return out

    def dropped(self, x: Tensor, share: float) -> Tensor:
        """Dropout of single values."""
        return nn.functional.dropout(x, share, self.training)

    def emissions(self, x: Tensor) -> Tensor:
        """Token × head × tag of the last layer."""
        out: Tensor = self.out(x).view(*x.shape[:2], HEADS, 5)
        return out


class Teacher(_Network):
    """Sees the words and slovnet's hidden layers of the tokens."""

    letters, dropout = 64, (0.35, 0.25)

    def __init__(self, *, size: int = SIZE):
        super().__init__(size)
        self.static = nn.Linear(300 + 30 + self.letters, size)
        self.context = nn.Linear(CONTEXT, size)

    def words(self, vectors: Tensor, shapes: Tensor, codes: Tensor) -> Tensor:
        """The part of the input that depends on the word alone."""
        out: Tensor = self.static(self.seen(vectors, shapes, codes))
        return out

    def forward(self, words: Tensor, context: Tensor, mask: Tensor) -> Tensor:
        """Emissions from word rows and the taggers' hidden rows."""
        if self.training:  # a whole word is hidden now and then, so that its neighbours learn to speak for it
            words = words * (torch.rand((*words.shape[:2], 1)) > 0.05)
        return self.emissions(self.layers(words + self.context(context), mask)[-1])


class Recognizer(_Network):
    """Sees the words alone: what a hidden layer makes of each meets its neighbours' in a first convolution."""

    letters, dropout = 64, (0.15, 0.15)
    deep = 384
    hinted = 2  # the layer that tells slovnet's hidden ones

    def __init__(self, *, size: int = SIZE):
        super().__init__(size)
        self.word = nn.Linear(300 + 30 + self.letters, self.deep)
        self.word_norm = nn.LayerNorm(self.deep)
        self.first = nn.Linear(self.deep, 3 * size)  # taps to the next row, to its own, to the one before
        self.hint = nn.Linear(size, CONTEXT)

    def words(self, vectors: Tensor, shapes: Tensor, codes: Tensor) -> Tensor:
        """The products of words' hidden layers with the taps of the first convolution."""
        hidden = torch.relu(self.word_norm(self.word(self.seen(vectors, shapes, codes))))
        out: Tensor = self.first(hidden)
        return out

    def dropped(self, x: Tensor, share: float) -> Tensor:
        """Dropout of a channel through a whole paragraph."""
        kept = torch.rand(len(x), 1, x.shape[2]) >= share
        return x * (kept / (1 - share)).to(x.dtype) if self.training else x

    def forward(self, words: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """Emissions, and a guess at slovnet's hidden layers."""
        layers = self.layers(self.met(words, mask), mask)
        return self.emissions(layers[-1]), self.hint(layers[self.hinted])

    def met(self, words: Tensor, mask: Tensor) -> Tensor:
        """The first convolution: the products of each word's and its neighbours' hidden layers."""
        before, own, after = (words * mask[..., None]).chunk(3, 2)
        return own + nn.functional.pad(before[:, :-1], (0, 0, 1, 0)) + nn.functional.pad(after[:, 1:], (0, 0, 0, 1))


def padded(rows: Sequence[Tensor]) -> Tensor:
    """Rows of different lengths as one tensor, zeros behind the shorter."""
    return nn.utils.rnn.pad_sequence(list(rows), batch_first=True)
