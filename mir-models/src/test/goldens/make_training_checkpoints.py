# SPDX-License-Identifier: GPL-3.0-or-later
"""Small files as training scripts save them: weights among objects that are not to be built.

usage: python make_training_checkpoints.py --out DIRECTORY

Writes into DIRECTORY: NAME.zip.pth and NAME.legacy.pth of every checkpoint below, training.protocol5.pth,
training-expected.json with the weights of "training", and training-versions.txt.
"""
import argparse
import collections
import datetime
import fractions
import json
import pathlib
import platform

import numpy as np
import torch


def training():
    """What a script saves that saves all it has: DataParallel's names, an optimiser's tensors, objects of all sorts."""
    torch.manual_seed(2)
    net = torch.nn.DataParallel(torch.nn.Linear(2, 3))
    optimiser = torch.optim.Adam(net.parameters())
    net(torch.ones(1, 2)).sum().backward()
    optimiser.step()
    return {
        "args": argparse.Namespace(lr=0.1, device=torch.device("cpu"), size=torch.Size([1, 2]), inner=argparse.Namespace(a=1)),
        "best": np.float64(0.5), "count": np.int64(3), "array": np.arange(3), "klass": torch.nn.Linear,
        "segment": fractions.Fraction(39, 5), "dtype": torch.float16, "path": pathlib.PurePosixPath("a/b"),
        "when": datetime.datetime(2024, 1, 2), "counter": collections.Counter(a=1), "set": {1, 2}, "complex": 1j,
        "default": collections.defaultdict(list, x=[1]), "pairs": {(0, 1): 2, None: 3, 4: 5}, "bytes": b"abc",
        "spectrum": torch.ones(2, dtype=torch.complex64), "state_dict": net.state_dict(), "optimizer": optimiser.state_dict(),
    }


def objects():
    """Objects in the place of weights."""
    return {
        "inert-weight": {"state_dict": {"weight": np.ones(2), "bias": torch.ones(1)}},
        "whole-module": torch.nn.Linear(1, 1),
    }


def without_paths(file):
    """The old format names the source of every class with its path on this machine: another of the same length takes its place."""
    here = str(pathlib.Path(torch.__file__).parent.parent).encode()
    if here in (content := file.read_bytes()):
        file.write_bytes(content.replace(here, b"/opt/python".ljust(len(here), b"_")))


def flat(tensors):
    return {name: {"shape": list(t.shape), "values": [float(v) for v in t.detach().reshape(-1).double()]}
            for name, t in tensors.items()}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", required=True, type=pathlib.Path)
    out = parser.parse_args().out
    for name, content in {"training": training(), **objects()}.items():
        for kind, zipped in (("zip", True), ("legacy", False)):
            file = out / f"{name}.{kind}.pth"
            torch.save(content, file, _use_new_zipfile_serialization=zipped)
            without_paths(file)
    torch.save(training(), out / "training.protocol5.pth", pickle_protocol=5)
    expected = flat(training()["state_dict"])
    (out / "training-expected.json").write_text(json.dumps(expected, separators=(",", ":")).replace("},", "},\n") + "\n")
    versions = {"python": platform.python_version(), "torch": torch.__version__, "numpy": np.__version__}
    (out / "training-versions.txt").write_text("".join(f"{name} {version}\n" for name, version in versions.items()))


if __name__ == "__main__":
    main()
