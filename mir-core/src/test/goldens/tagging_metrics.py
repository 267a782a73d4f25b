# SPDX-License-Identifier: GPL-3.0-or-later
"""Reference numbers for the tagging metrics, computed by scikit-learn.

usage: python tagging_metrics.py OUT_DIR

Writes three files, each {"versions", "cases"}: tagging-binary.json (one tag), tagging-multilabel.json (tables with and
without unknown cells) and tagging-singlelabel.json (one class a track). Truth is a string of 1, 0 and ? (unknown), one
character a tag. A number that is undefined is null. Where scikit-learn has no such notion (unknown cells, undefined
tags, the best threshold), the conventions are spelled out below, and its numbers are brought together by them.
"""
import argparse
import json
import pathlib
import platform
import re
import warnings

import numpy as np
import sklearn
from sklearn import metrics

warnings.filterwarnings("ignore")
VERSIONS = {"python": platform.python_version(), "scikit-learn": sklearn.__version__, "numpy": np.__version__}


def scores(rng, shape, kind):
    """Scores without ties, with a few levels only, logits, or single precision."""
    if kind == "levels":
        return rng.integers(0, 5, shape) / 4
    if kind == "logits":
        return np.round(rng.normal(0, 4, shape), 4)
    if kind == "float32":
        return rng.random(shape).astype(np.float32)
    return np.round(rng.random(shape), 5)


def number(x):
    return None if np.isnan(x) else float(x)


def plain(a):
    """Nested lists; single precision as the shortest decimal that reads back as the same float."""
    if np.ndim(a) > 0:
        return [plain(v) for v in a]
    return float(str(a)) if isinstance(a, np.float32) else float(a)


def bits(row):
    return "".join("01?"[v] for v in row)


def roc_auc(y, s):
    return float(metrics.roc_auc_score(y, s)) if 0 < y.sum() < len(y) else np.nan


def average_precision(y, s):
    return float(metrics.average_precision_score(y, s)) if y.sum() > 0 else np.nan


def detection(y, predicted):
    """Precision, recall and F1; x / 0 is undefined, but the precision of a tag that holds and is never predicted is 0."""
    if not len(y):
        return [np.nan] * 3
    precision = metrics.precision_score(y, predicted, zero_division=0 if y.any() else np.nan)
    return [float(precision), *(float(f(y, predicted, zero_division=np.nan)) for f in (metrics.recall_score, metrics.f1_score))]


def best_threshold(y, s):
    """The highest of the thresholds whose F1 is the highest."""
    if not y.any():
        return np.nan
    levels = np.unique(s)[::-1]
    return float(levels[np.argmax([metrics.f1_score(y, s >= t) for t in levels])])


def binary_case(name, y, s, curves=False):
    y = np.asarray(y, int)
    best = best_threshold(y, s)
    case = {"name": name, "dtype": str(s.dtype), "truth": bits(y), "scores": plain(s),
            "roc_auc": number(roc_auc(y, s)), "average_precision": number(average_precision(y, s)),
            "at_half": [number(v) for v in detection(y, s >= 0.5)],
            "best_threshold": number(best), "at_best": [number(v) for v in detection(y, s >= best)]}
    if curves:
        fpr, tpr, thresholds = metrics.roc_curve(y, s)
        case["roc"] = {"fpr": plain(fpr), "tpr": plain(tpr), "thresholds": plain(thresholds[1:])}
        precision, recall, thresholds = metrics.precision_recall_curve(y, s, drop_intermediate=True)
        case["pr"] = {"precision": plain(precision), "recall": plain(recall), "thresholds": plain(thresholds.astype(float))}
    return case


def binary():
    rng = np.random.default_rng(1)
    cases = []
    for kind in ("random", "levels", "logits", "float32"):
        for n in (2, 17, 60, 300):
            y = rng.random(n) < 0.3
            y[:2] = 1, 0
            cases.append(binary_case(f"{kind}-{n}", y, scores(rng, n, kind), curves=n == 60))
    s = scores(rng, 40, "random")
    held = scores(rng, 40, "levels") > 0.5
    ulp = np.float32(0.3) + np.arange(8, dtype=np.float32) * np.spacing(np.float32(0.3))
    cases += [
        binary_case("all-positive", np.ones(40), s),
        binary_case("all-negative", np.zeros(40), s),
        binary_case("perfect", held, held + 0.25 * s, curves=True),
        binary_case("inverted", held, 1 - held - 0.25 * s, curves=True),
        binary_case("constant", held, np.full(40, 0.5), curves=True),
        binary_case("one-positive", np.arange(40) == 7, s, curves=True),
        binary_case("one-item", np.ones(1), s[:1]),
        binary_case("signed-zeros", [1, 0, 1, 0], np.array([0.0, -0.0, -0.0, 0.0])),
        binary_case("neighbouring-floats", [0, 1, 0, 1, 1, 0, 1, 1], ulp),
    ]
    return cases


def mean(values):
    """Over the tags where the metric is defined."""
    values = [v for v in values if not np.isnan(v)]
    return number(np.mean(values)) if values else None


def macro(rows):
    return [mean(column) for column in zip(*rows)]


