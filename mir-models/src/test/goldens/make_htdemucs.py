# SPDX-License-Identifier: GPL-3.0-or-later
"""Stems of the authors' HTDemucs with its published weights: apply_model(shifts=0, overlap=0.25) on 10 s that are made here.

usage: python make_htdemucs.py --weights htdemucs.th --out htdemucs.json

Needs the package demucs (made with 4.1.0), and the weights, 955717e8-8726e21a.th.
"""
import argparse
import json
import platform

import torch
from demucs.apply import apply_model
from demucs.states import load_model

LENGTH = 441000


def song():
    """Two channels of chords that swell twice a second, and of noise of sines that fall together badly."""
    n = torch.arange(LENGTH, dtype=torch.float64)
    swell = 0.5 + 0.5 * torch.sin(2e-4 * n)
    left = swell * (0.2 * torch.sin(0.0313 * n) + 0.1 * torch.sin(0.0469 * n)) + 0.05 * torch.sin(1e-4 * n * n)
    right = swell * (0.2 * torch.sin(0.0313 * n + 1) + 0.1 * torch.sin(0.0628 * n)) + 0.05 * torch.sin(0.7 * n * n)
    return torch.stack([left, right]).float()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", required=True)
    parser.add_argument("--out", required=True)
    arguments = parser.parse_args()
    model = load_model(arguments.weights).eval()
    mixture = song()
    mono = mixture.mean(0)
    mean, deviation = mono.mean(), mono.std() + 1e-8
    stems = apply_model(model, ((mixture - mean) / deviation)[None], shifts=0, overlap=0.25)[0] * deviation + mean
    numbers = stems.reshape(-1)[::9973]
    versions = {"python": platform.python_version(), "torch": torch.__version__, "demucs": "4.1.0"}
    with open(arguments.out, "w") as file:
        values = [float(f"{v:.7g}") for v in numbers.tolist()]
        json.dump({"versions": versions, "largest": stems.abs().amax((1, 2)).tolist(),
                   "output": {"shape": [len(values)], "values": values}}, file, separators=(",", ":"))
        file.write("\n")


if __name__ == "__main__":
    main()
