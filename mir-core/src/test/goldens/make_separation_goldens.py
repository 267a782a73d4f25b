# SPDX-License-Identifier: GPL-3.0-or-later
"""Reference scores of separated sources, computed by museval and by mir_eval.

usage: python make_separation_goldens.py OUT_DIR

Made with Python 3.11.7, museval 0.4.1, mir_eval 0.8.2, numpy 1.26.4, scipy 1.13.1.

Writes OUT_DIR/separation.txt, one line a number or a case, fields apart by tabs:

    v4 NAME SOURCES CHANNELS LENGTH WINDOW HOP TAPS VARIATION    a case for museval.metrics.bss_eval, followed by
    frame SOURCE FRAME SDR ISR SIR SAR                           its scores, and
    median SOURCE SDR ISR SIR SAR                                what museval's TrackStore prints
    images ..., sources ..., permuted ..., gain ...              whole signals: mir_eval's bss_eval_images, its
                                                                 bss_eval_sources without and with permutation, and
                                                                 bss_decomp_gain of BSS Eval 2.1 written out below
    score SOURCE SDR ISR SIR SAR [ESTIMATE]                      their scores, NaN for those they lack

There is no audio: signals() below makes the references and estimates, and its twin in Java makes the same ones.
"""
import math
import pathlib
import sys
import warnings

import numpy as np
import mir_eval.separation
import museval.aggregate
import museval.metrics

RATE = 8000.0


def noise(seed, length):
    """Uniform in [-1, 1), by a linear congruential generator."""
    out = np.empty(length)
    s = seed
    for n in range(length):
        s = (1103515245 * s + 12345) % 2**31
        out[n] = s / 2**30 - 1
    return out


def smooth(x, pole, times):
    """A one-pole low-pass, some times over."""
    for _ in range(times):
        y = 0.0
        out = np.empty(len(x))
        for n in range(len(x)):
            y = pole * y + (1 - pole) * x[n]
            out[n] = y
        x = out
    return x


def signals(sources, channels, length, variation):
    """References and estimates, (sources, length, channels), float32 values held in float64."""
    ref = np.zeros((sources, length, channels), np.float32)
    est = np.zeros((sources, length, channels), np.float32)
    for j in range(sources):
        for c in range(channels):
            if variation == "lowpass":
                x = 20 * smooth(noise(1000 * j + 100 * c + 1, length), 0.8, 6)
            else:
                x = 0.5 * smooth(noise(1000 * j + 100 * c + 1, length), 0.3 + 0.15 * j, 1)
            for n in range(length):
                ref[j, n, c] = x[n] + 0.2 * math.sin(2 * math.pi * (200 + 150 * j) * n / RATE + c)
    if variation == "silences":
        ref[0, 1000:2000] = 0
        ref[1, 5000:6000, 1] = -ref[1, 5000:6000, 0]
        ref[0, 6500:7500] = 0
    if variation == "equal":
        ref[0, :, 1] = ref[0, :, 0]
    if variation == "shared":
        ref[1, :, 0] = ref[0, :, 1]
    if variation == "one-sided":
        ref[1, :, 1] = 0
    for j in range(sources):
        other = (j + 1) % sources
        for c in range(channels):
            hiss = noise(5000 + 1000 * j + 100 * c + 1, length)
            for n in range(length):
                old = ref[j, n - 3, c] if n >= 3 else np.float32(0)
                leak = ref[other, n - 1, c] if n >= 1 else np.float32(0)
                est[j, n, c] = 0.9 * float(ref[j, n, c]) + 0.25 * float(old) + 0.15 * float(leak) + 0.05 * hiss[n]
    if variation == "silences":
        est[1, 3000:4000] = 0
    return ref.astype(float), est.astype(float)


