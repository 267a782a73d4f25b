# SPDX-License-Identifier: GPL-3.0-or-later
"""Scores of EfficientAT's mn04_as on audio clips, from the authors' PyTorch code.

usage: python make_mn04_goldens.py --efficientat CHECKOUT --weights audioset-mn04.pt --out OUT.json CLIP...

CHECKOUT is a working tree of github.com/fschmid56/EfficientAT, which needs torch, torchaudio and torchvision; ffmpeg
decodes the clips. For each clip the file holds the sigmoid scores of the first 10 s window (zero-padded if the clip is
shorter) and their mean over 16 windows at hop (samples - length) / 16, integer division.
"""
import argparse
import contextlib
import json
import os
import pathlib
import platform
import subprocess
import sys

import numpy as np
import torch
import torchaudio
import torchvision

SAMPLE_RATE = 32000
WINDOW = 10 * SAMPLE_RATE


def tagger(checkout, weights):
    """The authors' front-end and network in eval mode as one function from (batch, samples) to (batch, 527) scores."""
    weights = pathlib.Path(weights).resolve()
    sys.path.insert(0, str(pathlib.Path(checkout).resolve()))
    here = os.getcwd()
    os.chdir(checkout)  # helpers/utils.py reads its labels from the current directory
    with contextlib.redirect_stdout(sys.stderr):
        from helpers.utils import NAME_TO_WIDTH, labels
        from models.mn.model import get_model
        from models.preprocess import AugmentMelSTFT
        net = get_model(width_mult=NAME_TO_WIDTH("mn04_as"), strides=(2, 2, 2, 2), head_type="mlp").eval()
        mel = AugmentMelSTFT().eval()
    os.chdir(here)
    net.load_state_dict(torch.load(weights, map_location="cpu"))

    def scores(x):
        with torch.no_grad():
            return torch.sigmoid(net(mel(x).unsqueeze(1))[0])

    return scores, labels


def decode(clip):
    raw = subprocess.run(["ffmpeg", "-v", "error", "-i", clip, "-f", "f32le", "-ac", "1", "-ar", str(SAMPLE_RATE), "-"],
                         check=True, capture_output=True).stdout
    return torch.from_numpy(np.frombuffer(raw, np.float32).copy())


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--efficientat", required=True)
    parser.add_argument("--weights", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("clips", nargs="+")
    args = parser.parse_args()

    scores, labels = tagger(args.efficientat, args.weights)
    ffmpeg = subprocess.run(["ffmpeg", "-version"], check=True, capture_output=True, text=True).stdout.split()[2]
    golden = {"versions": {"python": platform.python_version(), "torch": torch.__version__, "torchaudio": torchaudio.__version__,
                           "torchvision": torchvision.__version__, "numpy": np.__version__, "ffmpeg": ffmpeg}}
    for clip in args.clips:
        x = decode(clip)
        samples = len(x)
        x = torch.nn.functional.pad(x, (0, max(0, WINDOW - samples)))
        hop = (len(x) - WINDOW) // 16
        first = scores(x[None, :WINDOW])[0]
        mean = scores(torch.stack([x[i * hop:i * hop + WINDOW] for i in range(16)])).mean(0)
        golden[os.path.basename(clip)] = {"samples_32k": samples, "models": {"audioset-mn04": {
            "first_window": [round(float(v), 6) for v in first], "mean_of_16": [round(float(v), 6) for v in mean]}}}
        for title, s in (("first window", first), ("mean of 16", mean)):
            print(f"{os.path.basename(clip)}, {title}: " + ", ".join(f"{labels[i]} {s[i]:.3f}" for i in s.argsort(descending=True)[:5]))
    with open(args.out, "w") as out:
        json.dump(golden, out, indent=0)
        out.write("\n")


if __name__ == "__main__":
    main()