def multilabel_case(name, y, s):
    tags = [(y[:, k][y[:, k] < 2], s[:, k][y[:, k] < 2]) for k in range(y.shape[1])]
    cells = (y[y < 2], s[y < 2])
    areas, precisions, best = ([f(*tag) for tag in tags] for f in (roc_auc, average_precision, best_threshold))
    at_half = [detection(t, c >= 0.5) for t, c in tags]
    at_best = [detection(t, c >= b) for (t, c), b in zip(tags, best)]
    all_best = best_threshold(*cells)
    chosen = np.concatenate([c >= b for (_, c), b in zip(tags, best)])
    case = {"name": name, "truth": [bits(row) for row in y], "scores": plain(s),
            "roc_auc": [number(v) for v in areas], "average_precision": [number(v) for v in precisions],
            "best_threshold": [number(v) for v in best],
            "at_half": [[number(v) for v in row] for row in at_half], "at_best": [[number(v) for v in row] for row in at_best],
            "macro": {"roc_auc": mean(areas), "average_precision": mean(precisions), "at_half": macro(at_half), "at_best": macro(at_best)},
            "micro": {"roc_auc": number(roc_auc(*cells)), "average_precision": number(average_precision(*cells)), "best_threshold": number(all_best),
                      "at_half": [number(v) for v in detection(cells[0], cells[1] >= 0.5)],
                      "at_best": [number(v) for v in detection(cells[0], cells[1] >= all_best)],
                      "at_best_of_tags": [number(v) for v in detection(np.concatenate([t for t, _ in tags]), chosen)]}}
    if (y < 2).all() and not np.isnan(areas).any():
        for average in ("macro", "micro"):
            assert np.isclose(case[average]["roc_auc"], metrics.roc_auc_score(y, s, average=average), rtol=0, atol=1e-12)
            assert np.isclose(case[average]["average_precision"], metrics.average_precision_score(y, s, average=average), rtol=0, atol=1e-12)
            assert np.isclose(case[average]["at_half"][2], metrics.f1_score(y, s >= 0.5, average=average, zero_division=np.nan), rtol=0, atol=1e-12)
    return case


def multilabel():
    rng = np.random.default_rng(2)
    cases = []
    for kind, tracks, tags in (("float32", 60, 6), ("levels", 50, 4), ("float32", 7, 9)):
        s = scores(rng, (tracks, tags), kind).astype(np.float32)
        y = (rng.random((tracks, tags)) < 0.35).astype(int)
        y[:2] = [[1] * tags, [0] * tags]
        cases.append(multilabel_case(f"{kind}-{tracks}x{tags}", y, s))
    s = scores(rng, (60, 7), "float32")
    y = (rng.random((60, 7)) < 0.4).astype(int)
    y[rng.random((60, 7)) < 0.5] = 2
    y[:, 3] = 2
    y[:, 4] = 0
    y[:, 5] = np.where(y[:, 5] == 0, 2, y[:, 5])
    y[:, 6] = 0
    s[:, 6] /= 4
    cases.append(multilabel_case("masked-and-undefined", y, s))
    cases.append(multilabel_case("nothing-holds", np.zeros((5, 2), int), scores(rng, (5, 2), "float32")))
    return cases


def singlelabel_case(name, y, s):
    classes = np.arange(s.shape[1])
    predicted = np.argmax(s, axis=1)
    top = {str(k): float(metrics.top_k_accuracy_score(y, s, k=k, labels=classes)) for k in (1, 2, 3)}
    accuracy = float(metrics.accuracy_score(y, predicted))
    return {"name": name, "truth": y.tolist(), "scores": plain(s), "accuracy": accuracy, "top": top,
            "confusion": metrics.confusion_matrix(y, predicted, labels=classes).tolist(),
            "classes": [[number(v) for v in detection(y == k, predicted == k)] for k in classes],
            "macro_f1": float(metrics.f1_score(y, predicted, average="macro")),
            "roc_auc": [number(roc_auc(y == k, s[:, k])) for k in classes]}


def singlelabel():
    rng = np.random.default_rng(3)
    cases = []
    for kind, tracks, classes in (("float32", 80, 5), ("levels", 80, 4), ("float32", 6, 10)):
        y = rng.integers(0, classes, tracks)
        cases.append(singlelabel_case(f"{kind}-{tracks}x{classes}", y, scores(rng, (tracks, classes), kind).astype(np.float32)))
    y = rng.integers(0, 4, 30)
    perfect = np.eye(4, dtype=np.float32)[y]
    cases.append(singlelabel_case("perfect", y, perfect))
    cases.append(singlelabel_case("inverted", y, 1 - perfect))
    return cases


def text(cases):
    """Indented JSON with the innermost lists and objects on one line each."""
    document = json.dumps({"versions": VERSIONS, "cases": cases}, indent=0, allow_nan=False)
    return re.sub(r"[\[{][^][{}]*[\]}]", lambda m: re.sub(r"\s*\n\s*", "", m[0]), document) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=pathlib.Path)
    out = parser.parse_args().out
    out.mkdir(parents=True, exist_ok=True)
    for name, cases in (("binary", binary()), ("multilabel", multilabel()), ("singlelabel", singlelabel())):
        (out / f"tagging-{name}.json").write_text(text(cases))


if __name__ == "__main__":
    main()
