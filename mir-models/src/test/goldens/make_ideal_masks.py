# SPDX-License-Identifier: GPL-3.0-or-later
"""Estimates of ideal masks as the oracles of the 2018 Signal Separation Evaluation Campaign make them with scipy.

Writes ../resources/goldens/ideal-masks.json. Needs numpy and scipy.
"""

import json
import pathlib

import numpy as np
import scipy
from scipy.signal import istft, stft

WINDOW = 2048
LENGTH = 7001
STEP = 13

n = np.arange(LENGTH)
stems = np.stack([
    np.sin(0.05 * n) * np.exp(-n / 4000),
    0.5 * np.sin(0.31 * n + 0.0001 * n * n),
    np.where(n % 1500 < 40, 0.8, 0.0),
])
stems = stems.astype(np.float32).astype(float)
mixture = (stems.sum(axis=0) + 0.01 * np.cos(1.7 * n)).astype(np.float32).astype(float)

epsilon = np.finfo(float).eps
x = stft(mixture, nperseg=WINDOW)[-1]
spectra = [stft(stem, nperseg=WINDOW)[-1] for stem in stems]
powers = [np.abs(spectrum) ** 2 for spectrum in spectra]
ratio = [power / (epsilon + sum(powers)) for power in powers]
binary = [(np.abs(spectrum) / (epsilon + np.abs(x)) >= 0.5).astype(float) for spectrum in spectra]


def estimates(masks):
    return [[float(f"{v:.9g}") for v in istft(x * mask)[1][:LENGTH:STEP]] for mask in masks]


golden = {
    "versions": {"numpy": np.__version__, "scipy": scipy.__version__},
    "length": LENGTH,
    "step": STEP,
    "ratio": estimates(ratio),
    "binary": estimates(binary),
}
out = pathlib.Path(__file__).parent.parent / "resources" / "goldens" / "ideal-masks.json"
out.write_text(json.dumps(golden, separators=(",", ":")) + "\n")
