"""Steps down a loss: AdamW, one cycle of the rate, a running mean of the weights, which is what remains."""

from collections.abc import Callable, Sequence

import torch
from torch import Tensor, nn

from faktograf.training.examples import Batch, Example, Words, batches

RATE = 2e-3
TOKENS = 1500  # in a batch


def fitted(
    network: nn.Module,
    loss: Callable[[Batch, float], Tensor],
    epochs: Sequence[Sequence[Example]],
    words: Words,
    *,
    average: float = 0.995,
    report: Callable[[str], None],
) -> None:
    """Fit a network to the examples of each epoch in turn; `loss` is told which share of the way is done."""
    total = sum(sum(len(e.words) for e in examples) // TOKENS + len(examples) // 180 for examples in epochs)
    optimizer = torch.optim.AdamW(network.parameters(), lr=RATE, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, total_steps=total, pct_start=0.15)
    mean = {name: value.clone() for name, value in network.state_dict().items()}
    done = 0
    for epoch, examples in enumerate(epochs, 1):
        lost = []
        network.train()
        for rows in batches(examples, TOKENS):
            value = loss(Batch.of(rows, words), done / total)
            optimizer.zero_grad()
            value.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(network.parameters(), 2.0)
            optimizer.step()
            lost.append(float(value.detach()))
            if done < total - 1:
                schedule.step()
            done += 1
            share = min(average, 1 - 1 / (done + 1))
            for name, now in network.state_dict().items():
                mean[name].mul_(share).add_(now, alpha=1 - share)
        report(f"epoch {epoch}: loss {sum(lost) / len(lost):.4f}")
    network.load_state_dict(mean)
    network.eval()
