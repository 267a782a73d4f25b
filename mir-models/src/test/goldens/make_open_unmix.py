# SPDX-License-Identifier: GPL-3.0-or-later
"""What Open-Unmix's own code gives: masks with gradients, multichannel Wiener filters, files of weights, and stems.

usage: python make_open_unmix.py --checkout DIRECTORY --out RESOURCES

DIRECTORY is a checkout of https://github.com/sigsep/open-unmix-pytorch (the goldens were made with commit
fb672c9584997c2b05e148eeaa65b4c23ed4693b). It makes checkpoints/open-unmix.{zip,legacy}.pth in RESOURCES,
and goldens/open-unmix-checkpoint.json of them, goldens/open-unmix.json and goldens/wiener.json; and in open-unmix the
weights of separators, {zip,legacy}/STEM-stereo.pth and legacy/STEM-mono.pth, and stems.safetensors.

A golden of Wiener filters holds the magnitudes of targets (S, C, F, T), the real and imaginary parts of a mixture
(C, F, T), and for each setting the real and imaginary parts of all estimates (S, C, F, T). What a golden of masks holds
is said in blocks.py and make_conv_blocks.py; the mask is the authors' output over the mixture, which they multiply it
with, detached.

stems.safetensors holds a song, "mixture" (C, N), and what the authors' Separator makes of it, or of its first channel,
one tensor (S, C, N) for each of SEPARATIONS, in the order of the stems.
"""
import argparse
import copy
import json
import pathlib
import platform
import sys

import torch
from torch import nn

import blocks
import make_checkpoints
import make_conv_blocks

RATE = 2700
FFT_SIZE = 64
WINDOW = 60
SEPARATIONS = {
    "0-iterations": {"niter": 0}, "1-iteration": {"niter": 1}, "2-iterations": {"niter": 2},
    "softmask": {"niter": 1, "softmask": True}, "residual": {"niter": 2, "residual": True},
}


def network(settings, bins, channels):
    import openunmix.model
    net = openunmix.model.OpenUnmix(
        nb_bins=bins, nb_channels=channels, hidden_size=settings["hidden"], nb_layers=settings["layers"],
        unidirectional=settings.get("unidirectional", False), max_bin=settings.get("maxBins"))
    net.lstm.dropout = settings["dropout"]
    with torch.no_grad():
        for vector in (net.input_mean, net.input_scale, net.output_scale, net.output_mean):
            vector += 0.3 * torch.randn_like(vector)
    return make_conv_blocks.randomized(net)


class Masks(nn.Module):
    """(B, C, F, T) to (B, S, C, F, T)."""

    def __init__(self, targets):
        super().__init__()
        for number, target in enumerate(targets, 1):
            self.add_module(f"target{number}", target)

    def forward(self, x):
        return torch.stack([target(x) / x.detach() for target in self.children()], 1)


def masks(name, shape, stems, **settings):
    settings = {"dropout": 0, **settings}
    module = Masks([network(settings, shape[2], shape[1]) for _ in range(stems)]).double()
    x = torch.rand(*shape).double() * 2 + 0.01
    entry = make_conv_blocks.trained_golden(name, {"network": {"type": "open-unmix", **settings}}, module, x)
    return {**entry, "stems": stems}


def parts(stft):
    """Of (T, F, C, 2, S)."""
    stft = stft.permute(3, 4, 2, 1, 0)
    return {"real": blocks.flat(stft[0]), "imaginary": blocks.flat(stft[1])}


def wiener(name, channels, bins, frames, targets, loudness):
    """Sources with a place between the channels, and rough estimates of their magnitudes."""
    import openunmix.filtering
    gains = torch.rand(channels, bins, 1, targets).double() + 0.1
    sources = torch.randn(bins, frames, targets, 2).double() * torch.rand(bins, frames, targets, 1).double() ** 3
    images = loudness * gains[..., None] * sources[None]  # C F T S 2
    mixture = images.sum(3) + loudness * 0.01 * torch.randn(channels, bins, frames, 2).double()
    magnitudes = images.norm(dim=-1) * (0.5 + torch.rand(channels, bins, frames, targets).double())
    magnitudes, mixture = magnitudes.float().double(), mixture.float().double()
    entry = {"name": name, "magnitudes": blocks.flat(magnitudes.permute(3, 0, 1, 2)),
             "mixture": {"real": blocks.flat(mixture[..., 0]), "imaginary": blocks.flat(mixture[..., 1])}, "filters": []}
    for iterations in (0, 1, 2):
        for softmask in (False, True):
            for residual in (False, True):
                estimates = openunmix.filtering.wiener(
                    magnitudes.permute(2, 1, 0, 3).clone(), mixture.permute(2, 1, 0, 3).clone(), iterations, softmask,
                    residual)
                settings = {"iterations": iterations, "softmask": softmask, "residual": residual}
                entry["filters"].append({"settings": settings, **parts(estimates)})
    return entry


