# SPDX-License-Identifier: GPL-3.0-or-later
"""Small files of weights, good and malicious, as torch.save and safetensors lay them out, and what the good ones hold.

usage: python make_checkpoints.py --out DIRECTORY

Writes into DIRECTORY: NAME.zip.pth and NAME.legacy.pth of every checkpoint below, NAME.safetensors written from the
format's description, expected.json with the tensors that must be read from them, malicious files whose names start
with "evil", and versions.txt. The malicious ones try to make a file named pickle-was-run in the working directory.
"""
import argparse
import collections
import json
import os
import pathlib
import platform
import struct

import numpy as np
import torch

DTYPES = {
    "float": torch.float32, "double": torch.float64, "half": torch.float16, "bfloat16": torch.bfloat16,
    "long": torch.int64, "int": torch.int32, "short": torch.int16, "char": torch.int8, "byte": torch.uint8,
    "bool": torch.bool,
}
SAFETENSORS = {
    torch.float32: "F32", torch.float64: "F64", torch.float16: "F16", torch.bfloat16: "BF16", torch.int64: "I64",
    torch.int32: "I32", torch.int16: "I16", torch.int8: "I8", torch.uint8: "U8", torch.bool: "BOOL",
}


def dtypes(names):
    """One tensor a type, with negative and fractional numbers where the type has them."""
    values = torch.tensor([0.0, 1.0, -2.0, 3.5, 100.25])
    unsigned = torch.tensor([0.0, 1.0, 2.0, 255.0, 7.0])
    return {name: (unsigned if name == "byte" else values).to(DTYPES[name]) for name in names}


def halves():
    """The corners of binary16: subnormals, the largest number, both zeros."""
    return {"half": torch.tensor([6e-8, -6e-8, 6.1e-5, 65504.0, 0.0, -0.0, 1 / 3]).half()}


def views():
    """Tensors that are not laid out row by row, or share their numbers with others."""
    base = torch.arange(24, dtype=torch.float32)
    cube = base.reshape(2, 3, 4)
    return {
        "whole": cube, "transposed": cube.permute(2, 0, 1), "part": cube[1, 1:, ::2], "row": base[5:9],
        "repeated": base[3:4].expand(1), "column": cube[:, 2, 3],
    }


def shapes():
    """Single numbers, empty tensors, and axes of one."""
    return {"scalar": torch.tensor(2.5), "count": torch.tensor(7), "empty": torch.zeros(0), "hollow": torch.zeros(3, 0, 2),
            "ones": torch.ones(1, 1, 1)}


def model():
    """A state_dict of modules, with its _metadata, and a parameter that was not detached."""
    torch.manual_seed(1)
    net = torch.nn.Sequential(torch.nn.Linear(2, 3), torch.nn.BatchNorm1d(3))
    state = net.state_dict()
    state["parameter"] = torch.nn.Parameter(torch.tensor([1.0, -1.0]))
    return state


def wrapped():
    """What a training script saves."""
    return {"epoch": 3, "loss": 0.25, "best": None, "done": True, "history": [1, 2, (3, -4)], "big": 2**70,
            "state_dict": collections.OrderedDict(weight=torch.tensor([[1.0, 2.0]]))}


def flat(tensors):
    return {name: {"shape": list(t.shape), "values": [float(v) for v in t.detach().reshape(-1).double()]}
            for name, t in tensors.items()}


class Call:
    """Asks whoever unpickles it to call a function."""

    def __init__(self, function, *arguments):
        self.call = (function, arguments)

    def __reduce__(self):
        return self.call


def evil():
    tensor = torch.ones(1)
    touch = "touch pickle-was-run"
    return {
        "evil-system": {"weight": tensor, "extra": Call(os.system, touch)},
        "evil-eval": {"weight": tensor, "extra": Call(eval, "open('pickle-was-run', 'w')")},
        "evil-numpy": {"weight": tensor, "extra": np.float64(1)},
        "evil-key": {Call(os.system, touch): tensor},
    }


def safetensors(tensors):
    header, data = {"__metadata__": {"format": "pt"}}, b""
    for name, t in tensors.items():
        t = t.detach().contiguous()
        raw = bytes(t.view(torch.int16).numpy().tobytes() if t.dtype == torch.bfloat16 else t.numpy().tobytes())
        header[name] = {"dtype": SAFETENSORS[t.dtype], "shape": list(t.shape), "data_offsets": [len(data), len(data) + len(raw)]}
        data += raw
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    return struct.pack("<Q", len(text)) + text + data


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", required=True, type=pathlib.Path)
    out = parser.parse_args().out
    names = list(DTYPES)
    good = {
        "floats": dtypes(names[:4]), "integers": dtypes(names[4:]), "halves": halves(), "views": views(),
        "shapes": shapes(), "model": model(), "wrapped": wrapped(),
    }
    expected = {}
    for name, content in good.items():
        for kind, zipped in (("zip", True), ("legacy", False)):
            torch.save(content, out / f"{name}.{kind}.pth", _use_new_zipfile_serialization=zipped)
        tensors = content.get("state_dict", content)
        expected[name] = flat(tensors)
        (out / f"{name}.safetensors").write_bytes(safetensors(tensors))
    torch.save(good["model"], out / "model.protocol4.pth", pickle_protocol=4, _use_new_zipfile_serialization=False)
    for name, content in evil().items():
        for kind, zipped in (("zip", True), ("legacy", False)):
            torch.save(content, out / f"{name}.{kind}.pth", _use_new_zipfile_serialization=zipped)
    (out / "expected.json").write_text(json.dumps(expected, separators=(",", ":")).replace("},", "},\n") + "\n")
    versions = {"python": platform.python_version(), "torch": torch.__version__, "numpy": np.__version__}
    (out / "versions.txt").write_text("".join(f"{name} {version}\n" for name, version in versions.items()))


if __name__ == "__main__":
    main()