V4 = [
    # name, sources, channels, length, window, hop, taps, variation
    ("mono", 2, 1, 9000, 3000, 2000, 512, "plain"),
    ("stereo", 4, 2, 7000, 3000, 3000, 256, "plain"),
    ("one-source", 1, 2, 4000, 2000, 2000, 64, "plain"),
    ("shorter-than-window", 3, 2, 1500, 44100, 44100, 128, "plain"),
    ("shorter-than-filters", 2, 1, 100, 100, 100, 512, "plain"),
    ("overlap", 2, 2, 5000, 1000, 300, 33, "plain"),
    ("one-tap", 2, 2, 5000, 2000, 2000, 1, "plain"),
    ("silences", 2, 2, 8000, 1000, 1000, 64, "silences"),
    ("one-sided", 2, 2, 6000, 2000, 2000, 64, "one-sided"),
    ("equal-channels", 2, 2, 6000, 6000, 6000, 64, "equal"),
    ("shared-channel", 2, 2, 6000, 6000, 6000, 64, "shared"),
    ("lowpass", 2, 2, 8000, 4000, 4000, 512, "lowpass"),
]
WHOLE = [
    # kind, sources, channels, length, taps
    ("images", 2, 2, 5000, 512),
    ("sources", 2, 1, 5000, 512),
    ("permuted", 2, 1, 5000, 512),
    ("permuted", 3, 1, 4000, 512),
    ("gain", 2, 1, 5000, 1),
]


def gain(ref, est):
    """Projection with one gain a source instead of filters; (sources, length)."""
    rows = []
    for j in range(len(ref)):
        own = ref[j] * (est[j] @ ref[j]) / (ref[j] @ ref[j])
        full = ref.T @ np.linalg.lstsq(ref.T, est[j], rcond=None)[0]
        db = lambda a, b: 10 * np.log10(np.sum(a**2) / np.sum(b**2))
        rows.append((db(own, est[j] - own), np.nan, db(own, full - own), db(full, est[j] - full)))
    return rows


def whole(kind, sources, channels, length, taps):
    ref, est = signals(sources, channels, length, "plain")
    order = list(range(sources))
    if kind == "images":
        sdr, isr, sir, sar, _ = mir_eval.separation.bss_eval_images(ref, est, compute_permutation=False)
        rows = zip(sdr, isr, sir, sar)
    elif kind == "gain":
        rows = gain(ref[:, :, 0], est[:, :, 0])
    else:
        if kind == "permuted":
            est = np.roll(est, 1, axis=0)
        sdr, sir, sar, order = mir_eval.separation.bss_eval_sources(
            ref[:, :, 0], est[:, :, 0], compute_permutation=kind == "permuted"
        )
        rows = zip(sdr, np.full(sources, np.nan), sir, sar)
    return [(*row, order[j]) for j, row in enumerate(rows)]


def digits(values):
    return "\t".join(f"{v:.10g}" for v in values)


def main(out):
    warnings.simplefilter("ignore")
    lines = []
    for name, sources, channels, length, window, hop, taps, variation in V4:
        lines.append("\t".join(map(str, ("v4", name, sources, channels, length, window, hop, taps, variation))))
        ref, est = signals(sources, channels, length, variation)
        scores = museval.metrics.bss_eval(ref, est, window=window, hop=hop, filters_len=taps)[:4]
        store = museval.aggregate.TrackStore(name)
        for j in range(sources):
            for t in range(scores[0].shape[1]):
                lines.append(f"frame\t{j}\t{t}\t" + digits(s[j, t] for s in scores))
            store.add_target(str(j), {k: s[j].tolist() for k, s in zip(("SDR", "ISR", "SIR", "SAR"), scores)})
        for j, target in enumerate(store.scores["targets"]):
            median = [
                store.frames_agg([float(f["metrics"][k]) for f in target["frames"]]) for k in ("SDR", "ISR", "SIR", "SAR")
            ]
            lines.append(f"median\t{j}\t" + digits(median))
    for case in WHOLE:
        lines.append("\t".join(map(str, case)))
        for j, row in enumerate(whole(*case)):
            lines.append(f"score\t{j}\t" + digits(row[:4]) + f"\t{row[4]}")
    (pathlib.Path(out) / "separation.txt").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
