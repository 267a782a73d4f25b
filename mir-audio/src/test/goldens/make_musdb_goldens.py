# SPDX-License-Identifier: GPL-3.0-or-later
"""Reference scores of real stems, computed by museval.

usage: python make_musdb_goldens.py MUSDB_DIR OUT_DIR

Made with Python 3.11.7, museval 0.4.1, numpy 1.26.4, scipy 1.13.1 and FFmpeg 5.1.

MUSDB_DIR has the 7 second clips of MUSDB18 as test/*.stem.mp4. They are not for commercial use and stay where they
are: OUT_DIR/musdb.json holds only scores, {"versions", "cases"}, where a case is {"clip", "sources", "channels",
"silent", "scores"}. Scores are [source][frame] = [SDR, ISR, SIR, SAR], null for NaN.

The references are the stems, or voice and accompaniment (the sum of the others), in stereo or as the mean of the
channels; where "silent" is true, the first is silent from 2 s to 3 s. The estimate of a source is
tanh(4 (0.9 ref[n] + 0.2 mix[n - 3])) / 4, where mix is the sum of the references: filtering, interference and
artifacts. All is float32 held in float64.

Stems get noise at -80 dB before all else. Without it their band above the codec's low-pass would hold nothing but the
rounding of the decoder, which differs from version to version, and scores do depend on it.
"""
import json
import pathlib
import platform
import subprocess
import sys
import warnings

import museval.metrics
import museval.version
import numpy as np
import scipy

CLIPS = ["AM Contra - Heart Peripheral", "BKS - Bulldozer", "Skelpolu - Resurrection"]


def noise(seed, length):
    """Uniform in [-1, 1), by a linear congruential generator."""
    out = np.empty(length)
    s = seed
    for n in range(length):
        s = (1103515245 * s + 12345) % 2**31
        out[n] = s / 2**30 - 1
    return out


def stems(path):
    """Drums, bass, other and vocals, (4, samples, 2)."""
    out = []
    for stream in range(1, 5):
        command = ["ffmpeg", "-v", "error", "-i", str(path), "-map", f"0:a:{stream}", "-f", "f32le", "-"]
        raw = subprocess.run(command, capture_output=True, check=True).stdout
        stem = np.frombuffer(raw, "<f4").reshape(-1, 2).astype(float)
        hiss = np.stack([noise(100 * stream + channel + 1, len(stem)) for channel in range(2)], 1)
        out.append(single(stem + 1e-4 * hiss))
    return np.stack(out)


def single(x):
    return x.astype(np.float32).astype(float)


def estimates(refs):
    mix = refs.sum(0)
    late = np.concatenate([np.zeros_like(mix[:3]), mix[:-3]])
    return single(np.tanh(4 * (0.9 * refs + 0.2 * late)) / 4)


def scores(refs, ests):
    """(sources, frames, 4)"""
    return np.stack(museval.metrics.bss_eval(refs, ests, window=44100, hop=44100)[:4], -1)


def case(clip, refs, silent=False):
    if silent:
        refs = refs.copy()
        refs[0, 2 * 44100 : 3 * 44100] = 0
    ests = estimates(refs)
    found = scores(refs, ests)
    rows = [[[None if np.isnan(v) else float(f"{v:.8g}") for v in t] for t in s] for s in found]
    return {
        "clip": clip,
        "sources": refs.shape[0],
        "channels": refs.shape[2],
        "silent": silent,
        "scores": rows,
    }


def main(root, out):
    warnings.simplefilter("ignore")
    cases = []
    for clip in CLIPS:
        four = stems(pathlib.Path(root) / "test" / f"{clip}.stem.mp4")
        two = single(np.stack([four[3], four[0] + four[1] + four[2]]))
        mono = single(two.mean(2, keepdims=True))
        cases += [case(clip, four), case(clip, two), case(clip, two, silent=True), case(clip, mono)]
    versions = {
        "python": platform.python_version(),
        "museval": museval.version._version,
        "numpy": np.__version__,
        "scipy": scipy.__version__,
    }
    lines = ",\n".join(json.dumps(c) for c in cases)
    text = f'{{"versions": {json.dumps(versions)},\n"cases": [\n{lines}\n]}}\n'
    (pathlib.Path(out) / "musdb.json").write_text(text)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
