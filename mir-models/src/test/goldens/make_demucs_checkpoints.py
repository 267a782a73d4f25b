# SPDX-License-Identifier: GPL-3.0-or-later
"""Small checkpoints as the authors of Demucs save them, with random weights, and such as none of them would save.

usage: python make_demucs_checkpoints.py --out DIRECTORY

Writes into DIRECTORY: SIGNATURE-XXXXXXXX.th, with the first digits of their SHA-256, and BAG.yaml for what is whole;
NAME.th for what is to be refused; and versions.txt. Needs the package demucs, whose code is not part of this project.
"""
import argparse
import fractions
import hashlib
import io
import os
import pathlib
import platform

import torch
from demucs.hdemucs import HDemucs
from demucs.htdemucs import HTDemucs

STEMS = ["low", "high"]
TRANSFORMER = {"channels": 4, "depth": 2, "nfft": 256, "t_layers": 1, "t_heads": 2, "dconv_comp": 2, "samplerate": 8000,
               "segment": fractions.Fraction(39, 5)}
HYBRID = {"channels": 4, "depth": 2, "nfft": 64, "dconv_comp": 2, "samplerate": 8000, "segment": 4, "multi_freqs": []}


class Call:
    """Asks whoever unpickles it to call a function."""

    def __init__(self, function, *arguments):
        self.call = (function, arguments)

    def __reduce__(self):
        return self.call


def checkpoint(klass, seed=0, **kwargs):
    torch.manual_seed(seed)
    network = klass(sources=STEMS, **kwargs)
    state = {name: value.half() for name, value in network.state_dict().items()}
    return {"klass": klass, "args": (), "kwargs": {"sources": STEMS, **kwargs}, "state": state,
            "training_args": {"dset": {"samplerate": 8000}, "optim": {"lr": 0.0003}}}


def saved(content, protocol=2):
    buffer = io.BytesIO()
    torch.save(content, buffer, pickle_protocol=protocol)
    return buffer.getvalue()


def refused():
    """By name, what is wrong with each."""
    small = {"state": {"x": torch.zeros(1)}, "args": ()}
    whole = checkpoint(HTDemucs, **TRANSFORMER)
    named = {**small, "klass": HTDemucs, "kwargs": {"sources": STEMS}}
    return {
        "runs-code": {**named, "klass": Call(os.system, "touch pickle-was-run")},
        "built-class": {**named, "klass": Call(HTDemucs, STEMS)},
        "built-segment": {**named, "kwargs": {"sources": STEMS, "segment": Call(bytearray, 2)}},
        "class-as-text": {**named, "klass": "demucs.htdemucs.HTDemucs"},
        "other-class": {**named, "klass": torch.nn.Linear},
        "unknown-argument": {**named, "kwargs": {"sources": STEMS, "t_rope": True}},
        "unsupported-argument": {**named, "kwargs": {"sources": STEMS, "t_sparse_self_attn": True}},
        "endless-segment": {**named, "kwargs": {"sources": STEMS, "segment": 10**9}},
        "no-stems": {**named, "kwargs": {}},
        "quantised": {**named, "state": {"__quantized": True, "x": torch.zeros(1)}},
        "other-sizes": {**whole, "kwargs": {**whole["kwargs"], "channels": 8}},
        "vast-sizes": {**whole, "kwargs": {**whole["kwargs"], "channels": 4096, "t_hidden_scale": 50.0}},
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", required=True, type=pathlib.Path)
    out = parser.parse_args().out
    transformer = {**TRANSFORMER, "segment": 1}
    for signature, content in {
        "11ff22ee": checkpoint(HTDemucs, **TRANSFORMER),
        "1b1b1b1b": checkpoint(HTDemucs, 1, **transformer), "2b2b2b2b": checkpoint(HTDemucs, 2, **transformer),
        "3c3c3c3c": checkpoint(HDemucs, 3, **HYBRID), "4d4d4d4d": checkpoint(HDemucs, 4, **{**HYBRID, "cac": False, "segment": 5}),
    }.items():
        content = saved(content, 4 if signature == "2b2b2b2b" else 2)
        (out / f"{signature}-{hashlib.sha256(content).hexdigest()[:8]}.th").write_bytes(content)
    (out / "one.yaml").write_text("models: ['11ff22ee']\n")
    (out / "each.yaml").write_text("models: ['1b1b1b1b', '2b2b2b2b']\nweights: [\n  [1., 0.],\n  [0., 1.],\n]")
    (out / "mixed.yaml").write_text("models: ['3c3c3c3c', '4d4d4d4d']\nsegment: 6")
    (out / "unequal.yaml").write_text("models: ['3c3c3c3c', '4d4d4d4d']\n")
    for name, content in refused().items():
        (out / f"{name}.th").write_bytes(saved(content))
    versions = {"python": platform.python_version(), "torch": torch.__version__, "demucs": "4.1.0"}
    (out / "versions.txt").write_text("".join(f"{name} {version}\n" for name, version in versions.items()))


if __name__ == "__main__":
    main()
