# SPDX-License-Identifier: GPL-3.0-or-later
"""Reference numbers for the audio front-end, computed by librosa and by torchaudio.

usage: python make_frontend_goldens.py librosa OUT_DIR
       python make_frontend_goldens.py torchaudio OUT_DIR

The two libraries may live in two interpreters, so each call makes the cases of one library and leaves those of the
other in OUT_DIR as they are. Every file is {"versions", "signal", "cases"}; a case is {"name", "library", "dtype",
"settings", ...numbers}. Matrices are stored for selected frames only, one row per frame, with the full shape beside
them. Everything is computed in float64 unless the case says "dtype": "float32"; numbers have 9 significant digits.

The input is made by signal() below and so needs no audio file; signal.json checks a re-implementation of it.
"""
import argparse
import json
import math
import pathlib
import platform
import re

import numpy as np

DEFINITION = {
    "time": "t = n / sr, n = 0..N-1",
    "noise": "s = (1103515245 * s + 12345) mod 2^31, s before the first sample is 42; noise[n] = s / 2^30 - 1 after the update",
    "x": "x[n] = 0.5 * sin(2 pi 440 t) + 0.3 * sin(2 pi (100 t + 400 t t)) + 0.05 * noise[n], in double, then cast to float32",
}


def signal(sr, n):
    """The test signal: a tone, a chirp and noise; float32 values held in float64."""
    x = np.empty(n)
    s = 42
    for i in range(n):
        t = i / sr
        s = (1103515245 * s + 12345) % 2**31
        noise = s / 2**30 - 1
        x[i] = 0.5 * math.sin(2 * math.pi * 440 * t) + 0.3 * math.sin(2 * math.pi * (100 * t + 400 * t * t)) + 0.05 * noise
    return x.astype(np.float32).astype(np.float64)


def digits(a):
    """Nested lists of numbers with 9 significant digits."""
    if isinstance(a, (list, tuple)) or getattr(a, "ndim", 0) > 0:
        return [digits(v) for v in a]
    return float(f"{float(a):.9g}")


