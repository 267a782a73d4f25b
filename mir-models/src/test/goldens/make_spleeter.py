# SPDX-License-Identifier: GPL-3.0-or-later
"""What Spleeter's own code makes, in TensorFlow, of small networks with random weights: checkpoints and stems.

usage: python make_spleeter.py --checkout DIRECTORY --out RESOURCES/spleeter

DIRECTORY is a checkout of https://github.com/deezer/spleeter (the goldens were made with commit
64daa5a9172aa33ba155f051184528c4e969ad8e, TensorFlow 2.15.1). For each of CASES it makes NAME/model.index and
NAME/model.data-00000-of-00001 as the authors' Estimator saves them in training, with NAME/config.json; and
stems.safetensors, which holds a song, "mixture" (C, N), and the stems of each case and of some lengths of the song,
"NAME-LENGTH" (S, C, N).
"""
import argparse
import json
import pathlib
import platform
import shutil
import struct
import sys

import numpy as np
import tensorflow as tf

RATE = 8000
SMALL = {"conv_n_filters": [2, 3, 2, 3, 2, 3]}
ELU = {"conv_activation": "ELU", "deconv_activation": "ELU"}
CASES = {
    "two": {"instrument_list": ["vocals", "accompaniment"], "F": 64, "mask_extension": "zeros",
            "model": {"type": "unet.unet", "params": SMALL}},
    "wide": {"instrument_list": ["vocals", "accompaniment"], "F": 128, "mask_extension": "average",
             "model": {"type": "unet.unet", "params": SMALL}},
    "four": {"instrument_list": ["vocals", "drums", "bass", "other"], "F": 64, "mask_extension": "zeros",
             "model": {"type": "unet.unet", "params": {**SMALL, **ELU}}},
    "five": {"instrument_list": ["vocals", "piano", "drums", "bass", "other"], "F": 64, "mask_extension": "average",
             "model": {"type": "unet.softmax_unet", "params": {**SMALL, **ELU}}},
}
SHARED = {"mix_name": "mix", "frame_length": 256, "frame_step": 64, "T": 64, "n_channels": 2, "separation_exponent": 2,
          "sample_rate": RATE, "learning_rate": 1e-4}
LENGTHS = {"two": (5000, 300, 1), "wide": (2000,), "four": (4200,), "five": (2000,)}


def song(random):
    """Two channels of tones and noise, louder and softer."""
    time = np.arange(max(LENGTHS["two"])) / RATE
    tones = sum(np.sin(2 * np.pi * f * time + f) / n for n, f in enumerate((220, 441, 1330, 2900), 1))
    rows = [0.2 * tones * (1 + np.sin(5 * time)), 0.2 * tones * (1 + np.cos(7 * time))]
    return (np.stack(rows, 1) + 0.1 * random.standard_normal((len(time), 2))).astype(np.float32)


def randomized(variable, random):
    shape = variable.shape.as_list()
    if "variance" in variable.name:
        return random.uniform(0.5, 1.5, shape)
    if "kernel" in variable.name:
        return random.standard_normal(shape) / np.sqrt(np.prod(shape[:3]) / 4)
    return (1 if "gamma" in variable.name else 0) + 0.3 * random.standard_normal(shape)


def separate(name, mixture, out, random):
    from spleeter.model import EstimatorSpecBuilder
    params = {**SHARED, **CASES[name]}
    with tf.Graph().as_default():
        waveform = tf.compat.v1.placeholder(tf.float32, [None, 2])
        stems = EstimatorSpecBuilder({"waveform": waveform}, params).outputs
        variables = tf.compat.v1.global_variables()
        step = tf.compat.v1.train.get_or_create_global_step()
        adam = [tf.compat.v1.get_variable("conv2d/kernel/Adam", [5, 5, 2, 2]),
                tf.compat.v1.get_variable("beta1_power", [])]
        with tf.compat.v1.Session() as session:
            session.run(tf.compat.v1.global_variables_initializer())
            for variable in variables:
                variable.load(randomized(variable, random).astype(np.float32), session)
            directory = out / name
            shutil.rmtree(directory, ignore_errors=True)
            tf.compat.v1.train.Saver([*variables, step, *adam]).save(session, str(directory / "model"),
                                                                     write_meta_graph=False)
            (directory / "checkpoint").unlink()
            (directory / "config.json").write_text(json.dumps(params, indent=1) + "\n")
            for length in LENGTHS[name]:
                made = session.run(stems, {waveform: mixture[:length]})
                yield length, np.stack([made[stem].T for stem in params["instrument_list"]])


def save(tensors, path):
    header, at = {}, 0
    for name, value in tensors.items():
        header[name] = {"dtype": "F32", "shape": list(value.shape), "data_offsets": [at, at + value.nbytes]}
        at += value.nbytes
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    path.write_bytes(struct.pack("<Q", len(text)) + text + b"".join(v.tobytes() for v in tensors.values()))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--checkout", type=pathlib.Path, required=True)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    args = parser.parse_args()
    sys.path.insert(0, str(args.checkout))
    args.out.mkdir(parents=True, exist_ok=True)
    random = np.random.default_rng(14)
    mixture = song(random)
    tensors = {"mixture": np.ascontiguousarray(mixture.T)}
    for name in CASES:
        for length, stems in separate(name, mixture, args.out, random):
            tensors[f"{name}-{length}"] = np.ascontiguousarray(stems.astype(np.float32))
    save(tensors, args.out / "stems.safetensors")
    (args.out / "versions.txt").write_text(
        f"tensorflow {tf.__version__}\nnumpy {np.__version__}\npython {platform.python_version()}\n")


if __name__ == "__main__":
    main()
