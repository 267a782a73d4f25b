# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes goldens/roformers.json: networks of two codes, and what they give; and two of them as checkpoints.

    python make_roformers.py MSST ../resources

MSST is a checkout of ZFTurbo/Music-Source-Separation-Training, whose code most checkpoints are made with (commit
ccc011a); the other code is bs-roformer 1.2.4. Weights are not written down: `numbers` makes them, here and in
RoformerTest.java.
"""
import json
import platform
import sys
import zlib

import librosa
import numpy
import torch
from librosa import filters

import bs_roformer

sys.path.insert(0, sys.argv[1])
from models.bs_roformer import bs_roformer as msst_bs, mel_band_roformer as msst_mel  # noqa: E402


def numbers(name, count):
    """Uniform in [-0.5, 0.5), by a generator that starts at the CRC-32 of a name."""
    state = zlib.crc32(name.encode())
    values = []
    for _ in range(count):
        state = (state * 1103515245 + 12345) % 2**31
        values.append(state / 2**31 - 0.5)
    return torch.tensor(values, dtype=torch.float64).float()


def fill(module):
    with torch.no_grad():
        for name, tensor in module.state_dict().items():
            shared = "freqs" if name.endswith("freqs") else name  # one tensor under the names of all layers
            values = numbers(shared, tensor.numel()).reshape(tensor.shape)
            tensor.copy_(values + 1 if name.endswith("gamma") else values)
    return module.eval()


def flat(tensor):
    return {"shape": list(tensor.shape), "values": [float(f"{v:.8g}") for v in tensor.detach().reshape(-1).tolist()]}


def golden(name, module, *shape):
    fill(module)
    if name in CHECKPOINTS:
        torch.save(module.state_dict(), f"{sys.argv[2]}/roformer/{name}.ckpt")
    x = numbers("input", torch.Size(shape).numel()).reshape(shape)
    with torch.no_grad():
        y = module(x)
    y = y[0] if isinstance(y, tuple) else y
    state = {key: list(tensor.shape) for key, tensor in module.state_dict().items()}
    return {"name": name, "state": state, "input": list(shape), "output": flat(y)}


CHECKPOINTS = "bs", "mel-1.2"
SMALL = dict(dim=8, depth=2, heads=2, dim_head=4, time_transformer_depth=1, freq_transformer_depth=1, flash_attn=True)
BANDS = dict(freqs_per_bands=(2, 3, 4), stft_n_fft=16, stft_hop_length=4, stft_win_length=16)
MEL = dict(num_bands=4, sample_rate=16000, stft_n_fft=32, stft_hop_length=8, stft_win_length=32)


def networks():
    yield golden("bs", msst_bs.BSRoformer(**SMALL, **BANDS, stereo=True, num_stems=2, mlp_expansion_factor=2), 1, 2, 40)
    yield golden("bs-mono", msst_bs.BSRoformer(
        **{**SMALL, **BANDS, "stft_win_length": 12, "stft_normalized": True, "mask_estimator_depth": 3, "zero_dc": False,
           "flash_attn": False}), 2, 1, 38)
    yield golden("bs-deep", msst_bs.BSRoformer(
        **{**SMALL, **BANDS, "depth": 3, "time_transformer_depth": 2, "freq_transformer_depth": 2,
           "linear_transformer_depth": 1, "skip_connection": True}), 1, 1, 40)
    yield golden("mel", msst_mel.MelBandRoformer(
        **SMALL, **MEL, stereo=True, mask_estimator_depth=2, match_input_audio_length=True), 1, 2, 64)
    yield golden("mel-deep", msst_mel.MelBandRoformer(
        **{**SMALL, **MEL, "linear_transformer_depth": 1, "skip_connection": True, "num_stems": 2}), 1, 1, 64)
    yield golden("bs-1.2", bs_roformer.BSRoformer(
        **SMALL, **BANDS, stereo=True, num_stems=2, num_residual_streams=1), 1, 2, 40)
    yield golden("bs-1.2-streams", bs_roformer.BSRoformer(
        **{**SMALL, **BANDS, "time_transformer_depth": 2, "num_residual_streams": 3, "zero_dc": True}), 1, 1, 40)
    yield golden("mel-1.2", bs_roformer.MelBandRoformer(
        **SMALL, **MEL, stereo=True, num_residual_streams=1, linear_transformer_depth=0), 1, 2, 64)
    yield golden("mel-1.2-streams", bs_roformer.MelBandRoformer(
        **{**SMALL, **MEL, "num_residual_streams": 2, "num_stems": 2}), 1, 1, 64)


def blocks():
    rotary = msst_bs.RotaryEmbedding(dim=4)
    yield golden("attention", msst_bs.Attention(8, heads=2, dim_head=4, rotary_embed=rotary), 3, 5, 8)
    yield golden("linear attention", msst_bs.LinearAttention(dim=8, heads=2, dim_head=4, flash=True), 1, 7, 8)
    yield golden("feed-forward", msst_bs.FeedForward(8), 3, 2, 8)
    yield golden("band split", msst_bs.BandSplit(dim=8, dim_inputs=(2, 6, 4)), 5, 12)
    yield golden("mask", msst_bs.MaskEstimator(8, (2, 4), depth=2, mlp_expansion_factor=2), 5, 2, 8)


def mel_bands():
    for bands, rate, size in ((60, 44100, 2048), (64, 48000, 2048), (20, 16000, 1024), (4, 16000, 32)):
        bank = filters.mel(sr=rate, n_fft=size, n_mels=bands)
        bank[0][0] = 1.
        bank[-1, -1] = 1.
        inside = bank > 0
        yield {"bands": bands, "rate": rate, "size": size, "widths": inside.sum(1).tolist(),
               "first": inside.argmax(1).tolist()}


versions = {"python": platform.python_version(), "torch": torch.__version__, "bs-roformer": "1.2.4",
            "librosa": librosa.__version__, "numpy": numpy.__version__, "msst": "ccc011a"}
with open(sys.argv[2] + "/goldens/roformers.json", "w") as out:
    json.dump({"versions": versions, "networks": list(networks()), "blocks": list(blocks()),
               "melBands": list(mel_bands())}, out, separators=(",", ":"))
    out.write("\n")