def pick(count, middle=3):
    """The first two, some middle and the last two of count frames."""
    return sorted({0, 1, *(count * (i + 1) // (middle + 1) for i in range(middle)), count - 2, count - 1})


def matrix(m, frames=None):
    """A (rows, frames) matrix as JSON: shape, frames, and one row of numbers per stored frame."""
    frames = pick(m.shape[1]) if frames is None else frames
    return {"shape": list(m.shape), "frames": frames, "values": digits([m[:, f] for f in frames])}


def filters(bank):
    """A filter bank as JSON: shape, and for each row its first non-zero bin and its values up to the last non-zero bin."""
    rows = []
    for row in bank:
        hit = np.flatnonzero(row)
        rows.append({"first": int(hit[0]), "values": digits(row[hit[0]:hit[-1] + 1])} if len(hit) else {"first": 0, "values": []})
    return {"shape": list(bank.shape), "rows": rows}


def case(name, dtype, settings, **numbers):
    return {"name": name, "dtype": dtype, "settings": settings, **numbers}


def librosa_goldens():
    import librosa
    import scipy

    versions = {"python": platform.python_version(), "librosa": librosa.__version__, "numpy": np.__version__, "scipy": scipy.__version__}
    f64 = {"dtype": np.float64}
    x = signal(16000, 16000)
    x22 = signal(22050, 22050)
    files = {}

    framing = {"sr": 16000, "samples": 16000, "n_fft": 512, "hop_length": 256, "win_length": 512,
               "window": "hann, periodic", "center": True, "pad_mode": "reflect"}
    stft = librosa.stft(x, n_fft=512, hop_length=256, window="hann", center=True, pad_mode="reflect")
    frames = pick(stft.shape[1])
    files["stft"] = [case("librosa-512-256", "float64", framing, shape=list(stft.shape), frames=frames,
                          real=digits([stft.real[:, f] for f in frames]), imag=digits([stft.imag[:, f] for f in frames]))]

    files["istft"] = []
    for hop in (256, 200):
        s = librosa.stft(x, n_fft=512, hop_length=hop, window="hann", center=True, pad_mode="reflect")
        y = librosa.istft(s / (1 + np.arange(257) / 64)[:, None], hop_length=hop, n_fft=512, window="hann", center=True, length=16000)
        at = sorted({*range(10), *range(15990, 16000), *(int(p) for p in np.linspace(10, 15989, 180))})
        files["istft"].append(case(f"librosa-512-{hop}", "float64", {
            **framing, "hop_length": hop, "length": 16000,
            "spectrum": "the STFT with these settings, bin k multiplied by 1 / (1 + k / 64)",
            "inverse": "window each inverse FFT, overlap-add, drop the first n_fft / 2 samples, divide by the overlap-added squared window wherever that exceeds the smallest normal number",
        }, stft_shape=list(s.shape), positions=at, values=digits(y[at])))

    files["mel"] = []
    mel_settings = {"sr": 16000, "n_fft": 512, "n_mels": 96, "fmin": 0.0, "fmax": 8000.0}
    banks = {(htk, norm): librosa.filters.mel(**mel_settings, htk=htk, norm=norm, **f64) for htk in (True, False) for norm in (None, "slaney")}
    for (htk, norm), bank in banks.items():
        files["mel"].append(case(f"librosa-16k-{'htk' if htk else 'slaney'}-{norm or 'none'}", "float64",
                                 {**mel_settings, "htk": htk, "norm": norm}, **filters(bank)))
    mel22_settings = {"sr": 22050, "n_fft": 2048, "n_mels": 128, "fmin": 0.0, "fmax": 11025.0, "htk": False, "norm": "slaney"}
    mel22 = librosa.filters.mel(**mel22_settings, **f64)
    files["mel"].append(case("librosa-22k-slaney-slaney", "float64", mel22_settings, **filters(mel22)))

    power = banks[True, None] @ np.abs(stft) ** 2
    log_settings = {**framing, **mel_settings, "htk": True, "norm": None, "power": 2.0}
    db = {"ref": 1.0, "amin": 1e-10}
    files["logmel"] = [
        case(name, "float64", {**log_settings, **extra}, **matrix(m)) for name, extra, m in (
            ("db", {"scale": "10 log10(max(S, amin)) - 10 log10(max(ref, amin))", **db, "top_db": None}, librosa.power_to_db(power, **db, top_db=None)),
            ("db-top80", {"scale": "the same, then floored at the maximum of the whole matrix - top_db", **db, "top_db": 80.0}, librosa.power_to_db(power, **db, top_db=80.0)),
            ("db-top40", {"scale": "the same", **db, "top_db": 40.0}, librosa.power_to_db(power, **db, top_db=40.0)),
            ("log10-10000", {"scale": "log10(1 + 10000 S)"}, np.log10(1 + 10000 * power)),
            ("ln-1e-5", {"scale": "ln(S + 1e-5)"}, np.log(power + 1e-5)),
            ("log1p", {"scale": "ln(1 + S)"}, np.log1p(power)))]

    spectrum22 = {"sr": 22050, "samples": 22050, "n_fft": 2048, "hop_length": 512, "win_length": 2048,
                  "window": "hann, periodic", "center": True, "pad_mode": "constant", "power": 2.0}
    power22 = np.abs(librosa.stft(x22, n_fft=2048, hop_length=512, window="hann", center=True, pad_mode="constant")) ** 2
    mfcc = librosa.feature.mfcc(S=librosa.power_to_db(mel22 @ power22, **db, top_db=80.0), n_mfcc=20, dct_type=2, norm="ortho", lifter=0)
    files["mfcc"] = [case("librosa-20", "float64", {**spectrum22, **mel22_settings, **db, "top_db": 80.0, "n_mfcc": 20, "dct_type": 2, "dct_norm": "ortho", "lifter": 0}, **matrix(mfcc))]

    chroma_settings = {"sr": 22050, "n_fft": 2048, "n_chroma": 12, "tuning": 0.0, "ctroct": 5.0, "octwidth": 2.0, "norm": 2, "base_c": True,
                       "octave": "log2(f / (440 / 16)), so A0 is octave 0",
                       "bin 0": "1.5 octaves below bin 1", "width": "max(distance to the next bin in chroma, 1)",
                       "order": "gaussian exp(-0.5 (2 d / width)^2), 2-norm of each column, octave weight exp(-0.5 ((octave - ctroct) / octwidth)^2), rotation of A to C"}
    bank = librosa.filters.chroma(sr=22050, n_fft=2048, tuning=0.0, n_chroma=12, ctroct=5.0, octwidth=2, norm=2, base_c=True, **f64)
    bins = sorted({0, 1, 2, 3, *range(4, 1025, 4)})
    raw = bank @ power22
    chroma = librosa.feature.chroma_stft(y=x22, sr=22050, n_fft=2048, hop_length=512, tuning=0.0, norm=np.inf, **f64)
    assert np.allclose(chroma, librosa.util.normalize(raw, norm=np.inf, axis=0), rtol=1e-12, atol=0)
    files["chroma"] = [
        case("librosa-filters", "float64", chroma_settings, shape=list(bank.shape), bins=bins, values=digits(bank[:, bins])),
        case("librosa-chroma-raw", "float64", {**spectrum22, "filters": "librosa-filters"}, **matrix(raw, pick(raw.shape[1], 6))),
        case("librosa-chroma", "float64", {**spectrum22, "filters": "librosa-filters", "frame_norm": "inf"}, **matrix(chroma, pick(raw.shape[1], 6)))]
    return versions, files


def torchaudio_goldens():
    import torch
    import torchaudio

    versions = {"python": platform.python_version(), "torch": torch.__version__, "torchaudio": torchaudio.__version__, "numpy": np.__version__}
    torch.set_default_dtype(torch.float64)
    files = {}

    stft = torch.stft(torch.from_numpy(signal(32000, 32000)), n_fft=1024, hop_length=320, win_length=800,
                      window=torch.hann_window(800, periodic=False), center=True, pad_mode="reflect",
                      normalized=False, onesided=True, return_complex=True).numpy()
    frames = pick(stft.shape[1], 1)
    files["stft"] = [case("torch-1024-320-800", "float64",
                          {"sr": 32000, "samples": 32000, "n_fft": 1024, "hop_length": 320, "win_length": 800,
                           "window": "hann, symmetric, zero-padded to n_fft with 112 zeros on either side", "center": True, "pad_mode": "reflect"},
                          shape=list(stft.shape), frames=frames,
                          real=digits([stft.real[:, f] for f in frames]), imag=digits([stft.imag[:, f] for f in frames]))]

    files["mel"] = []
    for dtype in (torch.float64, torch.float32):
        torch.set_default_dtype(dtype)
        name = str(dtype).removeprefix("torch.")
        bank = torchaudio.functional.melscale_fbanks(257, 0.0, 8000.0, 96, 16000, norm=None, mel_scale="htk").T.numpy()
        kaldi = torchaudio.compliance.kaldi.get_mel_banks(128, 1024, 32000.0, 0.0, 15000.0, vtln_low=100.0, vtln_high=-500.0, vtln_warp_factor=1.0)[0].numpy()
        files["mel"] += [
            case(f"torchaudio-16k-htk-none-{name}", name,
                 {"sr": 16000, "n_fft": 512, "n_mels": 96, "fmin": 0.0, "fmax": 8000.0, "htk": True, "norm": None}, **filters(bank)),
            case(f"torchaudio-kaldi-32k-{name}", name,
                 {"sr": 32000, "n_fft": 1024, "n_mels": 128, "fmin": 0.0, "fmax": 15000.0,
                  "vtln_low": 100.0, "vtln_high": -500.0, "vtln_warp_factor": 1.0,
                  "scale": "mel = 1127 ln(1 + f / 700), triangles linear in mel, bins 0 .. n_fft / 2 - 1"}, **filters(kaldi))]
    torch.set_default_dtype(torch.float64)

    files["mfcc"] = []
    for n_mfcc, mel in ((13, {"n_fft": 400, "hop_length": 160, "n_mels": 23}), (40, {"n_fft": 400, "hop_length": 160, "n_mels": 128})):
        mfcc = torchaudio.transforms.MFCC(sample_rate=16000, n_mfcc=n_mfcc, melkwargs=mel)(torch.from_numpy(signal(16000, 16000))).numpy()
        files["mfcc"].append(case(f"torchaudio-{n_mfcc}", "float64",
                                  {"sr": 16000, "samples": 16000, **mel, "win_length": 400, "window": "hann, periodic", "center": True, "pad_mode": "reflect",
                                   "power": 2.0, "fmin": 0.0, "fmax": 8000.0, "htk": True, "norm": None, "ref": 1.0, "amin": 1e-10, "top_db": 80.0,
                                   "n_mfcc": n_mfcc, "dct_type": 2, "dct_norm": "ortho"}, **matrix(mfcc)))
    return versions, files


def text(value):
    """Indented JSON with the innermost lists and objects on one line each."""
    return re.sub(r"[\[{][^][{}]*[\]}]", lambda m: re.sub(r"\s*\n\s*", "", m[0]), json.dumps(value, indent=0)) + "\n"


def write(folder, library, versions, files):
    for name, cases in files.items():
        path = folder / f"{name}.json"
        old = json.loads(path.read_text()) if path.exists() else {"versions": {}, "cases": []}
        merged = [c for c in old["cases"] if c["library"] != library] + [{"name": c.pop("name"), "library": library, **c} for c in cases]
        path.write_text(text({
            "versions": dict(sorted({**old["versions"], library: versions}.items())),
            "signal": DEFINITION,
            "cases": sorted(merged, key=lambda c: c["library"]),
        }))


def write_signal(folder):
    cases = []
    for sr, n in ((16000, 16000), (22050, 22050), (32000, 32000)):
        x = signal(sr, n)
        cases.append({"sr": sr, "samples": n, "first": digits(x[:8]), "last": digits(x[-8:])})
    (folder / "signal.json").write_text(text({
        "versions": {"python": platform.python_version(), "numpy": np.__version__}, "settings": DEFINITION, **cases[0], "others": cases[1:]}))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("library", choices=("librosa", "torchaudio"))
    parser.add_argument("out", type=pathlib.Path)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    if args.library == "librosa":
        write_signal(args.out)
    versions, files = librosa_goldens() if args.library == "librosa" else torchaudio_goldens()
    write(args.out, args.library, versions, files)


if __name__ == "__main__":
    main()
