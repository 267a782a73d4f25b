# SPDX-License-Identifier: GPL-3.0-or-later
"""Small checkpoints as TensorFlow's own Saver writes them, and what they hold.

usage: python make_tensorflow_checkpoints.py --out DIRECTORY

Writes into DIRECTORY: types.index and types.data-00000-of-00001 with one tensor of each type, a sliced tensor and
texts; shards.index and its two files of numbers; types.tar.gz of the first; expected.json with the tensors that must be
read from them; and versions.txt. Made with TensorFlow 2.15.1.
"""
import argparse
import gzip
import io
import json
import pathlib
import platform
import tarfile

import numpy as np
import tensorflow as tf

TYPES = {
    "double": tf.float64, "half": tf.float16, "bfloat16": tf.bfloat16, "long": tf.int64, "int": tf.int32,
    "short": tf.int16, "char": tf.int8, "byte": tf.uint8,
}


def tensors():
    """Numbers that every type has, and shapes of any number of axes."""
    values = {f"types/{name}": tf.cast(tf.constant([0.0, 1.0, 7.0, 100.0]), kind) for name, kind in TYPES.items()}
    values["layer/kernel"] = tf.reshape(tf.range(24, dtype=tf.float32) / 8 - 1, (2, 3, 4))
    values["layer_1/kernel"] = tf.constant([[-0.5, 1e-30], [3.25, 1e30]])
    values["layer/bias"] = tf.constant([0.25, -2.0, 0.1])
    values["flag"] = tf.constant([True, False])
    values["scalar"] = tf.constant(2.5)
    values["empty"] = tf.zeros((3, 0, 2))
    return values


def save(values, prefix, others=True):
    names = list(values)
    slices = [""] * len(names)
    data = [values[name] for name in names]
    if others:
        names += ["words", "sliced", "sliced"]
        slices += ["", "2 2 0,1:-", "2 2 1,1:-"]
        data += [tf.constant(["one", "two"]), tf.constant([[1.0, 2.0]]), tf.constant([[3.0, 4.0]])]
    tf.raw_ops.SaveV2(prefix=str(prefix), tensor_names=names, shape_and_slices=slices, tensors=data)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--out", type=pathlib.Path, required=True)
    out = parser.parse_args().out
    out.mkdir(parents=True, exist_ok=True)
    values = tensors()
    save(values, out / "types")
    halves = [dict(list(values.items())[::2]), dict(list(values.items())[1::2])]
    for number, half in enumerate(halves):
        save(half, out / f"part{number}", others=False)
    tf.raw_ops.MergeV2Checkpoints(checkpoint_prefixes=[str(out / "part0"), str(out / "part1")],
                                  destination_prefix=str(out / "shards"), delete_old_dirs=False)
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w", format=tarfile.USTAR_FORMAT) as tar:
        for path in (out / "types.data-00000-of-00001", out / "types.index"):
            member = tarfile.TarInfo("./" + path.name)
            member.size = path.stat().st_size
            tar.addfile(member, io.BytesIO(path.read_bytes()))
    (out / "types.tar.gz").write_bytes(gzip.compress(packed.getvalue(), mtime=0))
    expected = {name: {"shape": list(value.shape), "values": np.asarray(tf.cast(value, tf.float64)).ravel().tolist()}
                for name, value in values.items()}
    (out / "expected.json").write_text(json.dumps(expected, indent=1) + "\n")
    (out / "versions.txt").write_text(
        f"tensorflow {tf.__version__}\nnumpy {np.__version__}\npython {platform.python_version()}\n")


if __name__ == "__main__":
    main()
