"""The recognizer in torch, its weights named as recognizer.py reads them."""

from collections.abc import Sequence

import torch
from torch import Tensor, nn

from faktograf.language import characters, recognizer

SIZE = 128


class Recognizer(nn.Module):
    """Emissions and CRF loss over paragraphs padded to the longest; batch × token × …"""

    start: Tensor
    stop: Tensor
    forbidden: Tensor

    def __init__(self, context: int, shapes: int, *, size: int = SIZE):
        super().__init__()
        heads = len(recognizer.HEADS)
        self.shape = nn.Embedding(shapes, 30)
        self.chars = nn.Embedding(len(characters.ALPHABET) + 2, 24, padding_idx=0)
        self.char_conv = nn.Conv1d(24, 64, 3, padding=1)
        self.static = nn.Linear(300 + 30 + 64, size)
        self.context = nn.Linear(context, size)
        self.norm = nn.LayerNorm(size)
        self.convs = nn.ModuleList(nn.Conv1d(size, size, 3, padding=d, dilation=d) for d in recognizer.DILATIONS)
        self.norms = nn.ModuleList(nn.LayerNorm(size) for _ in recognizer.DILATIONS)
        self.out = nn.Linear(size, heads * 5)
        self.transitions = nn.Parameter(torch.zeros(heads, 5, 5))
        for name in ("START", "STOP"):
            self.register_buffer(name.lower(), torch.from_numpy(getattr(recognizer, name)), persistent=False)
        self.register_buffer("forbidden", torch.from_numpy(recognizer.forbidden()), persistent=False)

    def word_vectors(self, vectors: Tensor, shapes: Tensor, codes: Tensor) -> Tensor:
        """The part of the input that depends on the word alone."""
        letters = torch.relu(self.char_conv(self.chars(codes).transpose(1, 2))).amax(2)
        out: Tensor = self.static(torch.cat([vectors, self.shape(shapes), letters], 1))
        return out

    def forward(self, words: Tensor, context: Tensor, mask: Tensor) -> Tensor:
        """Emissions from word vectors and the taggers' hidden rows."""
        if self.training:  # a whole word is hidden now and then, so that its neighbours learn to speak for it
            words = words * (torch.rand((*words.shape[:2], 1)) > 0.05)
        rows = mask[..., None].float()
        x = torch.relu(self.norm(words + self.context(context)))
        x = nn.functional.dropout(x, 0.35, self.training) * rows
        for conv, norm in zip(self.convs, self.norms, strict=True):
            h = torch.relu(norm(conv(x.transpose(1, 2)).transpose(1, 2)))
            x = (x + nn.functional.dropout(h, 0.25, self.training)) * rows
        out: Tensor = self.out(x).view(*mask.shape, len(recognizer.HEADS), 5)
        return out

    def loss(self, scores: Tensor, tags: Tensor, mask: Tensor, weights: Tensor) -> Tensor:
        """Negative log-likelihood of the tags under each head's CRF (Lafferty et al. 2001), per token."""
        steps = self.transitions + self.forbidden
        heads = torch.arange(scores.shape[2])[None]
        alpha = scores[:, 0] + self.start
        gold = alpha.gather(2, tags[:, 0, :, None])[..., 0]
        for t in range(1, scores.shape[1]):
            alive = mask[:, t, None]
            through = torch.logsumexp(alpha[..., None] + steps, 2) + scores[:, t]
            alpha = torch.where(alive[..., None], through, alpha)
            emitted = scores[:, t].gather(2, tags[:, t, :, None])[..., 0]
            gold = gold + (emitted + steps[heads, tags[:, t - 1], tags[:, t]]) * alive
        lost = torch.logsumexp(alpha + self.stop, 2) - gold
        out: Tensor = (lost * weights).sum() / mask.sum()
        return out


def padded(rows: Sequence[Tensor]) -> Tensor:
    """Rows of different lengths as one tensor, zeros behind the shorter."""
    return nn.utils.rnn.pad_sequence(list(rows), batch_first=True)
