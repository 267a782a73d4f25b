# SPDX-License-Identifier: GPL-3.0-or-later
"""PyTorch's outputs, gradients and statistics of U-Nets that mask, on small made spectrograms.

usage: python make_mask_networks.py --out mask-networks.json

The networks are written here from their papers (see the Java classes for sources), with our names for parameters. What
a golden holds is said in blocks.py and make_conv_blocks.py.
"""
import argparse

import torch
from torch import nn
from torch.nn import functional as F

import blocks
import make_conv_blocks

SILENCE = 1e-8


class UpConvNorm(nn.Module):
    def __init__(self, i, o, kernel, form):
        super().__init__()
        self.interpolates = form == "interpolation"
        self.conv = (nn.Conv2d(i, o, kernel, padding=kernel // 2, bias=False) if self.interpolates
                     else nn.ConvTranspose2d(i, o, kernel, 2, kernel // 2, output_padding=1, bias=False))
        self.bn = nn.BatchNorm2d(o)

    def forward(self, x):
        return self.bn(self.conv(F.interpolate(x, scale_factor=2, mode="nearest") if self.interpolates else x))


class TimeDistributed(nn.Module):
    def __init__(self, channels, frequencies, factor):
        super().__init__()
        bottleneck = max(1, frequencies // factor)
        self.fc1 = nn.Linear(frequencies, bottleneck, bias=False)
        self.bn1 = nn.BatchNorm2d(channels)
        self.fc2 = nn.Linear(bottleneck, frequencies, bias=False)
        self.bn2 = nn.BatchNorm2d(channels)

    def forward(self, x):
        y = F.relu(self.bn1(self.fc1(x.transpose(2, 3))))
        return x + F.relu(self.bn2(self.fc2(y))).transpose(2, 3)


class Level(nn.Module):
    def __init__(self, main, activation, channels, frequencies, blocks, timeDistributed):
        super().__init__()
        self.main = main
        self.activation = activation
        self.blocks = [f"block{number}" for number in range(1, blocks + 1)]
        for name in self.blocks:
            self.add_module(name, make_conv_blocks.ConvNorm(channels, channels, (3, 3), bias=False))
        self.tdf = TimeDistributed(channels, frequencies, timeDistributed) if timeDistributed else None

    def forward(self, x):
        y = self.activation(self.main(x))
        for name in self.blocks:
            y = y + F.relu(self.get_submodule(name)(y))
        return self.tdf(y) if self.tdf else y


class UNet(nn.Module):
    def __init__(self, shape, stems, channels, skips, kernel=5, decoder="transposed", mask="sigmoid", bins=0,
                 compression=0.5, timeDistributed=0, blocks=0):
        super().__init__()
        _, self.channels, self.bins, _ = shape
        self.stems, self.skips, self.mask, self.compression = stems, skips, mask, compression
        self.step = 2 ** len(channels)
        self.seen = bins or (self.bins - 1 if (self.bins - 1) % self.step == 0 else self.bins)
        high = -(-self.seen // self.step) * self.step
        self.input_norm = nn.BatchNorm2d(self.seen)
        self.depth = len(channels)
        widths = [self.channels, *channels]
        for i in range(1, self.depth + 1):
            main = make_conv_blocks.ConvNorm(widths[i - 1], widths[i], (kernel, kernel), 2, bias=False)
            self.add_module(f"down{i}", Level(main, lambda x: F.leaky_relu(x, 0.2), widths[i], high >> i, blocks,
                                              timeDistributed))
        for i in range(1, self.depth + 1):
            wide = max(1, widths[1] // 2) if i == 1 else widths[i - 1]
            narrow = widths[i] * (2 if skips and i < self.depth else 1)
            self.add_module(f"up{i}", Level(UpConvNorm(narrow, wide, kernel, decoder), F.relu, wide, high >> (i - 1),
                                            blocks, timeDistributed))
        last = max(1, widths[1] // 2) + (self.channels if skips else 0)
        self.output = nn.Conv2d(last, stems * self.channels, 3, padding=1)

    def forward(self, magnitudes):
        frames = magnitudes.shape[3]
        x = magnitudes[:, :, :self.seen]
        x = x if self.compression == 1 else (x + SILENCE) ** self.compression
        x = self.input_norm(x.transpose(1, 2)).transpose(1, 2)
        x = F.pad(x, (0, -frames % self.step, 0, -self.seen % self.step))
        features = [x]
        for i in range(1, self.depth + 1):
            features.append(self.get_submodule(f"down{i}")(features[-1]))
        x = features[-1]
        for i in range(self.depth, 0, -1):
            x = self.get_submodule(f"up{i}")(x)
            x = torch.cat((x, features[i - 1]), 1) if self.skips else x
        x = self.output(x)[:, :, :self.seen, :frames].unflatten(1, (self.stems, self.channels))
        masks = x.softmax(1) if self.mask == "softmax" else x.sigmoid()
        top = masks[:, :, :, self.seen - max(1, self.seen // 16):].mean(3, keepdim=True)
        return torch.cat((masks, top.expand(-1, -1, -1, self.bins - self.seen, -1)), 3)


def golden(name, shape, stems, **settings):
    module = make_conv_blocks.randomized(UNet(shape, stems, **settings)).double()
    x = torch.randn(*shape).double() ** 2
    entry = make_conv_blocks.trained_golden(name, {"network": {"type": "u-net", **settings}}, module, x)
    return {**entry, "stems": stems}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", required=True)
    out = parser.parse_args().out
    torch.manual_seed(11)
    blocks.write(out, [
        golden("transposed", (2, 1, 9, 8), 1, channels=[2, 3, 4], skips=True),
        golden("interpolation", (2, 1, 9, 5), 2, channels=[2, 3], skips=True, decoder="interpolation"),
        golden("no-skips", (2, 1, 8, 4), 2, channels=[2, 3], skips=False, kernel=3, compression=1),
        golden("interpolation-no-skips", (2, 1, 8, 3), 1, channels=[3, 2], skips=False, kernel=3,
               decoder="interpolation"),
        golden("wide-kernel", (1, 1, 9, 9), 1, channels=[2], skips=True, kernel=7),
        golden("wide-kernel-interpolation", (1, 1, 9, 9), 1, channels=[2], skips=True, kernel=7,
               decoder="interpolation"),
        golden("softmax-stereo", (2, 2, 9, 7), 3, channels=[3, 2], skips=True, kernel=3, mask="softmax"),
        golden("time-distributed", (2, 1, 9, 5), 1, channels=[2, 3], skips=True, kernel=3, timeDistributed=2),
        golden("blocks", (2, 1, 9, 5), 1, channels=[2, 3], skips=True, kernel=3, blocks=2, timeDistributed=8),
        golden("cropped-bins", (2, 2, 41, 3), 2, channels=[2, 2], skips=True, kernel=3, bins=34, mask="softmax",
               compression=0.3),
        golden("one-frame", (2, 1, 11, 1), 1, channels=[2, 2], skips=True, kernel=3),
    ])


if __name__ == "__main__":
    main()
