# SPDX-License-Identifier: GPL-3.0-or-later
"""PyTorch's outputs, gradients and statistics of convolutional encoders and their layers, on small made inputs.

usage: python make_conv_blocks.py --out conv-blocks.json

The networks are written here from their papers (see the Java classes for sources), with our names for parameters.
Besides what blocks.py says, a golden holds the running statistics of its batch norms after one pass in training
("statistics").
"""
import argparse
import copy

import torch
from torch import nn
from torch.nn import functional as F

import blocks

ACTIVATIONS = {"none": lambda x: x, "relu": F.relu, "hard-swish": F.hardswish}


class ConvNorm(nn.Module):
    def __init__(self, i, o, kernel, stride=1, groups=1, bias=True, eps=1e-5, padding=None):
        super().__init__()
        conv, norm = (nn.Conv1d, nn.BatchNorm1d) if len(kernel) == 1 else (nn.Conv2d, nn.BatchNorm2d)
        padding = tuple(size // 2 for size in kernel) if padding is None else padding
        self.conv = conv(i, o, kernel, stride, padding, groups=groups, bias=bias)
        self.bn = norm(o, eps=eps)

    def forward(self, x):
        return self.bn(self.conv(x))


class Stack(nn.Module):
    """Layers named layer1 and so on."""

    def add_layers(self, layers):
        self.layers = []
        for number, layer in enumerate(layers, 1):
            self.add_module(f"layer{number}", layer)
            self.layers.append(f"layer{number}")

    def through(self, x):
        for name in self.layers:
            x = self.get_submodule(name)(x)
        return x


def pairs(channels):
    return zip([1, *channels], channels)


class PooledConv(ConvNorm):
    def __init__(self, i, o, pool, kernel=(3, 3), **more):
        super().__init__(i, o, kernel, **more)
        self.pool = tuple(pool)

    def forward(self, x):
        pooling = F.max_pool1d if len(self.pool) == 1 else F.max_pool2d
        return pooling(F.relu(super().forward(x)), self.pool)


class Fcn(Stack):
    def __init__(self, channels, pooling):
        super().__init__()
        self.input_norm = nn.BatchNorm2d(1)
        self.add_layers([PooledConv(i, o, pool) for (i, o), pool in zip(pairs(channels), pooling)])

    def forward(self, x):
        return self.through(self.input_norm(x)).mean(2).transpose(1, 2)


class Crnn(Fcn):
    def __init__(self, channels, pooling, hidden, recurrentLayers):
        super().__init__(channels, pooling)
        self.gru = nn.GRU(channels[-1], hidden, recurrentLayers, batch_first=True)

    def forward(self, x):
        return self.gru(super().forward(x))[0]


class Musicnn(nn.Module):
    def __init__(self, bands, verticalChannels, verticalHeights, verticalWidth, horizontalChannels, horizontalWidths,
                 midChannels, midWidth):
        super().__init__()
        self.input_norm = nn.BatchNorm2d(1)
        self.tall, self.wide = [], []
        for number, height in enumerate(verticalHeights):
            self.tall.append(f"vertical{number}")
            self.add_module(self.tall[-1], ConvNorm(1, verticalChannels, (int(height * bands), verticalWidth),
                                                    padding=(0, verticalWidth // 2)))
        for number, width in enumerate(horizontalWidths):
            self.wide.append(f"horizontal{number}")
            self.add_module(self.wide[-1], ConvNorm(1, horizontalChannels, (width,)))
        front = verticalChannels * len(self.tall) + horizontalChannels * len(self.wide)
        self.mid0 = ConvNorm(front, midChannels, (midWidth,))
        self.mid1 = ConvNorm(midChannels, midChannels, (midWidth,))
        self.mid2 = ConvNorm(midChannels, midChannels, (midWidth,))

    def forward(self, x):
        x = self.input_norm(x)
        front = [F.relu(self.get_submodule(name)(x)).amax(2) for name in self.tall]
        front = torch.cat(front + [F.relu(self.get_submodule(name)(x.mean(2))) for name in self.wide], 1)
        first = F.relu(self.mid0(front))
        second = first + F.relu(self.mid1(first))
        third = second + F.relu(self.mid2(second))
        return torch.cat([front, first, second, third], 1).transpose(1, 2)


class SqueezeExcitation(nn.Module):
    def __init__(self, channels, bottleneck):
        super().__init__()
        self.fc1 = nn.Linear(channels, bottleneck)
        self.fc2 = nn.Linear(bottleneck, channels)

    def forward(self, x):
        weights = torch.sigmoid(self.fc2(F.relu(self.fc1(x.flatten(2).mean(2)))))
        return x * weights.reshape(*weights.shape, *[1] * (x.dim() - 2))


class InvertedResidual(nn.Module):
    def __init__(self, size, kernel, expanded, out, bottleneck, activation, stride):
        super().__init__()
        self.activation = ACTIVATIONS[activation]
        self.residual = stride == 1 and size == out
        sizes = {"bias": False, "eps": 1e-3}
        self.expand = ConvNorm(size, expanded, (1, 1), **sizes) if expanded != size else None
        self.depthwise = ConvNorm(expanded, expanded, (kernel, kernel), stride, expanded, **sizes)
        self.se = SqueezeExcitation(expanded, bottleneck) if bottleneck else None
        self.project = ConvNorm(expanded, out, (1, 1), **sizes)

    def forward(self, x):
        y = self.activation(self.expand(x)) if self.expand else x
        y = self.activation(self.depthwise(y))
        y = self.project(self.se(y) if self.se else y)
        return x + y if self.residual else y


class MobileNet(nn.Module):
    """MobileNetV3-Large (Howard et al., ICCV 2019, table 1): kernel, expanded, out, SE, hard swish, stride."""

    TABLE = [(3, 16, 16, 0, 0, 1), (3, 64, 24, 0, 0, 2), (3, 72, 24, 0, 0, 1), (5, 72, 40, 1, 0, 2),
             (5, 120, 40, 1, 0, 1), (5, 120, 40, 1, 0, 1), (3, 240, 80, 0, 1, 2), (3, 200, 80, 0, 1, 1),
             (3, 184, 80, 0, 1, 1), (3, 184, 80, 0, 1, 1), (3, 480, 112, 1, 1, 1), (3, 672, 112, 1, 1, 1),
             (5, 672, 160, 1, 1, 2), (5, 960, 160, 1, 1, 1), (5, 960, 160, 1, 1, 1)]

    def __init__(self, width):
        super().__init__()
        def divisible(channels):
            nearest = max(8, int(channels + 4) // 8 * 8)
            return nearest + 8 if nearest < 0.9 * channels else nearest
        size = divisible(16 * width)
        self.stem = ConvNorm(1, size, (3, 3), 2, bias=False, eps=1e-3)
        for number, (kernel, expanded, out, squeeze, swish, stride) in enumerate(self.TABLE, 1):
            expanded, out = divisible(expanded * width), divisible(out * width)
            self.add_module(f"block{number}", InvertedResidual(
                size, kernel, expanded, out, divisible(expanded // 4) if squeeze else 0,
                "hard-swish" if swish else "relu", stride))
            size = out
        self.head = ConvNorm(size, 6 * size, (1, 1), bias=False, eps=1e-3)

    def forward(self, x):
        x = F.hardswish(self.stem(x))
        for number in range(1, len(self.TABLE) + 1):
            x = self.get_submodule(f"block{number}")(x)
        return F.hardswish(self.head(x)).mean(2).transpose(1, 2)


class Residual(nn.Module):
    """Two convolutions with their input added, rectified, pooled."""

    def __init__(self, i, o, kernel, stride, pool=1, se=False):
        super().__init__()
        self.pool = pool
        self.conv1 = ConvNorm(i, o, kernel, stride)
        self.conv2 = ConvNorm(o, o, kernel)
        self.se = SqueezeExcitation(o, o) if se else None
        self.shortcut = ConvNorm(i, o, kernel, stride) if stride != 1 or i != o else None

    def forward(self, x):
        y = self.conv2(F.relu(self.conv1(x)))
        y = F.relu((self.se(y) if self.se else y) + (self.shortcut(x) if self.shortcut else x))
        return y if self.pool == 1 else F.max_pool1d(y, self.pool)


class ShortChunkCnn(Stack):
    def __init__(self, channels, residual):
        super().__init__()
        self.input_norm = nn.BatchNorm2d(1)
        self.add_layers([Residual(i, o, (3, 3), 2) if residual else PooledConv(i, o, (2, 2))
                         for i, o in pairs(channels)])

    def forward(self, x):
        return self.through(self.input_norm(x)).mean(2).transpose(1, 2)


class SampleCnn(Stack):
    def __init__(self, channels, last=0, se=False):
        super().__init__()
        sizes = [(i, o, 3, 1, 3) for i, o in pairs(channels)]
        sizes[0] = (1, channels[0], 3, 3, 1)
        if last:
            sizes.append((channels[-1], last, 1, 1, 1))
        self.add_layers([Residual(i, o, (width,), stride, pool, True) if se
                         else PooledConv(i, o, (pool,), (width,), stride=stride)
                         for i, o, width, stride, pool in sizes])

    def forward(self, x):
        return self.through(x.squeeze(2)).transpose(1, 2)


class ConvLayer(nn.Module):
    def __init__(self, i, filters, kernel, stride=(1, 1), pool="none", poolSize=None, separable=False, residual=False,
                 activation="relu"):
        super().__init__()
        self.activation = ACTIVATIONS[activation]
        self.pool = {"none": lambda x: x, "max": lambda x: F.max_pool2d(x, poolSize),
                     "mean": lambda x: F.avg_pool2d(x, poolSize)}[pool]
        self.residual = residual
        self.depthwise = ConvNorm(i, i, kernel, stride, i, bias=False) if separable else None
        self.main = ConvNorm(i, filters, (1, 1) if separable else kernel, 1 if separable else stride, bias=False)
        changes = tuple(stride) != (1, 1) or i != filters
        self.shortcut = ConvNorm(i, filters, (1, 1), stride, bias=False) if residual and changes else None

    def forward(self, x):
        y = self.main(self.activation(self.depthwise(x)) if self.depthwise else x)
        if self.residual:
            y = y + (self.shortcut(x) if self.shortcut else x)
        return self.pool(self.activation(y))


class ConvNet(Stack):
    def __init__(self, layers, inputNorm=False, frequencies="mean"):
        super().__init__()
        if inputNorm:
            self.input_norm = nn.BatchNorm2d(1)
        self.normed = inputNorm
        self.flat = frequencies == "flatten"
        self.add_layers([ConvLayer(i, **layer) for (i, _), layer
                         in zip(pairs([layer["filters"] for layer in layers]), layers)])

    def forward(self, x):
        x = self.through(self.input_norm(x) if self.normed else x)
        return x.permute(0, 3, 1, 2).flatten(2) if self.flat else x.mean(2).transpose(1, 2)


def randomized(module):
    """Random gains and statistics, so that batch norms are not the identity."""
    for norm in module.modules():
        if isinstance(norm, (nn.BatchNorm1d, nn.BatchNorm2d)):
            norm.running_mean.normal_(0, 0.5)
            norm.running_var.uniform_(0.5, 2)
            nn.init.normal_(norm.weight, 1, 0.3)
            nn.init.normal_(norm.bias, 0, 0.3)
    return module


def trained_golden(name, settings, module, x):
    """A golden with statistics, of a module and an input in double precision: rounding errors are ours alone."""
    entry = blocks.golden(name, settings, module, x)
    trained = copy.deepcopy(module).train()
    trained(x)
    statistics = {name: t for name, t in blocks.state(trained).items() if "running_" in name}
    return {**entry, "statistics": statistics}


def golden(name, settings, module, *shape):
    module = randomized(module).double()
    return trained_golden(name, settings, module, torch.randn(*shape).double())


def encoder(name, kind, module, shape, extra=(), **settings):
    return golden(name, {"encoder": {"type": kind, **settings}}, module(*extra, **settings), *shape)


def inverted(name, **sizes):
    ours = {"in" if key == "size" else key: value for key, value in sizes.items()}
    return golden(name, {"inverted": ours}, InvertedResidual(**sizes), 2, sizes["size"], 5, 4)


MUSICNN = {"verticalChannels": 2, "verticalHeights": [0.4, 0.7], "verticalWidth": 3, "horizontalChannels": 2,
           "horizontalWidths": [5, 3], "midChannels": 3, "midWidth": 3}
POOLING = [[4, 2], [3, 3]]
PLAIN = [
    {"filters": 3, "kernel": [3, 5], "pool": "max", "poolSize": [2, 3]},
    {"filters": 4, "kernel": [3, 3], "residual": True, "activation": "hard-swish", "pool": "max", "poolSize": [2, 1]},
    {"filters": 4, "kernel": [1, 1], "residual": True, "activation": "none"}]
SEPARABLE = [
    {"filters": 4, "kernel": [3, 3], "stride": [2, 2]},
    {"filters": 4, "kernel": [3, 5], "separable": True, "residual": True, "activation": "relu"},
    {"filters": 3, "kernel": [3, 3], "stride": [2, 1], "separable": True, "residual": True,
     "activation": "hard-swish", "pool": "mean", "poolSize": [1, 2]}]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", required=True)
    out = parser.parse_args().out
    torch.manual_seed(7)
    blocks.write(out, [
        encoder("fcn", "fcn", Fcn, (2, 1, 12, 18), channels=[3, 4], pooling=POOLING),
        encoder("crnn", "crnn", Crnn, (2, 1, 12, 18), channels=[3, 4], pooling=POOLING, hidden=3, recurrentLayers=2),
        encoder("musicnn", "musicnn", Musicnn, (2, 1, 10, 12), (10,), **MUSICNN),
        encoder("mobilenet-v3", "mobilenet-v3", MobileNet, (2, 1, 32, 64), width=0.02),
        encoder("short-chunk-cnn", "short-chunk-cnn", ShortChunkCnn, (2, 1, 9, 17), channels=[3, 4, 5],
                residual=False),
        encoder("short-chunk-cnn-residual", "short-chunk-cnn", ShortChunkCnn, (2, 1, 9, 17), channels=[3, 3, 4],
                residual=True),
        encoder("sample-cnn", "sample-cnn", SampleCnn, (2, 1, 1, 3 ** 4 * 2 + 5), channels=[3, 3, 4], last=5),
        encoder("sample-cnn-se", "sample-cnn", SampleCnn, (2, 1, 1, 3 ** 4 * 2 + 5), channels=[3, 3, 4], last=4,
                se=True),
        encoder("conv-net-plain", "conv-net", ConvNet, (2, 1, 9, 13), layers=PLAIN),
        encoder("conv-net-separable", "conv-net", ConvNet, (2, 1, 9, 13), inputNorm=True, layers=SEPARABLE,
                frequencies="flatten"),
        inverted("inverted-residual-strided", size=2, kernel=5, expanded=6, out=3, bottleneck=2,
                 activation="hard-swish", stride=2),
        inverted("inverted-residual", size=2, kernel=3, expanded=4, out=2, bottleneck=2, activation="relu", stride=1),
        golden("squeeze-excitation", {"bottleneck": 2}, SqueezeExcitation(4, 2), 2, 4, 3, 2),
        golden("squeeze-excitation-over-time", {"bottleneck": 2}, SqueezeExcitation(4, 2), 2, 4, 5),
    ])


if __name__ == "__main__":
    main()
