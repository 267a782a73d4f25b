"""PyTorch's outputs and gradients of layers over time, on small made inputs.

usage: python make_sequence_blocks.py --out sequence-blocks.json
"""
import argparse

import torch
from torch import nn

import blocks


class Recurrent(nn.Module):
    def __init__(self, cells):
        super().__init__()
        self.cells = cells

    def forward(self, x):
        return self.cells(x)[0]


def recurrent(name, size, **sizes):
    settings = {"type": "recurrent", "hidden": sizes["hidden_size"], "layers": sizes["num_layers"],
                "bidirectional": sizes["bidirectional"]}
    module = Recurrent(nn.GRU(size, batch_first=True, **sizes))
    return blocks.golden(name, {"sequence": settings}, module, torch.randn(2, 5, size))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", required=True)
    torch.manual_seed(5)
    blocks.write(parser.parse_args().out, [recurrent("gru", 3, hidden_size=2, num_layers=2, bidirectional=True)])


if __name__ == "__main__":
    main()