def checkpoints(directory):
    """Weights as the authors' training saves them, in both of torch's formats."""
    net = network({"hidden": 4, "layers": 2, "maxBins": 5, "dropout": 0}, 9, 2)
    for kind, zipped in (("zip", True), ("legacy", False)):
        torch.save(net.state_dict(), directory / f"open-unmix.{kind}.pth", _use_new_zipfile_serialization=zipped)
    x = torch.rand(1, 2, 9, 4) + 0.01
    with torch.no_grad():
        return {"input": blocks.flat(x), "output": blocks.flat(net.eval()(x))}


def song():
    """A second of two voices with places of their own between the channels, which come and go, and noise."""
    time = torch.arange(RATE).double() / RATE
    low = torch.sin(2 * torch.pi * 110 * time * (1 + 0.1 * time)) * (torch.sin(2 * torch.pi * 2.1 * time) > -0.3)
    high = sum(torch.sin(2 * torch.pi * 290 * k * time + k) / k for k in range(1, 5)) * torch.cos(4 * time) ** 2
    return torch.stack([0.5 * low + 0.1 * high, 0.2 * low + 0.4 * high]).float() + 0.02 * torch.randn(2, RATE)


def separate(mixture, targets, **settings):
    """In double precision: with two iterations, rounding errors of theirs in single precision come to 2e-4."""
    import openunmix.model
    separator = openunmix.model.Separator(
        copy.deepcopy(targets), n_fft=FFT_SIZE, n_hop=FFT_SIZE // 4, nb_channels=len(mixture), sample_rate=RATE, wiener_win_len=WINDOW,
        **settings).double()
    separator.freeze()
    return separator(mixture[None].double())[0].float()


def stems(directory):
    """A separator of stereo and one of mono, as files of weights, with what they make of a song."""
    bins = FFT_SIZE // 2 + 1
    sizes = {"hidden": 8, "layers": 2, "maxBins": 24, "dropout": 0}
    stereo = {stem: network(sizes, bins, 2) for stem in ("vocals", "drums")}
    mono = {stem: network({**sizes, "unidirectional": True, "layers": 1}, bins, 1) for stem in ("speech", "noise")}
    for name, targets, kinds in (("stereo", stereo, ("zip", "legacy")), ("mono", mono, ("legacy",))):
        for stem, net in targets.items():
            for kind in kinds:
                (directory / kind).mkdir(parents=True, exist_ok=True)
                torch.save(net.state_dict(), directory / kind / f"{stem}-{name}.pth",
                           _use_new_zipfile_serialization=kind == "zip")
    mixture = song()
    tensors = {"mixture": mixture}
    for name, settings in SEPARATIONS.items():
        tensors[name] = separate(mixture, stereo, **settings)
    tensors["mono"] = separate(mixture[:1], mono, niter=1)
    tensors["single"] = separate(mixture[:, :RATE // 4], {"vocals": stereo["vocals"]}, niter=1, residual=True)
    (directory / "stems.safetensors").write_bytes(make_checkpoints.safetensors(tensors))


def write(path, golden):
    path.write_text(json.dumps(golden, separators=(",", ":")) + "\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--checkout", required=True)
    parser.add_argument("--out", required=True, type=pathlib.Path)
    arguments = parser.parse_args()
    sys.path.insert(0, arguments.checkout)
    torch.manual_seed(5)
    goldens = arguments.out / "goldens"
    blocks.write(goldens / "open-unmix.json", [
        masks("both-ways", (2, 2, 9, 4), 1, hidden=8, layers=2, maxBins=6),
        masks("forwards", (2, 1, 9, 5), 1, hidden=6, layers=1, unidirectional=True),
        masks("two-stems", (2, 1, 7, 3), 2, hidden=4, layers=1, maxBins=5),
    ])
    versions = {"python": platform.python_version(), "torch": torch.__version__}
    filters = [wiener("stereo", 2, 3, 5, 2, 1.0), wiener("loud", 2, 2, 4, 3, 100.0), wiener("mono", 1, 3, 4, 2, 1.0)]
    write(goldens / "wiener.json", {"versions": versions, "wiener": filters})
    write(goldens / "open-unmix-checkpoint.json", {"versions": versions, **checkpoints(arguments.out / "checkpoints")})
    stems(arguments.out / "open-unmix")


if __name__ == "__main__":
    main()
