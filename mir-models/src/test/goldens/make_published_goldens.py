# SPDX-License-Identifier: GPL-3.0-or-later
"""Scores of the eight .pth models on audio clips, from the authors' PyTorch code.

usage: python make_published_goldens.py --sota REFERENCE --weights WEIGHTS_DIR --out OUT.json CLIP...

REFERENCE and WEIGHTS_DIR are those of make_synthetic_goldens.py; ffmpeg decodes the clips. For each clip and model the
file holds the scores of the first window (zero-padded if the clip is shorter) and their mean over 16 windows at hop
(samples - length) / 16, integer division, samples counted after zero-padding.
"""
import argparse
import json
import os
import pathlib
import platform
import subprocess
import sys
import types

import numpy as np
import torch
import torchaudio

from make_synthetic_goldens import build

SAMPLE_RATE = 16000


def decode(clip):
    raw = subprocess.run(["ffmpeg", "-v", "error", "-i", clip, "-f", "f32le", "-ac", "1", "-ar", str(SAMPLE_RATE), "-"],
                         check=True, capture_output=True).stdout
    return torch.from_numpy(np.frombuffer(raw, np.float32).copy())


def scores(net, windows):
    with torch.no_grad():
        return net(torch.stack(windows))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sota", required=True)
    parser.add_argument("--weights", required=True, type=pathlib.Path)
    parser.add_argument("--out", required=True)
    parser.add_argument("clips", nargs="+")
    args = parser.parse_args()

    sys.modules["librosa"] = types.ModuleType("librosa")
    sys.path.insert(0, args.sota)
    import model as models

    ffmpeg = subprocess.run(["ffmpeg", "-version"], check=True, capture_output=True, text=True).stdout.split()[2]
    golden = {"versions": {"python": platform.python_version(), "torch": torch.__version__,
                           "torchaudio": torchaudio.__version__, "numpy": np.__version__, "ffmpeg": ffmpeg}}
    for path in sorted(args.weights.glob("*.pth")):
        net, length = build(models, path.stem, path)
        for clip in args.clips:
            x = decode(clip)
            entry = golden.setdefault(os.path.basename(clip), {"samples_16k": len(x), "models": {}})
            x = torch.nn.functional.pad(x, (0, max(0, length - len(x))))
            hop = (len(x) - length) // 16
            first = scores(net, [x[:length]])[0]
            mean = scores(net, [x[i * hop:i * hop + length] for i in range(16)]).mean(0)
            entry["models"][path.stem] = {"first_window": [round(float(v), 6) for v in first],
                                          "mean_of_16": [round(float(v), 6) for v in mean]}
    with open(args.out, "w") as out:
        json.dump(golden, out, indent=0)
        out.write("\n")


if __name__ == "__main__":
    main()
