"""PyTorch's outputs and gradients of layers over time, on small made inputs.

usage: python make_sequence_blocks.py --out sequence-blocks.json
"""
import argparse

import torch
from torch import nn

import blocks

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


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", required=True)
    torch.manual_seed(5)
    blocks.write(parser.parse_args().out, recurrents())


if __name__ == "__main__":
    main()
