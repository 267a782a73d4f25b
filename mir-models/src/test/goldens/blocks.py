# SPDX-License-Identifier: GPL-3.0-or-later
"""How goldens of blocks are made: what BlockGoldens, in Java, holds our blocks against.

A golden holds the name of the case, our settings of the block, its state_dict under our names, an input, perhaps a mask,
the output in eval mode, and, in training mode, the gradients of sum(output * cotangent), where the cotangent is random
but kept. Where training changes the output (batch norm), that output is there too.
"""
import copy
import json
import platform

import torch


def flat(tensor):
    return {"shape": list(tensor.shape), "values": [float(f"{v:.8g}") for v in tensor.detach().reshape(-1).tolist()]}


def state(module, rename=lambda name: name):
    return {rename(name): flat(t) for name, t in module.state_dict().items() if not name.endswith("num_batches_tracked")}


def golden(name, settings, module, x, mask=None, rename=lambda name: name):
    """One golden; the module takes (x) or (x, mask) and has no dropout, rename turns its names into ours."""
    arguments = () if mask is None else (mask,)
    entry = {"name": name, "settings": settings, "weights": state(module, rename), "input": flat(x)}
    if mask is not None:
        entry["mask"] = flat(mask)
    with torch.no_grad():
        output = copy.deepcopy(module).eval()(x, *arguments)
    entry["output"] = flat(output)
    module = copy.deepcopy(module).train()
    x = x.clone().requires_grad_(True)
    trained = module(x, *arguments)
    if not torch.allclose(trained, output, rtol=1e-5, atol=1e-6):
        entry["trainingOutput"] = flat(trained)
    cotangent = torch.randn(trained.shape)
    (trained * cotangent).sum().backward()
    entry["cotangent"] = flat(cotangent)
    entry["gradients"] = {
        "input": flat(x.grad),
        "parameters": {rename(n): flat(torch.zeros_like(p) if p.grad is None else p.grad)
                       for n, p in module.named_parameters()}}
    return entry


def write(path, blocks):
    versions = {"python": platform.python_version(), "torch": torch.__version__}
    with open(path, "w") as out:
        json.dump({"versions": versions, "blocks": blocks}, out, separators=(",", ":"))
        out.write("\n")
