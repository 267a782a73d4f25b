# SPDX-License-Identifier: GPL-3.0-or-later
"""Scores of the nine published models on a made signal, from the authors' PyTorch code; needs no audio file.

usage: python make_synthetic_goldens.py --sota REFERENCE --efficientat CHECKOUT --weights WEIGHTS_DIR --out OUT.json

REFERENCE is the folder training/ of github.com/minzwon/sota-music-tagging-models (its import of librosa is not used by
these models and is replaced by an empty module), CHECKOUT a working tree of github.com/fschmid56/EfficientAT,
WEIGHTS_DIR holds the eight NAME.pth and audioset-mn04.pt.

Inference is float32, batch 1, as published; "float64_difference" is the largest difference of any score when the same
code runs in float64 (for the .pth models with the stored float32 window and mel filters, for audioset-mn04 with these
recomputed in float64 too), a measure of how far the last digits can be trusted.
"""
import argparse
import json
import math
import pathlib
import platform
import sys
import types

import numpy as np
import torch
import torchaudio
import torchvision

from make_mn04_goldens import tagger

SECONDS = {"fcn": 29, "crnn": 29, "musicnn": 3}
DEFINITION = {
    "time": "t = n / sr, n = 0..N-1",
    "noise": "s = (1103515245 * s + 12345) mod 2^31, s before the first sample is 42; noise[n] = s / 2^30 - 1 after the update",
    "x": "x[n] = 0.5 * sin(2 pi 440 t) + 0.3 * sin(2 pi (100 t + 400 t t)) + 0.05 * noise[n], in double, then cast to float32",
    "fcn": "sr 16000, N 464000", "crnn": "sr 16000, N 464000", "musicnn": "sr 16000, the first 48000 samples of N 464000",
    "mn04": "sr 32000, N 320000",
}


def signal(sr, n):
    """The test signal: a tone, a chirp and noise, as float32."""
    x = np.empty(n)
    s = 42
    for i in range(n):
        t = i / sr
        s = (1103515245 * s + 12345) % 2**31
        noise = s / 2**30 - 1
        x[i] = 0.5 * math.sin(2 * math.pi * 440 * t) + 0.3 * math.sin(2 * math.pi * (100 * t + 400 * t * t)) + 0.05 * noise
    return torch.from_numpy(x.astype(np.float32))


def build(models, name, weights):
    """A network with its published weights, in eval mode, and its window in samples."""
    data, kind = name.split("-")
    net = {"fcn": models.FCN, "crnn": models.CRNN, "musicnn": lambda: models.Musicnn(dataset=data)}[kind]()
    state = torch.load(weights, map_location="cpu")
    net.spec.mel_scale.fb = state["spec.mel_scale.fb"]
    net.load_state_dict(state)
    return net.eval(), SECONDS[kind] * 16000


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sota", required=True)
    parser.add_argument("--efficientat", required=True)
    parser.add_argument("--weights", required=True, type=pathlib.Path)
    parser.add_argument("--out", required=True)
    args = parser.parse_args()

    sys.modules["librosa"] = types.ModuleType("librosa")
    sys.path.insert(0, args.sota)
    import model as models

    scores, exact = {}, {}
    x = signal(16000, 29 * 16000)
    for path in sorted(args.weights.glob("*.pth")):
        net, length = build(models, path.stem, path)
        with torch.no_grad():
            scores[path.stem] = net(x[None, :length])[0]
            exact[path.stem] = net.double()(x[None, :length].double())[0]

    x = signal(32000, 10 * 32000)
    tag, _ = tagger(args.efficientat, args.weights / "audioset-mn04.pt")
    scores["audioset-mn04"] = tag(x[None])[0]
    torch.set_default_dtype(torch.float64)
    tag, _ = tagger(args.efficientat, args.weights / "audioset-mn04.pt")
    exact["audioset-mn04"] = tag(x[None].double())[0]

    golden = {
        "versions": {"python": platform.python_version(), "torch": torch.__version__, "torchaudio": torchaudio.__version__,
                     "torchvision": torchvision.__version__, "numpy": np.__version__},
        "signal": DEFINITION,
        "float64_difference": {name: float(f"{(exact[name] - s).abs().max():.2g}") for name, s in scores.items()},
        "models": {name: [round(float(v), 8) for v in s] for name, s in scores.items()},
    }
    with open(args.out, "w") as out:
        json.dump(golden, out, indent=0)
        out.write("\n")


if __name__ == "__main__":
    main()
