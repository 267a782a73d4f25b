# SPDX-License-Identifier: GPL-3.0-or-later
"""Reference numbers for features of whole recordings, with librosa's defaults and with what may be chosen instead.

usage: python make_feature_goldens.py OUT_DIR

Writes features.json: {"versions", "signal", "cases"}; a case is {"name", "shape", "frames", "values"}, one row of numbers
for each stored frame, and where it was estimated "tuning". All is computed as a user would, from float32 samples; numbers
have 9 significant digits. The input is made by signal() and so needs no audio file. It is loud at its beginning and dies
away by more than 80 dB, and is tuned 30 cents too high.
"""
import json
import math
import pathlib
import platform
import sys

import librosa
import numpy as np
import scipy

from make_frontend_goldens import matrix, text

RATE = 22050
SAMPLES = 4 * RATE
NOTES = (57, 60, 64, 69, 72, 76)
DEFINITION = {
    "time": "t = n / 22050, n = 0..88199",
    "frequencies": "440 * 2^((note - 69 + 0.3) / 12) Hz of the notes 57, 60, 64, 69, 72, 76",
    "noise": "s = (1103515245 * s + 12345) mod 2^31, s before the first sample is 42; noise[n] = s / 2^30 - 1 after the update",
    "x": "x[n] = exp(-4 t) * (sum over notes of 0.12 sin(2 pi f t), in their order, + 0.02 * noise[n]), in double, then cast to float32",
}


def signal():
    x = np.empty(SAMPLES)
    s = 42
    frequencies = [440 * 2 ** ((note - 69 + 0.3) / 12) for note in NOTES]
    for i in range(SAMPLES):
        t = i / RATE
        s = (1103515245 * s + 12345) % 2**31
        chord = sum(0.12 * math.sin(2 * math.pi * f * t) for f in frequencies)
        x[i] = math.exp(-4 * t) * (chord + 0.02 * (s / 2**30 - 1))
    return x.astype(np.float32)


def main():
    y = signal()
    mel = librosa.feature.melspectrogram(y=y, sr=RATE)
    powers = np.abs(librosa.stft(y)) ** 2
    tuning = float(librosa.estimate_tuning(S=powers, sr=RATE))
    cases = {
        "logmel": librosa.power_to_db(mel),
        "logmel-all": librosa.power_to_db(mel, top_db=None),
        "logmel-40": librosa.power_to_db(mel, top_db=40.0),
        "mfcc": librosa.feature.mfcc(y=y, sr=RATE),
        "mfcc-all": librosa.feature.mfcc(S=librosa.power_to_db(mel, top_db=None)),
        "chroma": librosa.feature.chroma_stft(y=y, sr=RATE),
        "chroma-concert-pitch": librosa.feature.chroma_stft(y=y, sr=RATE, tuning=0.0),
    }
    written = [{"name": name, **({"tuning": round(tuning, 9)} if name == "chroma" else {}), **matrix(values, [0, 60, 120, values.shape[1] - 1])}
               for name, values in cases.items()]
    versions = {"python": platform.python_version(), "librosa": librosa.__version__, "numpy": np.__version__, "scipy": scipy.__version__}
    file = pathlib.Path(sys.argv[1]) / "features.json"
    file.write_text(text({"versions": versions, "signal": DEFINITION, "cases": written}))


if __name__ == "__main__":
    main()
