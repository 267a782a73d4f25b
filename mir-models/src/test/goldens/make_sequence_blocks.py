# SPDX-License-Identifier: GPL-3.0-or-later
"""PyTorch's outputs and gradients of layers over time and of attention, on small made inputs.

usage: python make_sequence_blocks.py --out DIRECTORY

It makes recurrent-blocks.json, attention-blocks.json, transformer-blocks.json and network-blocks.json. The references are
torch.nn's where it has such modules, and those of references.py elsewhere.
"""
import argparse
from pathlib import Path

import torch
from torch import nn

import blocks
import references

CELLS = {"rnn": nn.RNN, "lstm": nn.LSTM, "gru": nn.GRU}


def front_mask(lengths, frames):
    """(B, T), 1 for the first frames of each row."""
    return (torch.arange(frames)[None] < torch.tensor(lengths)[:, None]).float()


class Recurrent(nn.Module):
    """torch.nn's recurrent layers; a mask goes in as a packed sequence."""

    def __init__(self, cells):
        super().__init__()
        self.cells = cells

    def forward(self, x, mask=None):
        if mask is None:
            return self.cells(x)[0]
        packed = nn.utils.rnn.pack_padded_sequence(
            x, mask.sum(1).long(), batch_first=True, enforce_sorted=False)
        return nn.utils.rnn.pad_packed_sequence(self.cells(packed)[0], batch_first=True, total_length=x.shape[1])[0]


def recurrent(cell, layers, both, lengths=None):
    settings = {"type": "recurrent", "cell": cell, "hidden": 2, "layers": layers, "bidirectional": both}
    module = Recurrent(CELLS[cell](3, 2, num_layers=layers, bidirectional=both, batch_first=True))
    name = f"{cell}-{layers}-{'both' if both else 'ahead'}{'-masked' if lengths else ''}"
    mask = front_mask(lengths, 6) if lengths else None
    return blocks.golden(name, {"sequence": settings}, module, torch.randn(3, 6, 3), mask)


def recurrents():
    cases = [recurrent(cell, layers, both) for cell in CELLS for layers, both in ((1, False), (2, True))]
    masked = [recurrent(cell, 2, True, (4, 6, 1)) for cell in CELLS]
    return cases + masked + [recurrent("lstm", 2, False, (2, 5, 6))]


def attention(name, width=6, heads=2, frames=5, lengths=None, **settings):
    module = references.Attention(width, heads, **settings)
    mask = front_mask(lengths, frames) if lengths else None
    settings = {"attention": {"width": width, "heads": heads, **settings}}
    return blocks.golden("attention-" + name, settings, module, torch.randn(2, frames, width), mask)


def torch_attention(name, lengths=None):
    module = references.TorchAttention(6, 2, batch_first=True)
    nn.init.normal_(module.in_proj_bias)
    mask = front_mask(lengths, 5) if lengths else None
    settings = {"attention": {"width": 6, "heads": 2}}
    return blocks.golden("attention-" + name, settings, module, torch.randn(2, 5, 6), mask)


def attentions():
    relative = {"type": "relative", "distance": 2, "values": False}
    both = {"type": "relative", "distance": 3, "values": True}
    skewed = {"type": "relative-skew", "distance": 2}
    far = {"type": "relative-skew", "distance": 7}
    return [
        torch_attention("torch"),
        torch_attention("torch-masked", (5, 2)),
        attention("dot", score="dot"),
        attention("causal", causal=True),
        attention("multiplicative", score="multiplicative"),
        attention("reduced-rank", score={"type": "reduced-rank", "rank": 2}, lengths=(3, 5)),
        attention("additive", score={"type": "additive", "hidden": 4}),
        attention("additive-masked", score={"type": "additive", "hidden": 2}, lengths=(3, 5), causal=True),
        attention("relative", positions=relative),
        attention("relative-values", positions=both, lengths=(2, 5)),
        attention("relative-causal", positions=both, causal=True, score="dot"),
        attention("relative-skew", positions=skewed),
        attention("relative-skew-far", positions=far, lengths=(4, 5)),
        attention("relative-skew-causal", positions=skewed, causal=True),
        attention("relative-skew-causal-far", positions=far, causal=True, score="dot"),
        attention("rotary", positions="rotary", width=8),
        attention("rotary-causal-masked", positions={"type": "rotary", "base": 10000}, width=8, causal=True,
                  lengths=(4, 5)),
    ]


def transformer(name, size=4, lengths=None, **changed):
    settings = {"width": 4, "heads": 2, "layers": 2, "feedForward": 5, "activation": "relu", "norm": "post",
                "positions": "none", **changed}
    x = torch.randn(2, 5, size)
    mask = front_mask(lengths, 5) if lengths else None
    module = references.Transformer(x.shape, **settings)
    return blocks.golden("transformer-" + name, {"sequence": {"type": "transformer", **settings}}, module, x, mask)


def transformers():
    skewed = {"type": "relative-skew", "distance": 3}
    return [
        transformer("post-relu"),
        transformer("pre-gelu", norm="pre", activation="gelu"),
        transformer("sinusoidal-masked", positions="sinusoidal", norm="pre", lengths=(5, 3)),
        transformer("learned-token", positions="learned", classToken=True, norm="pre", activation="gelu", size=3),
        transformer("token-masked", positions="sinusoidal", classToken=True, lengths=(2, 5)),
        transformer("causal-masked", positions="sinusoidal", causal=True, lengths=(4, 2)),
        transformer("additive", score={"type": "additive", "hidden": 2}, norm="pre"),
        transformer("relative", positions={"type": "relative", "distance": 2, "values": True}, layers=1),
        transformer("relative-skew-causal", positions=skewed, causal=True, norm="pre", size=3),
        transformer("rotary", positions="rotary", norm="pre", activation="gelu"),
    ]


def network(name, encoder, sequence, pooling, module, shape):
    settings = {"encoder": encoder, "sequence": [sequence], "pooling": pooling,
                "classifier": {"hidden": 0, "norm": False}}
    return blocks.golden("network-" + name, settings, module, torch.randn(*shape))


def audio_spectrogram_transformer():
    patches = {"width": 4, "bands": 4, "frames": 3, "bandStride": 2, "frameStride": 2}
    layers = {"width": 4, "heads": 2, "layers": 2, "feedForward": 5, "activation": "gelu", "norm": "pre",
              "positions": "learned", "classToken": True}
    module = references.Network(references.Patches(**patches), references.Transformer((2, 3 * 4, 4), **layers),
                                lambda x: x[:, 0], 4, 3)
    return network("ast", {"type": "patches", **patches}, {"type": "transformer", **layers}, "class-token", module,
                   (2, 1, 8, 9))


def lstm_on_frames():
    cells = {"type": "recurrent", "cell": "lstm", "hidden": 2, "layers": 2, "bidirectional": True}
    lstm = nn.LSTM(5, 2, num_layers=2, bidirectional=True, batch_first=True)
    module = references.Network(references.Frames(), Recurrent(lstm), references.both_ends, 4, 3)
    return network("lstm-on-frames", {"type": "frames", "norm": True}, cells, "last", module, (3, 1, 5, 6))


def networks():
    return [audio_spectrogram_transformer(), lstm_on_frames()]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", required=True, type=Path)
    out = parser.parse_args().out
    for name, make in (("recurrent", recurrents), ("attention", attentions), ("transformer", transformers),
                       ("network", networks)):
        torch.manual_seed(5)
        blocks.write(out / f"{name}-blocks.json", make())


if __name__ == "__main__":
    main()
