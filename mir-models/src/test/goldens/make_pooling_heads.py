# SPDX-License-Identifier: GPL-3.0-or-later
"""PyTorch's outputs, weights over time and gradients of pooling heads, on small made inputs.

usage: python make_pooling_heads.py --out pooling-heads.json

The heads are written here from their equations (see the Java classes for sources). Besides what blocks.py says, a golden
holds where the sequence is summed up ("summary") and how much each frame counts ("frameWeights").
"""
import argparse

import torch
from torch import nn

import blocks

BATCH, FRAMES, FEATURES = 3, 7, 6


def hidden(x, mask):
    return x if mask is None else x.masked_fill(mask[:, :, None] == 0, -torch.inf)


def frames(x, mask):
    return torch.ones(x.shape[:2]) if mask is None else mask


class Weighted(nn.Module):
    """A head that pools by its weights."""

    def forward(self, x, mask=None):
        return (self.values(x) * self.weights(x, mask)).sum(1)

    def values(self, x):
        return x


class Mean(Weighted):
    def weights(self, x, mask=None):
        valid = frames(x, mask)
        return (valid / valid.sum(1, keepdim=True))[:, :, None]


class Max(nn.Module):
    def forward(self, x, mask=None):
        return hidden(x, mask).amax(1)

    def weights(self, x, mask=None):
        visible = hidden(x, mask)
        return (visible == visible.amax(1, keepdim=True)).float()


class MaxMean(nn.Module):
    parts = (Max(), Mean())

    def forward(self, x, mask=None):
        return torch.cat([part(x, mask) for part in self.parts], 1)

    def weights(self, x, mask=None):
        return torch.cat([part.weights(x, mask).expand(x.shape) for part in self.parts], 2)


class Attention(Weighted):
    def __init__(self, features, size):
        super().__init__()
        self.embed = nn.Linear(features, size)
        self.project = nn.Linear(size, 1, bias=False)

    def weights(self, x, mask=None):
        relevance = torch.sigmoid(self.project(torch.tanh(self.embed(x))))
        return torch.softmax(hidden(relevance, mask), 1)


class SplitAttention(Weighted):
    def values(self, x):
        return x.chunk(2, 2)[0]

    def weights(self, x, mask=None):
        return torch.softmax(hidden(x.chunk(2, 2)[1], mask), 1)


class Auto(Weighted):
    def __init__(self, alpha, limit=None):
        super().__init__()
        self.alpha = nn.Parameter(torch.tensor(alpha))
        self.limit = limit

    def weights(self, x, mask=None):
        alpha = self.alpha
        if self.limit is not None:
            alpha = alpha - torch.relu(alpha - self.limit).detach()
        return torch.softmax(hidden(alpha * x, mask), 1)


class Last(Weighted):
    def __init__(self, both_ends):
        super().__init__()
        self.both_ends = both_ends

    def weights(self, x, mask=None):
        last = frames(x, mask).sum(1).long() - 1
        forward = nn.functional.one_hot(last, x.shape[1]).float()[:, :, None]
        if not self.both_ends:
            return forward
        backward = nn.functional.one_hot(torch.zeros_like(last), x.shape[1]).float()[:, :, None]
        half = x.shape[2] // 2
        return torch.cat([forward.expand(-1, -1, half), backward.expand(-1, -1, half)], 2)


class ClassToken(Weighted):
    def weights(self, x, mask=None):
        return nn.functional.one_hot(torch.zeros(len(x)).long(), x.shape[1]).float()[:, :, None]


ALPHAS = [-0.7, 0.3, 1.0, 1.8, 2.5, 6.0]
HEADS = [
    ("mean", "mean", Mean(), "nowhere"),
    ("max", "max", Max(), "nowhere"),
    ("max-mean", "max-mean", MaxMean(), "nowhere"),
    ("attention", {"type": "attention", "hidden": 4}, Attention, "nowhere"),
    ("split-attention", "split-attention", SplitAttention(), "nowhere"),
    ("auto", {"type": "auto", "initialAlpha": 1, "perClass": True}, Auto(ALPHAS), "nowhere"),
    ("auto-shared", {"type": "auto", "initialAlpha": 1, "perClass": False}, Auto([1.7]), "nowhere"),
    ("auto-limited", {"type": "auto", "initialAlpha": 1, "perClass": True, "maxAlpha": 2, "penalty": 0.1},
     Auto(ALPHAS, 2), "nowhere"),
    ("last", "last", Last(False), "last-frame"),
    ("last-both-ends", "last", Last(True), "both-ends"),
    ("class-token", "class-token", ClassToken(), "class-token"),
]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", required=True)
    out = parser.parse_args().out
    torch.manual_seed(11)
    padded = (torch.arange(FRAMES) < torch.tensor([[FRAMES], [4], [1]])).float()
    goldens = []
    for name, settings, module, summary in HEADS:
        module = module(FEATURES, settings["hidden"]) if module is Attention else module
        for suffix, mask in [("", None), ("-masked", padded)]:
            x = torch.randn(BATCH, FRAMES, FEATURES)
            entry = blocks.golden(name + suffix, {"pooling": settings}, module, x, mask)
            weights = module.weights(x) if mask is None else module.weights(x, mask)
            goldens.append({**entry, "summary": summary, "frameWeights": blocks.flat(weights)})
    blocks.write(out, goldens)


if __name__ == "__main__":
    main()
