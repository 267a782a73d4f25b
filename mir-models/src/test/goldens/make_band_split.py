# SPDX-License-Identifier: GPL-3.0-or-later
"""PyTorch's outputs, gradients and statistics of band-split networks that mask, on small made spectrograms.

usage: python make_band_split.py --out band-split.json

The network is written here from its paper (see the Java class for the source and what is different), with our names for
parameters. What a golden holds is said in blocks.py and make_conv_blocks.py.
"""
import argparse

import torch
from torch import nn
from torch.nn import functional as F

import blocks
import make_conv_blocks

SILENCE = 1e-8


class BandFeatures(nn.Module):
    def __init__(self, features, stride, width):
        super().__init__()
        self.stride = stride
        self.fc = nn.Linear(stride * width, features)

    def forward(self, x):
        return self.fc(x.permute(0, 3, 1, 2).unflatten(1, (-1, self.stride)).flatten(2))


class SequenceReader(nn.Module):
    def __init__(self, cell, features, hidden):
        super().__init__()
        self.norm = nn.LayerNorm(features)
        self.rnn = {"lstm": nn.LSTM, "gru": nn.GRU}[cell](features, hidden, batch_first=True, bidirectional=True)
        self.fc = nn.Linear(2 * hidden, features)

    def forward(self, x):
        return x + self.fc(self.rnn(self.norm(x).flatten(0, 1))[0]).unflatten(0, x.shape[:2])


class BandMasks(nn.Module):
    def __init__(self, features, head, stride, masks, channels, width):
        super().__init__()
        self.shape = (stride, masks, channels, width)
        self.norm = nn.LayerNorm(features)
        self.fc1 = nn.Linear(features, head)
        self.fc2 = nn.Linear(head, stride * masks * channels * width)

    def forward(self, x):
        y = self.fc2(torch.tanh(self.fc1(self.norm(x)))).unflatten(2, self.shape).flatten(1, 2)
        return y.permute(0, 2, 3, 4, 1)


class BandSplit(nn.Module):
    def __init__(self, shape, stems, bands, features, hidden, layers, head, stride=1, cell="lstm", mask="sigmoid",
                 compression=0.5):
        super().__init__()
        _, channels, bins, _ = shape
        self.mask, self.compression, self.layers, self.stride = mask, compression, layers, stride
        self.bands = bands + ([bins - sum(bands)] if sum(bands) < bins else [])
        self.input_norm = nn.BatchNorm2d(bins)
        for number, width in enumerate(self.bands, 1):
            self.add_module(f"split{number}", BandFeatures(features, stride, channels * width))
            masks = stems - (mask == "softmax")
            self.add_module(f"head{number}", BandMasks(features, head, stride, masks, channels, width))
        for number in range(1, layers + 1):
            self.add_module(f"time{number}", SequenceReader(cell, features, hidden))
            self.add_module(f"band{number}", SequenceReader(cell, features, hidden))
        for norm in self.modules():
            if isinstance(norm, nn.LayerNorm):
                nn.init.normal_(norm.weight, 1, 0.3)
                nn.init.normal_(norm.bias, 0, 0.3)

    def forward(self, magnitudes):
        x = magnitudes if self.compression == 1 else (magnitudes + SILENCE) ** self.compression
        x = self.input_norm(x.transpose(1, 2)).transpose(1, 2)
        frames = x.shape[3]
        parts = F.pad(x, (0, -frames % self.stride)).split(self.bands, 2)
        x = torch.stack([self.get_submodule(f"split{k}")(part) for k, part in enumerate(parts, 1)], 1)
        for number in range(1, self.layers + 1):
            x = self.get_submodule(f"time{number}")(x)
            x = self.get_submodule(f"band{number}")(x.transpose(1, 2)).transpose(1, 2)
        x = torch.cat([self.get_submodule(f"head{k}")(x[:, k - 1]) for k in range(1, len(parts) + 1)], 3)
        x = x[..., :frames]
        if self.mask == "sigmoid":
            return x.sigmoid()
        return torch.cat((x, torch.zeros_like(x[:, :1])), 1).softmax(1)


def golden(name, shape, stems, **settings):
    module = make_conv_blocks.randomized(BandSplit(shape, stems, **settings)).double()
    x = torch.randn(*shape).double() ** 2
    entry = make_conv_blocks.trained_golden(name, {"network": {"type": "band-split", **settings}}, module, x)
    return {**entry, "stems": stems}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", required=True)
    out = parser.parse_args().out
    torch.manual_seed(12)
    blocks.write(out, [
        golden("band-split", (2, 1, 9, 5), 1, bands=[2, 3, 4], features=4, hidden=3, layers=1, head=5),
        golden("band-split-softmax-stereo", (2, 2, 9, 4), 2, bands=[2, 3], features=3, hidden=2, layers=2, head=4,
               mask="softmax", compression=0.3),
        golden("band-split-three-stems", (1, 1, 6, 3), 3, bands=[1, 2], features=3, hidden=3, layers=1, head=3,
               mask="softmax", cell="gru", compression=1),
        golden("band-split-stride", (2, 2, 7, 5), 2, bands=[2, 3], features=3, hidden=2, layers=1, head=4, stride=2,
               mask="softmax"),
    ])


if __name__ == "__main__":
    main()
