# SPDX-License-Identifier: GPL-3.0-or-later
"""Attention and transformers in plain PyTorch, after the papers' equations, pair by pair where that is simplest.

The modules have the names of our parameters.
"""
import math

import torch
from torch import nn

HIDDEN = float("-inf")


def weight(*shape):
    return nn.Parameter(torch.randn(*shape) * 0.5)


class Score(nn.Module):
    """Scores of queries (B, H, T, d) and keys (B, H, T, d): (B, H, T, T)."""

    def __init__(self, kind, heads, size, inner):
        super().__init__()
        self.kind = kind
        if kind == "multiplicative":
            self.weight = weight(heads, size, size)
        if kind in ("reduced-rank", "additive"):
            self.query_weight = weight(heads, inner, size)
            self.key_weight = weight(heads, inner, size)
        if kind == "additive":
            self.v = weight(heads, inner)

    def forward(self, s, h):
        if self.kind == "dot":
            return torch.einsum("bhid,bhjd->bhij", s, h)
        if self.kind == "scaled-dot":
            return torch.einsum("bhid,bhjd->bhij", s, h) / math.sqrt(s.shape[-1])
        if self.kind == "multiplicative":
            return torch.einsum("bhid,hde,bhje->bhij", s, self.weight, h)
        fewer_s = torch.einsum("hrd,bhid->bhir", self.query_weight, s)
        fewer_h = torch.einsum("hrd,bhjd->bhjr", self.key_weight, h)
        if self.kind == "reduced-rank":
            return torch.einsum("bhir,bhjr->bhij", fewer_s, fewer_h)
        return torch.einsum("bhija,ha->bhij", torch.tanh(fewer_h[:, :, None] + fewer_s[:, :, :, None]), self.v)


