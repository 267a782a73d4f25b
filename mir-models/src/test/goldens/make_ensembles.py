# SPDX-License-Identifier: GPL-3.0-or-later
"""Stems of three models, combined as those who use ensembles know it.

Writes ../resources/goldens/ensembles.json. Needs numpy and librosa.

The rules are avg_wave, median_wave, max_fft and min_fft of python-audio-separator and of ZFTurbo's
Music-Source-Separation-Training: spectrograms of 2048 samples with a hop of 1024.
"""

import json
import pathlib

import librosa
import numpy as np

MODELS, CHANNELS, LENGTH, STEP = 3, 2, 70 * 1024, 997
WEIGHTS = [1.0, 2.0, 0.5]
STFT = {"n_fft": 2048, "hop_length": 1024, "window": "hann", "center": True}

n = np.arange(LENGTH)


def stem(model, channel):
    beat = np.sin(2 * np.pi * n * (model + 1) / 9000)
    return (beat * np.sin(0.03 * (model + 1) * n + channel) + 0.3 * np.sin(0.5 * n)).astype(np.float32)


def chosen(pick):
    which = pick(np.abs(spectra), axis=0)
    return librosa.istft(np.take_along_axis(spectra, which[None], axis=0)[0], length=LENGTH, **STFT)


given = np.array([[stem(m, c) for c in range(CHANNELS)] for m in range(MODELS)])
spectra = librosa.stft(given, pad_mode="constant", **STFT)
weights = np.array(WEIGHTS)[:, None, None]
combined = {
    "mean": given.mean(axis=0),
    "weighted-mean": (given * weights).sum(axis=0) / weights.sum(),
    "median": np.median(given, axis=0),
    "max-magnitude": chosen(np.argmax),
    "min-magnitude": chosen(np.argmin),
}
golden = {
    "versions": {"numpy": np.__version__, "librosa": librosa.__version__},
    "length": LENGTH,
    "step": STEP,
    "weights": WEIGHTS,
    "combined": {
        name: [[float(f"{v:.7g}") for v in row[::STEP]] for row in rows] for name, rows in combined.items()
    },
}
out = pathlib.Path(__file__).parent / "../resources/goldens/ensembles.json"
out.write_text(json.dumps(golden) + "\n")
