# SPDX-License-Identifier: GPL-3.0-or-later
"""Outputs of the authors' HTDemucs and Hybrid Demucs and of their layers, with small random weights.

usage: python make_demucs.py --out demucs.json

Needs the package demucs (made with 4.1.0). Weights are made by a rule that SineWeights, in Java, knows too, so that none have to be
kept: number i of the parameter at position p, in the order of names, is scale * sin(0.7 i + 7 p), and around 1 for norms
and scales. The input is sin(0.7 i + 0.5). Of long outputs every so many numbers are kept.
"""
import argparse
import json
import platform

import torch
from demucs.apply import apply_model
from demucs.demucs import BLSTM, DConv, LocalState
from demucs.hdemucs import HDemucs
from demucs.htdemucs import HTDemucs

STEMS = ["drums", "vocals"]


def made(shape, seed, scale=1.0):
    count = 1
    for size in shape:
        count *= size
    return (torch.arange(count, dtype=torch.float64).mul(0.7).add(seed).sin() * scale).float().reshape(shape)


def fill(module):
    """Small numbers around 0, and around 1 for norms and scales, in the order of names."""
    for position, (name, tensor) in enumerate(sorted(module.state_dict().items())):
        scale = 0.3 if tensor.dim() > 1 else 0.1
        around = 1.0 if tensor.dim() == 1 and name.endswith(("weight", "scale")) else 0.0
        tensor.copy_(made(tensor.shape, 7.0 * position, scale) + around)
    return module.eval()


def flat(tensor):
    return {"shape": list(tensor.shape), "values": [float(f"{v:.7g}") for v in tensor.detach().reshape(-1).tolist()]}


def sparse(tensor):
    """Every step-th number, where the step follows from how many there are."""
    numbers = tensor.reshape(-1)
    return flat(numbers[:: 1 + numbers.numel() // 307])


def case(name, module, shape):
    fill(module)
    with torch.no_grad():
        output = module(made(shape, 0.5))
    return {"name": name, "shape": list(shape), "parameters": len(module.state_dict()), "of": list(output.shape),
            "output": sparse(output)}


def ht(name, length, trained, **kwargs):
    usual = dict(channels=4, nfft=128, depth=2, norm_starts=4, dconv_mode=3, dconv_comp=2, t_layers=3, t_heads=2,
                 segment=trained / 100, samplerate=100, rescale=0)
    return case(name, HTDemucs(STEMS, **{**usual, **kwargs}), (2, 2, length))


def hybrid(name, length, **kwargs):
    usual = dict(channels=4, nfft=64, depth=3, dconv_lstm=1, dconv_attn=1, norm_starts=1, norm_groups=2, dconv_comp=1,
                 samplerate=100, segment=4, rescale=0)
    return case(name, HDemucs(STEMS, **{**usual, **kwargs}), (2, 2, length))


def applied(name, model, length, segment=None, overlap=0.25):
    """A song of any length by apply_model, levelled as demucs.separate does."""
    fill(model)
    song = made((2, length), 0.5)
    mono = song.mean(0)
    level = (song - mono.mean()) / (mono.std() + 1e-8)
    with torch.no_grad():
        stems = apply_model(model, level[None], shifts=0, overlap=overlap, segment=segment)[0]
    stems = stems * (mono.std() + 1e-8) + mono.mean()
    return {"name": name, "length": length, "overlap": overlap,
            "output": sparse(stems)}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", required=True)
    out = parser.parse_args().out
    torch.set_num_threads(1)
    bands = dict(norm_starts=99, nfft=256, multi_freqs=[0.3, 0.6], multi_freqs_depth=1, dconv_lstm=2, dconv_attn=2)
    layers = [
        case("branches", DConv(8, compress=2, depth=2, init=0.1), (3, 8, 13)),
        case("branches-inside", DConv(8, compress=1, depth=1, init=0.1, attn=True, lstm=True), (2, 8, 11)),
        case("lstm", BLSTM(4, layers=2, max_steps=200, skip=True), (1, 4, 30)),
        case("lstm-framed", BLSTM(2, layers=2, max_steps=200, skip=True), (1, 2, 431)),
        case("lstm-framed-whole", BLSTM(2, layers=2, max_steps=200, skip=True), (2, 2, 300)),
        case("attention", LocalState(8), (2, 8, 9)),
        case("attention-alone", LocalState(4), (1, 4, 1)),
    ]
    networks = [
        ht("htdemucs", 700, 700),
        ht("htdemucs-shorter", 333, 700, bottom_channels=12, t_cross_first=True, t_weight_pos_embed=0.5),
        ht("htdemucs-norms", 500, 500, norm_starts=1, norm_groups=2, dconv_mode=1, context_enc=1, freq_emb=0),
        hybrid("hybrid", 350),
        hybrid("hybrid-both", 401, dconv_mode=3, channels_time=6, dconv_lstm=2, dconv_attn=99),
        hybrid("hybrid-magnitudes", 210, cac=False, hybrid_old=True),
        hybrid("hybrid-magnitudes-mirrored", 64, cac=False, dconv_mode=0),
        hybrid("hybrid-one-sample", 1),
        hybrid("hybrid-few-samples", 30),
        hybrid("hybrid-bands", 300, **bands, depth=4),
        hybrid("hybrid-more-bands", 600, **{**bands, "multi_freqs_depth": 2, "nfft": 1024, "channels": 2}, depth=5, channels_time=4,
               dconv_mode=3),
    ]
    trained = 700
    tiny = dict(channels=4, nfft=128, depth=2, dconv_mode=3, dconv_comp=2, t_layers=2, t_heads=2, segment=trained / 100,
                samplerate=100, rescale=0)
    songs = [applied(f"htdemucs-{n}", HTDemucs(STEMS, **tiny), n) for n in (2, 100, 699, 700, 701, 1100, 2300)]
    songs.append(applied("htdemucs-segment-900", HTDemucs(STEMS, **tiny), 900, segment=4.0, overlap=0.1))
    small = dict(channels=4, nfft=64, depth=3, dconv_lstm=1, dconv_attn=1, norm_starts=1, norm_groups=2, dconv_comp=1,
                 samplerate=100, segment=4, rescale=0)
    songs += [applied(f"hybrid-{n}", HDemucs(STEMS, **small), n) for n in (2, 100, 400, 430, 1000)]
    versions = {"python": platform.python_version(), "torch": torch.__version__, "demucs": "4.1.0"}
    with open(out, "w") as file:
        json.dump({"versions": versions, "layers": layers, "networks": networks, "songs": songs}, file,
                  separators=(",", ":"))
        file.write("\n")


if __name__ == "__main__":
    main()
