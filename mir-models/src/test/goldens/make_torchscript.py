# SPDX-License-Identifier: GPL-3.0-or-later
"""Tiny modules of TorchScript with random weights, and what torch gives for them.

Writes ../resources/torchscript/*.pt and ../resources/goldens/torchscript.json. Needs torch, librosa and numpy.
"""

import io
import json
import pathlib
import zipfile

import librosa
import numpy as np
import torch
from torch import nn

RATE = 8000
CHUNK = 512
FFT, HOP = 64, 16
BANDS = 8
RESOURCES = pathlib.Path(__file__).parent.parent / "resources"


class Stems(nn.Module):
    """(B, 2, N) samples of a mixture to (B, 3, 2, N) of its stems."""

    def __init__(self):
        super().__init__()
        self.wide = nn.Conv1d(2, 6, 9, padding=4)
        self.out = nn.Conv1d(6, 6, 1)

    def forward(self, mixture):
        stems = self.out(torch.tanh(self.wide(mixture)))
        return stems.view(mixture.shape[0], 3, 2, mixture.shape[2])


class Masks(nn.Module):
    """(B, 1, F, T) magnitudes to logits of (B, 2, 1, F, T) masks."""

    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(1, 2, 3, padding=1)
        self.norm = nn.BatchNorm2d(2)

    def forward(self, magnitudes):
        return self.norm(self.conv(magnitudes)).unsqueeze(2)


class Fixed(nn.Module):
    """The same, of 33 frames only: a trace keeps the sizes that it has seen."""

    def __init__(self, masks):
        super().__init__()
        self.masks = masks

    def forward(self, magnitudes):
        flat = magnitudes.reshape(1, 1, -1)
        return self.masks(flat.reshape(1, 1, FFT // 2 + 1, 33))


class Tags(nn.Module):
    """(B, N) samples to (B, 3) logits."""

    def __init__(self):
        super().__init__()
        self.conv = nn.Conv1d(1, 4, 16, stride=4)
        self.out = nn.Linear(4, 3)

    def forward(self, samples):
        features = torch.relu(self.conv(samples.unsqueeze(1)))
        return self.out(features.mean(2))


class LogMel(nn.Module):
    """(B, 1, F, T) log-mel spectrograms to (B, 3) scores that sum to 1."""

    def __init__(self):
        super().__init__()
        self.gru = nn.GRU(BANDS, 5, batch_first=True)
        self.out = nn.Linear(5, 3)

    def forward(self, levels):
        frames = levels.squeeze(1).transpose(1, 2) / 100
        return torch.softmax(self.out(self.gru(frames)[0][:, -1]), 1)


def noise(*shape):
    return 0.3 * torch.randn(*shape)


def array(tensor):
    values = [float(f"{v:.9g}") for v in tensor.detach().flatten().tolist()]
    return {"shape": list(tensor.shape), "values": values}


def save(name, module, script=True):
    module.eval()
    scripted = torch.jit.script(module) if script else torch.jit.trace(module, noise(1, 1, FFT // 2 + 1, 33))
    buffer = io.BytesIO()
    torch.jit.save(scripted, buffer)
    # without the names of files on this machine, which are kept for messages
    with zipfile.ZipFile(buffer) as whole, zipfile.ZipFile(RESOURCES / "torchscript" / f"{name}.pt", "w") as small:
        for entry in whole.infolist():
            if not entry.filename.endswith(".debug_pkl"):
                small.writestr(zipfile.ZipInfo(entry.filename), whole.read(entry), entry.compress_type)
    return module


def separated(module, mixture):
    window = torch.hann_window(FFT)
    spectrum = torch.stft(mixture, FFT, HOP, window=window, return_complex=True)  # (1, F, T)
    masks = torch.sigmoid(module(spectrum.abs()[None]))[0]  # (S, 1, F, T)
    stems = masks[:, 0] * spectrum
    return torch.istft(stems, FFT, HOP, window=window, length=mixture.shape[1])[:, None]


torch.manual_seed(1)
(RESOURCES / "torchscript").mkdir(exist_ok=True)
with torch.no_grad():
    golden = {"versions": {"torch": torch.__version__, "librosa": librosa.__version__}}

    stems = save("stems", Stems())
    mixture = noise(2, CHUNK // 4)
    padded = torch.zeros(1, 2, CHUNK)
    start = (CHUNK - mixture.shape[1]) // 2
    padded[0, :, start : start + mixture.shape[1]] = mixture
    golden["stems"] = {"input": array(mixture), "output": array(stems(padded)[0, :, :, start : start + mixture.shape[1]])}

    masks = Masks()
    masks.norm.running_mean.normal_()
    masks.norm.running_var.uniform_(0.5, 2)
    save("masks", masks)
    mixture = noise(1, 300)
    golden["masks"] = {"input": array(mixture), "output": array(separated(masks, mixture))}
    save("fixed-masks", Fixed(masks), script=False)
    frames = 1 + 300 // HOP
    spectrum = torch.stft(mixture, FFT, HOP, window=torch.hann_window(FFT), return_complex=True)
    filled = torch.zeros(1, 1, FFT // 2 + 1, 33)
    filled[0, :, :, :frames] = spectrum.abs()
    fixed = torch.sigmoid(masks(filled))[0, :, 0, :, :frames] * spectrum
    golden["fixed-masks"] = {
        "output": array(torch.istft(fixed, FFT, HOP, window=torch.hann_window(FFT), length=300)[:, None])
    }

    tags = save("tags", Tags())
    windows = noise(2, CHUNK)
    golden["tags"] = {"input": array(windows), "output": array(torch.sigmoid(tags(windows)))}

    log_mel = save("log-mel", LogMel())
    window = noise(1, CHUNK)
    spectrum = torch.stft(window, FFT, HOP, window=torch.hann_window(FFT), return_complex=True)
    filters = librosa.filters.mel(sr=RATE, n_fft=FFT, n_mels=BANDS, fmin=0, fmax=RATE / 2, htk=True, norm=None)
    powers = torch.from_numpy(filters.astype(np.float32)) @ spectrum.abs() ** 2
    levels = 10 * torch.log10(torch.clamp(powers, min=1e-10))
    golden["log-mel"] = {"input": array(window), "output": array(log_mel(levels[None]))}

(RESOURCES / "goldens" / "torchscript.json").write_text(json.dumps(golden, separators=(",", ":")) + "\n")
