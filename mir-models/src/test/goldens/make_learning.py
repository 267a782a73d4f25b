# SPDX-License-Identifier: GPL-3.0-or-later
"""PyTorch's losses with their gradients, and the weights that its optimisers arrive at, on small random numbers.

usage: python make_learning.py --out learning.json

A loss has its settings, logits, targets, weights of the targets, the value and the gradient of the logits; the value is
the mean of what the targets cost by their weights. An optimiser has its settings, the weights it starts from, the
gradients it is given, and the weights after every step.
"""
import argparse
import json
import platform

import torch
from torch import nn

BATCH, CLASSES, STEPS = 3, 4, 5


def flat(tensor):
    return {"shape": list(tensor.shape), "values": [float(f"{v:.9g}") for v in tensor.detach().reshape(-1).tolist()]}


def mean(costs, weights):
    return (costs * weights).sum() / weights.sum()


def binary(positive_weight):
    criterion = nn.BCEWithLogitsLoss(reduction="none", pos_weight=torch.full([CLASSES], positive_weight))
    return lambda logits, targets, weights: mean(criterion(logits, targets), weights)


def categorical(smoothing):
    criterion = nn.CrossEntropyLoss(reduction="none", label_smoothing=smoothing)
    return lambda logits, targets, weights: mean(criterion(logits, targets), weights.amax(1))


def logit_distance(logits, targets, weights):
    return mean((logits - torch.logit(targets, eps=1e-3)).square(), weights)


def losses():
    hard = (torch.rand(BATCH, CLASSES) > 0.5).float()
    soft = torch.rand(BATCH, CLASSES)
    classes = nn.functional.one_hot(torch.tensor([2, 0, 3]), CLASSES).float()
    mixed = 0.7 * classes + 0.3 * classes[[1, 2, 0]]
    whole = torch.ones(BATCH, CLASSES)
    masked = whole.clone()
    masked[0, 1] = masked[2, 0] = masked[2, 3] = 0
    without_row = whole.clone()
    without_row[1] = 0
    binary_name = {"type": "binary-cross-entropy"}
    categorical_name = {"type": "cross-entropy"}
    return [
        ("binary-hard", binary_name, binary(1.0), hard, whole),
        ("binary-soft", binary_name, binary(1.0), soft, whole),
        ("binary-positives", {**binary_name, "positiveWeight": 2.5}, binary(2.5), soft, whole),
        ("binary-masked", {**binary_name, "positiveWeight": 2.5}, binary(2.5), hard, masked),
        ("classes", categorical_name, categorical(0.0), classes, whole),
        ("classes-smoothed", {**categorical_name, "smoothing": 0.1}, categorical(0.1), classes, whole),
        ("classes-mixed", {**categorical_name, "smoothing": 0.1}, categorical(0.1), mixed, whole),
        ("classes-masked", {**categorical_name, "smoothing": 0.1}, categorical(0.1), classes, without_row),
        ("logits-soft", "logit-distance", logit_distance, soft, whole),
        ("logits-hard-masked", "logit-distance", logit_distance, hard, masked),
    ]


def loss_golden(name, settings, criterion, targets, weights):
    logits = 2 * torch.randn(BATCH, CLASSES)
    logits[0, 0], logits[1, 1], logits[1, 2] = 0, 60, -60  # where careless formulas break
    logits.requires_grad_(True)
    value = criterion(logits, targets, weights)
    value.backward()
    return {"name": name, "settings": settings, "logits": flat(logits), "targets": flat(targets),
            "weights": flat(weights), "value": float(f"{value.item():.9g}"), "gradient": flat(logits.grad)}


def optimiser_golden(name, settings, make):
    parameters = {"first": nn.Parameter(torch.randn(2, 3)), "second": nn.Parameter(torch.randn(4))}
    optimiser = make(parameters.values())
    start = {key: flat(parameter) for key, parameter in parameters.items()}
    steps = []
    for step in range(STEPS):
        gradients = {}
        for key, parameter in parameters.items():
            parameter.grad = torch.randn(parameter.shape) * 10.0 ** -step
            gradients[key] = flat(parameter.grad)
        optimiser.step()
        steps.append({"gradients": gradients, "weights": {key: flat(p) for key, p in parameters.items()}})
    return {"name": name, "settings": settings, "start": start, "steps": steps}


OPTIMISERS = [
    ("adam", {"type": "adam", "rate": 0.01}, lambda p: torch.optim.Adam(p, lr=0.01)),
    ("adam-decay", {"type": "adam", "rate": 0.01, "decay": 0.2},
     lambda p: torch.optim.AdamW(p, lr=0.01, weight_decay=0.2)),
    ("sgd", {"type": "sgd", "rate": 0.05}, lambda p: torch.optim.SGD(p, lr=0.05)),
    ("sgd-momentum-decay", {"type": "sgd", "rate": 0.05, "momentum": 0.9, "decay": 0.1},
     lambda p: torch.optim.SGD(p, lr=0.05, momentum=0.9, weight_decay=0.1)),
]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", required=True)
    out = parser.parse_args().out
    torch.manual_seed(5)
    goldens = {
        "versions": {"python": platform.python_version(), "torch": torch.__version__},
        "losses": [loss_golden(*case) for case in losses()],
        "optimisers": [optimiser_golden(*case) for case in OPTIMISERS],
    }
    with open(out, "w") as file:
        json.dump(goldens, file, separators=(",", ":"))
        file.write("\n")


if __name__ == "__main__":
    main()