class Positions(nn.Module):
    """What positions do within attention; every pair of frames has its vector, which takes T T d numbers."""

    def __init__(self, settings, width, heads, causal):
        super().__init__()
        self.settings = settings if isinstance(settings, dict) else {"type": settings}
        self.kind = self.settings["type"]
        self.heads = heads
        if self.kind.startswith("relative"):
            self.reach = self.settings["distance"]
            rows = self.reach + 1 if causal else 2 * self.reach + 1
            self.keys = weight(rows, width if self.kind == "relative-skew" else width // heads)
            if self.settings.get("values"):
                self.values = weight(rows, width // heads)

    def pairs(self, table, frames):
        """(H, T, T, d), or (1, T, T, d) where heads share them."""
        place = torch.arange(frames)
        rows = (place[None, :] - place[:, None]).clamp(-self.reach, self.reach) + self.reach
        vectors = table[rows.clamp(max=len(table) - 1)]
        heads = self.heads if self.kind == "relative-skew" else 1
        return vectors.reshape(frames, frames, heads, -1).permute(2, 0, 1, 3)

    def turned(self, x):
        """Pairs of features as complex numbers, turned by multiplication."""
        if self.kind != "rotary":
            return x
        size = x.shape[-1]
        pairs = torch.view_as_complex(x.reshape(*x.shape[:-1], size // 2, 2).contiguous())
        angles = torch.arange(x.shape[2])[:, None] * 10000.0 ** (-torch.arange(0, size, 2) / size)
        return torch.view_as_real(pairs * torch.polar(torch.ones_like(angles), angles)).reshape(x.shape)

    def keys_beside(self, q):
        if not self.kind.startswith("relative"):
            return None
        return torch.einsum("bhid,hijd->bhij", q, self.pairs(self.keys, q.shape[2]).expand(q.shape[1], -1, -1, -1))

    def values_beside(self, w):
        if not self.settings.get("values"):
            return 0
        return torch.einsum("bhij,ijd->bhid", w, self.pairs(self.values, w.shape[2])[0])


class Attention(nn.Module):
    def __init__(self, width, heads, causal=False, score="scaled-dot", positions="none"):
        super().__init__()
        self.heads = heads
        self.causal = causal
        self.in_proj_weight = weight(3 * width, width)
        self.in_proj_bias = weight(3 * width)
        self.out_proj = nn.Linear(width, width)
        kind = score if isinstance(score, str) else score["type"]
        inner = None if isinstance(score, str) else score.get("rank", score.get("hidden"))
        self.score = Score(kind, heads, width // heads, inner)
        self.positions = Positions(positions, width, heads, causal)

    def forward(self, x, mask=None):
        batch, frames, width = x.shape
        split = nn.functional.linear(x, self.in_proj_weight, self.in_proj_bias)
        q, k, v = (part.reshape(batch, frames, self.heads, -1).transpose(1, 2) for part in split.chunk(3, -1))
        scores = self.score(self.positions.turned(q), self.positions.turned(k))
        beside = self.positions.keys_beside(q)
        if beside is not None:
            scores = scores + (beside / math.sqrt(q.shape[-1]) if self.score.kind == "scaled-dot" else beside)
        if mask is not None:
            scores = scores.masked_fill(mask[:, None, None] == 0, HIDDEN)
        if self.causal:
            scores = scores.masked_fill(torch.ones(frames, frames).triu(1) > 0, HIDDEN)
        weights = scores.softmax(-1)
        taken = weights @ v + self.positions.values_beside(weights)
        return self.out_proj(taken.transpose(1, 2).reshape(batch, frames, width))


class TorchAttention(nn.MultiheadAttention):
    """torch.nn's own, with our mask."""

    def forward(self, x, mask=None):
        padding = None if mask is None else mask == 0
        return super().forward(x, x, x, key_padding_mask=padding, need_weights=False)[0]


class Layer(nn.Module):
    """A transformer's layer around our attention."""

    def __init__(self, width, hidden, activation, norm, attention):
        super().__init__()
        self.self_attn = attention
        self.linear1 = nn.Linear(width, hidden)
        self.linear2 = nn.Linear(hidden, width)
        self.norm1 = nn.LayerNorm(width)
        self.norm2 = nn.LayerNorm(width)
        self.activation = getattr(nn.functional, activation)
        self.first = norm == "pre"

    def dense(self, x):
        return self.linear2(self.activation(self.linear1(x)))

    def forward(self, x, mask=None):
        if self.first:
            x = x + self.self_attn(self.norm1(x), mask)
            return x + self.dense(self.norm2(x))
        x = self.norm1(x + self.self_attn(x, mask))
        return self.norm2(x + self.dense(x))


class TorchLayer(nn.TransformerEncoderLayer):
    """torch.nn's own, with our mask."""

    def __init__(self, width, heads, hidden, activation, norm, causal):
        super().__init__(width, heads, hidden, 0.0, activation, batch_first=True, norm_first=norm == "pre")
        self.causal = causal

    def forward(self, x, mask=None):
        later = torch.ones(x.shape[1], x.shape[1]).triu(1) > 0 if self.causal else None
        return super().forward(x, later, None if mask is None else mask == 0)


class Added(nn.Module):
    """Positions that are added: learned vectors, or the sines of Vaswani et al."""

    def __init__(self, kind, frames, width):
        super().__init__()
        if kind == "learned":
            self.weight = weight(frames, width)
        else:
            angles = torch.arange(frames)[:, None] * torch.exp(
                torch.arange(0, width, 2) * (-math.log(10000.0) / width))
            self.table = torch.stack((angles.sin(), angles.cos()), -1).reshape(frames, width)

    def forward(self, x):
        return x + getattr(self, "weight", getattr(self, "table", None))[: x.shape[1]]


class Transformer(nn.Module):
    def __init__(self, shape, width, heads, layers, feedForward, activation, norm, positions, score="scaled-dot",
                 causal=False, classToken=False):
        super().__init__()
        self.project = nn.Linear(shape[2], width) if shape[2] != width else nn.Identity()
        self.class_token = weight(1, 1, width) if classToken else None
        added = positions in ("learned", "sinusoidal")
        self.positions = Added(positions, shape[1] + classToken, width) if added else nn.Identity()
        own = score != "scaled-dot" or not (added or positions == "none")
        self.layers = nn.ModuleList(
            Layer(width, feedForward, activation, norm, Attention(width, heads, causal, score, positions)) if own
            else TorchLayer(width, heads, feedForward, activation, norm, causal) for _ in range(layers))
        self.norm = nn.LayerNorm(width) if norm == "pre" else nn.Identity()
        for name, parameter in self.named_parameters():
            if "norm" in name or name.endswith("bias"):
                nn.init.normal_(parameter, 1.0 if "norm" in name and name.endswith("weight") else 0.0, 0.3)

    def forward(self, x, mask=None):
        x = self.project(x)
        if self.class_token is not None:
            x = torch.cat((self.class_token.expand(len(x), -1, -1), x), 1)
            mask = None if mask is None else torch.cat((torch.ones(len(x), 1), mask), 1)
        x = self.positions(x)
        for layer in self.layers:
            x = layer(x, mask)
        return self.norm(x)


class Patches(nn.Module):
    """As in the authors' code of AST: a strided convolution, flattened from low to high, then early to late."""

    def __init__(self, width, bands, frames, bandStride, frameStride):
        super().__init__()
        self.project = nn.Conv2d(1, width, (bands, frames), (bandStride, frameStride))

    def forward(self, x):
        return self.project(x).flatten(2).transpose(1, 2)


class Frames(nn.Module):
    def __init__(self):
        super().__init__()
        self.input_norm = nn.BatchNorm2d(1)
        self.input_norm.running_mean.fill_(0.3)
        self.input_norm.running_var.fill_(1.7)

    def forward(self, x):
        return self.input_norm(x).squeeze(1).transpose(1, 2)


class Network(nn.Module):
    """From spectrograms to logits."""

    def __init__(self, encoder, sequence, pool, features, classes):
        super().__init__()
        self.encoder = encoder
        self.sequence0 = sequence
        self.pool = pool
        self.classifier = nn.ModuleDict({"output": nn.Linear(features, classes)})

    def forward(self, x):
        return self.classifier["output"](self.pool(self.sequence0(self.encoder(x))))


def both_ends(x):
    """The last forward and the first backward state."""
    half = x.shape[2] // 2
    return torch.cat((x[:, -1, :half], x[:, 0, half:]), 1)
