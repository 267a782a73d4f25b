# SPDX-License-Identifier: GPL-3.0-or-later
"""Outputs of PyTorch's layers on small made inputs.

usage: python make_layers.py --out layers.json

Every entry holds the sizes of a layer, its state_dict under our names, an input and the output in eval mode, all as
{"shape", "values"}. Inverted residuals are put together here from torch.nn's convolutions, batch norms, linear layers
and hard swish, in the order of Howard et al., "Searching for MobileNetV3", ICCV 2019.
"""
import argparse
import json
import platform

import torch
from torch import nn
from torch.nn import functional


def flat(tensor):
    return {"shape": list(tensor.shape), "values": [float(f"{v:.8g}") for v in tensor.detach().reshape(-1).tolist()]}


def randomized(module):
    """Random statistics too, so that a batch norm does something in eval mode."""
    for name, tensor in module.state_dict().items():
        if name.endswith("running_mean"):
            tensor.normal_(0, 0.5)
        elif name.endswith("running_var"):
            tensor.uniform_(0.5, 2)
        elif "bn." in name and tensor.is_floating_point():
            tensor.normal_(1, 0.3)
    return module.eval()


def state(module):
    return {name: flat(t) for name, t in module.state_dict().items() if not name.endswith("num_batches_tracked")}


def gru(size, hidden, layers, bidirectional):
    module = nn.GRU(size, hidden, layers, batch_first=True, bidirectional=bidirectional)
    x = torch.randn(2, 4, size)
    return {"inputSize": size, "hiddenSize": hidden, "layers": layers, "bidirectional": bidirectional,
            "weights": state(module), "input": flat(x), "output": flat(module(x)[0])}


class ConvNorm(nn.Module):
    def __init__(self, conv, norm, **sizes):
        super().__init__()
        self.conv = conv(**sizes)
        self.bn = norm(sizes["out_channels"], eps=1e-3)

    def forward(self, x):
        return self.bn(self.conv(x))


def conv_norm(conv, norm, shape, **sizes):
    module = randomized(ConvNorm(conv, norm, **sizes))
    x = torch.randn(*shape)
    return {"sizes": sizes, "weights": state(module), "input": flat(x), "output": flat(module(x))}


class SqueezeExcitation(nn.Module):
    def __init__(self, channels, bottleneck):
        super().__init__()
        self.fc1 = nn.Linear(channels, bottleneck)
        self.fc2 = nn.Linear(bottleneck, channels)

    def forward(self, x):
        weights = torch.sigmoid(self.fc2(functional.relu(self.fc1(x.mean((2, 3))))))
        return x * weights[:, :, None, None]


class InvertedResidual(nn.Module):
    def __init__(self, size, kernel, expanded, out, bottleneck, hard_swish, stride):
        super().__init__()
        self.activation = functional.hardswish if hard_swish else functional.relu
        self.residual = stride == 1 and size == out
        conv = lambda i, o, k, s, g: ConvNorm(nn.Conv2d, nn.BatchNorm2d, in_channels=i, out_channels=o, kernel_size=k,
                                              stride=s, padding=k // 2, groups=g, bias=False)
        self.expand = conv(size, expanded, 1, 1, 1) if expanded != size else None
        self.depthwise = conv(expanded, expanded, kernel, stride, expanded)
        self.se = SqueezeExcitation(expanded, bottleneck) if bottleneck else None
        self.project = conv(expanded, out, 1, 1, 1)

    def forward(self, x):
        y = self.activation(self.expand(x)) if self.expand else x
        y = self.activation(self.depthwise(y))
        y = self.project(self.se(y) if self.se else y)
        return x + y if self.residual else y


def inverted(**sizes):
    module = randomized(InvertedResidual(**sizes))
    x = torch.randn(2, sizes["size"], 5, 4)
    return {"sizes": sizes, "weights": state(module), "input": flat(x), "output": flat(module(x))}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", required=True)
    args = parser.parse_args()
    torch.manual_seed(3)
    line = torch.tensor([-5, -3, -2.5, -1, -0.0, 0, 0.5, 2.9, 3, 7])
    squeeze = SqueezeExcitation(4, 2).eval()
    image = torch.randn(2, 4, 3, 2)
    golden = {
        "versions": {"python": platform.python_version(), "torch": torch.__version__},
        "gru": [gru(3, 2, 1, False), gru(3, 2, 2, False), gru(3, 2, 1, True), gru(2, 3, 2, True)],
        "convNorm": [
            conv_norm(nn.Conv1d, nn.BatchNorm1d, (2, 3, 7), in_channels=3, out_channels=4, kernel_size=3, stride=1,
                      padding=1, groups=1, bias=True),
            conv_norm(nn.Conv1d, nn.BatchNorm1d, (2, 4, 9), in_channels=4, out_channels=2, kernel_size=5, stride=2,
                      padding=2, groups=2, bias=False),
            conv_norm(nn.Conv2d, nn.BatchNorm2d, (2, 1, 5, 6), in_channels=1, out_channels=3, kernel_size=3, stride=1,
                      padding=1, groups=1, bias=True),
            conv_norm(nn.Conv2d, nn.BatchNorm2d, (1, 4, 6, 5), in_channels=4, out_channels=4, kernel_size=3, stride=2,
                      padding=1, groups=4, bias=False),
        ],
        "squeezeExcitation": {"weights": state(squeeze), "input": flat(image), "output": flat(squeeze(image))},
        "hardSwish": {"input": flat(line), "output": flat(functional.hardswish(line))},
        "invertedResidual": [
            inverted(size=4, kernel=3, expanded=4, out=4, bottleneck=0, hard_swish=False, stride=1),
            inverted(size=2, kernel=5, expanded=6, out=3, bottleneck=2, hard_swish=True, stride=2),
            inverted(size=2, kernel=3, expanded=4, out=2, bottleneck=2, hard_swish=True, stride=1),
        ],
    }
    with open(args.out, "w") as out:
        json.dump(golden, out, separators=(",", ":"))
        out.write("\n")


if __name__ == "__main__":
    main()
