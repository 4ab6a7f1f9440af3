"""Linear-chain CRFs (Lafferty et al. 2001) of several heads at once: partition, marginals, and the loss against them.

Everything is sequence × token × head × tag; a mask tells which tokens there are.
"""

from typing import Any, NamedTuple

import numpy as np
import torch
from torch import Tensor

from faktograf.language import bioes

START, STOP = torch.from_numpy(bioes.START), torch.from_numpy(bioes.STOP)
FORBIDDEN = torch.from_numpy(bioes.forbidden())
WEIGHTS = torch.tensor([1.0, 1.0, 0.7, 0.7, 0.5, 0.3, 0.3])  # of the heads' losses


class Marginals(NamedTuple):
    """How likely each tag is at each token, and how often each step is to be expected: sequence × head × from × to."""

    tags: Tensor
    steps: Tensor


def solved(scores: Tensor, transitions: Tensor, mask: Tensor) -> tuple[Tensor, Marginals]:
    """The logarithm of each sequence's and head's partition sum, and the marginals; no gradient."""
    highest = scores.amax(3, keepdim=True)
    given = (scores - highest).exp().permute(1, 2, 0, 3).contiguous()  # token × head × sequence × tag
    alive = mask.T[:, None, :, None]
    step = (transitions + FORBIDDEN).exp()
    row = given[0] * START.exp()
    before, scales = [], []
    for t in range(len(given)):
        made = row if t == 0 else torch.where(alive[t], torch.bmm(row, step) * given[t], row)
        scale = made.sum(2, keepdim=True)
        row = made / scale
        before.append(row)
        scales.append(scale)
    last = STOP.exp().expand_as(row)
    logs = (torch.stack(scales).log()[..., 0] * alive[..., 0]).sum(0) + (row * last).sum(2).log()
    logs = logs.T + (highest[..., 0] * mask[..., None]).sum(1)
    row, after = last, [last]
    back = step.transpose(1, 2)
    for t in range(len(given) - 1, 0, -1):
        made = torch.bmm(given[t] * row, back)
        row = torch.where(alive[t], made / made.sum(2, keepdim=True), row)
        after.append(row)
    forward, backward = torch.stack(before), torch.stack(after[::-1])
    tags = forward * backward
    tags = tags / tags.sum(3, keepdim=True) * alive
    following = given[1:] * backward[1:]
    paths = torch.einsum("thbi,hij,thbj->thb", forward[:-1], step, following)
    share = forward[:-1] * (alive[1:] / paths.clamp(min=1e-30)[..., None])
    steps = torch.einsum("thbi,thbj->bhij", share, following) * step
    return logs, Marginals(tags.permute(2, 0, 1, 3), steps)


class _Partition(torch.autograd.Function):
    """Logarithms of the partition sums, whose gradient is the marginals."""

    @staticmethod
    def forward(ctx: Any, scores: Tensor, transitions: Tensor, mask: Tensor) -> Tensor:
        logs, marginals = solved(scores, transitions, mask)
        ctx.save_for_backward(*marginals)
        return logs

    @staticmethod
    def backward(ctx: Any, given: Tensor) -> tuple[Tensor, Tensor, None]:
        tags, steps = ctx.saved_tensors
        return tags * given[:, None, :, None], (steps * given[..., None, None]).sum(0), None


def loss(scores: Tensor, transitions: Tensor, mask: Tensor, wanted: Marginals, weights: Tensor) -> Tensor:
    """The cross entropy of the wanted marginals under the CRFs, per token: the negative log-likelihood of sure ones."""
    logs: Tensor = _Partition.apply(scores, transitions, mask)  # type: ignore[no-untyped-call]
    told = (scores * wanted.tags).sum((1, 3)) + (transitions * wanted.steps).sum((2, 3))
    out: Tensor = ((logs - told) * weights).sum() / mask.sum()
    return out


def sure(tags: Tensor) -> Marginals:
    """The marginals of one sequence whose tags, token × head, are known."""
    rows = torch.eye(len(bioes.START))[tags]
    return Marginals(rows, torch.einsum("thi,thj->hij", rows[:-1], rows[1:]))


def best(scores: np.ndarray[Any, Any], steps: np.ndarray[Any, Any]) -> list[int]:
    """The best path through one sequence under one head (Viterbi 1967), a token at a time."""
    through, back = scores[0] + bioes.START, []
    for row in scores[1:]:
        paths = through[:, None] + steps
        back.append(paths.argmax(0))
        through = paths.max(0) + row
    path = [int((through + bioes.STOP).argmax())]
    for pointers in reversed(back):
        path.append(int(pointers[path[-1]]))
    return path[::-1]
