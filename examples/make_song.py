#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes morning-train.ogg, a short folk-pop song with a sung line.

The band is played by FluidSynth from the score below. The words are spoken by eSpeak NG, cut into
syllables at the phoneme boundaries that it reports, and sung with the WORLD vocoder: each syllable
is stretched to its note and its pitch is replaced by the melody's, with glides and vibrato.

usage:
    python make_song.py                         # writes morning-train.ogg beside this file
    python make_song.py --out song.ogg --stems DIR
    python make_song.py --soundfont FILE.sf2

--stems also writes vocals.wav and accompaniment.wav (44.1 kHz, stereo, 32-bit float): the two parts
as they are in the mix, after all effects and mastering. Their sum is the mix before Vorbis coding.

Debian packages, with the versions of Debian 12 that the song was made with:
    fluidsynth 2.3.1-2
    fluid-soundfont-gm 3.1-5.3
    espeak-ng 1.51+dfsg-10+deb12u2 (and with it libespeak-ng1)
    ffmpeg 7:5.1.9-0+deb12u1
Python packages, on Python 3.11 (setuptools because pyworld imports pkg_resources):
    pip install numpy==2.4.6 scipy==1.17.1 soundfile==0.14.0 mido==1.3.3
    pip install pyworld==0.3.5 pyloudnorm==0.2.0 setuptools==65.5.0

All randomness is seeded: with the same versions the output is the same, byte for byte.
The song, words and music, is dedicated to the public domain (CC0-1.0).
"""

import argparse
import ctypes
import subprocess
import tempfile
from pathlib import Path

import mido
import numpy as np
import pyloudnorm
import pyworld
import soundfile
from scipy import ndimage, signal

RATE = 44100
SOUNDFONT = "/usr/share/sounds/sf2/FluidR3_GM.sf2"
LOUDNESS = -14.8  # LUFS, integrated
CEILING = 10 ** (-1.2 / 20)  # for samples before coding, as Vorbis overshoots a little

# --- The score. Times are in beats (quarter notes), pitches are MIDI numbers. ---

TEMPO = 104
BEAT = 60 / TEMPO
INTRO = 8  # beats before the first bar of the verse
CODA = INTRO + 32  # the beat of the last chord
LENGTH = 26.8  # seconds
FADE = 2.8  # seconds, at the end

# One chord a bar: as strummed on a guitar, low string first, and the bass note.
CHORDS = {
    "G": ((43, 47, 50, 55, 59, 67), 31),
    "C": ((48, 52, 55, 60, 64), 36),
    "D": ((50, 57, 62, 66), 38),
    "Em": ((40, 47, 52, 55, 59, 64), 28),
}
BARS = "G C  G C Em D  G C D G".split()

VOICE = "en-us+f5"
SPEECH_RATE = 110  # words a minute

# The words in eSpeak NG's phoneme mnemonics, a breath between the lines, and for each syllable its
# phonemes, its note, the second voice's note (a third below, or none), start and length.
# "Roll along, morning train, roll me down the line. / Over hills, by the sea, all the day is mine."
LINES = [
    ("r'oUl a#l'O:N m'o@nIN tr'eIn r'oUl m'i: d'aUn D@2 l'aIn", [
        ("r oU l", 71, None, 0, 1.5), ("a#", 69, None, 1.5, 0.5), ("l O: N", 67, None, 2, 1.8),
        ("m o@", 64, None, 4, 1), ("n I N", 67, None, 5, 1), ("t r eI n", 69, None, 6, 1.7),
        ("r oU l", 71, None, 8, 1), ("m i:", 67, None, 9, 1), ("d aU n", 64, None, 10, 1),
        ("D @2", 67, None, 11, 1), ("l aI n", 69, None, 12, 3.2)]),
    ("'oUv3 h'Ilz baI D@2 s'i: 'O:l D@2 d'eI Iz m'aIn", [
        ("oU", 67, 62, 16, 1.5), ("v 3", 69, 66, 17.5, 0.5), ("h I l z", 71, 67, 18, 1.8),
        ("b aI", 72, 67, 20, 1.5), ("D @2", 71, 67, 21.5, 0.5), ("s i: ;", 67, 64, 22, 1.7),
        ("O: l", 69, 66, 24, 1), ("D @2", 71, 67, 25, 1), ("d eI", 69, 66, 26, 1),
        ("I z", 66, 62, 27, 1), ("m aI n", 67, 62, 28, 5)]),
]


def seconds(beat):
    return beat * BEAT


# --- The band ---


class Part:
    """One instrument: collects notes and plays them through FluidSynth."""

    def __init__(self, program, seed, channel=0, looseness=0.006):
        self.channel = channel
        self.random = np.random.default_rng(seed)
        self.looseness = looseness  # seconds, of the player's timing
        self.events = [(0.0, mido.Message("program_change", channel=channel, program=program))]

    def note(self, beat, length, pitch, velocity, delay=0.0):
        start = max(0.0, seconds(beat) + delay + self.random.normal(0, self.looseness))
        velocity = int(np.clip(velocity + self.random.normal(0, 4), 1, 127))
        self.events.append((start, mido.Message(
            "note_on", channel=self.channel, note=pitch, velocity=velocity)))
        self.events.append((start + seconds(length), mido.Message(
            "note_off", channel=self.channel, note=pitch)))

    def strum(self, beat, length, pitches, velocity, spread=0.012):
        """A chord, string after string; a negative spread strums upwards, from the high strings."""
        order = pitches if spread > 0 else pitches[::-1]
        for i, pitch in enumerate(order):
            self.note(beat, length, pitch, velocity - 3 * i, delay=i * abs(spread))

    def render(self, soundfont):
        """The part as samples, shape (2, LENGTH * RATE)."""
        ticks = 1000  # per second: 1000 to a quarter note at 60 quarter notes a minute
        track = mido.MidiTrack([mido.MetaMessage("set_tempo", tempo=1_000_000)])
        now = 0
        # A note that ends as the next begins has to be let go first.
        for time, message in sorted(self.events, key=lambda e: (e[0], e[1].type != "note_off")):
            tick = round(time * ticks)
            track.append(message.copy(time=tick - now))
            now = tick
        track.append(mido.MetaMessage("end_of_track", time=max(0, int(LENGTH * ticks) - now)))
        with tempfile.TemporaryDirectory() as folder:
            midi, wave = Path(folder, "part.mid"), Path(folder, "part.wav")
            mido.MidiFile(ticks_per_beat=ticks, tracks=[track]).save(midi)
            subprocess.run(
                ["fluidsynth", "-q", "-n", "-i", "-r", str(RATE), "-g", "0.5", "-O", "float",
                 "-o", "synth.reverb.active=0", "-o", "synth.chorus.active=0",
                 "-F", str(wave), str(soundfont), str(midi)],
                check=True, stdout=subprocess.DEVNULL)
            sound, rate = soundfile.read(wave)
        assert rate == RATE
        return fit(sound.T, int(LENGTH * RATE))


def bars():
    """The chord of each bar before the last, with the bar's first beat."""
    return [(4 * i, *CHORDS[name]) for i, name in enumerate(BARS)]


def strummed_guitar():
    part = Part(program=25, seed=1)
    for bar, pitches, _ in bars():
        for beat, length, velocity, down in [
                (0, 1.4, 88, True), (1, 0.9, 74, True), (1.5, 0.5, 60, False),
                (2, 0.5, 64, True), (2.5, 0.9, 66, False),
                (3, 0.5, 78, True), (3.5, 0.5, 60, False)]:
            if down:
                part.strum(bar + beat, length, pitches, velocity)
            else:  # the pick catches only the high strings on its way up
                part.strum(bar + beat, length, pitches[-3:], velocity, spread=-0.009)
    part.strum(CODA, 2.4, CHORDS["G"][0], 88, spread=0.02)
    part.strum(CODA + 2.5, 0.4, CHORDS["G"][0][-3:], 64, spread=-0.009)
    part.strum(CODA + 3, 8, CHORDS["G"][0], 92, spread=0.045)
    return part


def picked_guitar():
    part = Part(program=25, seed=2)
    for bar, pitches, _ in bars():
        low, *high = pitches[-4:]
        pattern = [low, high[1], high[0], high[2], low, high[2], high[0], high[1]]
        for i, pitch in enumerate(pattern):
            # The low strings go up an octave, to stay clear of the strummed guitar's.
            pitch = pitch + 12 if pitch < 55 else pitch
            part.note(bar + i / 2, 1.2, pitch, 84 if i % 4 == 0 else 68)
    for i, pitch in enumerate((55, 62, 67, 71, 74, 79)):
        part.note(CODA + i / 2, 9, pitch, 74)
    return part


def bass():
    part = Part(program=32, seed=3, looseness=0.004)
    roots = [root for _, _, root in bars()]
    for i, (bar, _, root) in enumerate(bars()):
        if bar < 4:
            continue
        following = roots[i + 1] if i + 1 < len(roots) else CHORDS["G"][1]
        fifth = root + 7 if root < 36 else root - 5
        part.note(bar, 1.4, root, 98)
        part.note(bar + 1.5, 0.4, root, 78)
        part.note(bar + 2, 1.3, fifth, 90)
        step = int(np.sign(root - following)) * 2  # walk into the next bar's root
        part.note(bar + 3.5, 0.45, following + step if step else fifth, 78)
    part.note(CODA, 6, CHORDS["G"][1], 95)
    return part


def drums():
    part = Part(program=0, seed=4, channel=9, looseness=0.004)
    kick, stick, snare, hat, crash, tambourine, tom = 36, 37, 38, 42, 49, 54, 45
    for i in range(4):
        part.note(4 + i, 0.2, stick, 70)  # count in
    for bar, _, _ in bars()[2:]:
        second_line = bar >= INTRO + 16
        for beat, velocity in [(0, 96), (1.5, 70), (2, 90)]:
            part.note(bar + beat, 0.3, kick, velocity)
        for beat in (1, 3):
            part.note(bar + beat, 0.3, snare if second_line else stick, 78)
        for i in range(8):
            part.note(bar + i / 2, 0.2, hat, 62 if i % 2 == 0 else 44)
            if second_line:
                part.note(bar + i / 2, 0.2, tambourine, 44 if i % 2 == 0 else 58)
    for fill in (INTRO + 15, CODA - 1):
        for i, drum in enumerate([snare, snare, tom, tom]):
            part.note(fill + i / 4, 0.2, drum, 62 + 6 * i)
    for beat in (INTRO + 16, CODA):
        part.note(beat, 3, crash, 74)
    part.note(CODA, 0.5, kick, 96)
    return part


def piano():
    part = Part(program=0, seed=5)
    for bar, pitches, root in bars()[2:]:
        chord = sorted({60 + (p - 60) % 12 for p in pitches[-4:]})
        part.note(bar, 3.8, root + 12, 58)
        for beat in (0, 2) if bar < INTRO + 16 else (0, 1, 2, 3):
            part.strum(bar + beat, 1.8 if bar < INTRO + 16 else 0.9, chord, 60, spread=0.004)
    part.strum(CODA, 8, (43, 55, 62, 67, 71, 79), 66, spread=0.05)
    return part


# --- The voice ---


class SpeechEvent(ctypes.Structure):
    """espeak_EVENT of espeak-ng/speak_lib.h, with the string of its union."""

    _fields_ = [
        ("type", ctypes.c_int), ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int), ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int), ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p), ("string", ctypes.c_char * 8)]


class Speaker:
    """eSpeak NG, speaking phonemes and telling when each begins."""

    SYNCHRONOUS, PHONEME_EVENTS = 2, 1
    RATE_PARAMETER, INTONATION_PARAMETER = 1, 4
    LIST_TERMINATED, PHONEME = 0, 7
    UTF8, PHONEME_INPUT = 0x1, 0x100

    def __init__(self, voice, rate):
        self.library = ctypes.CDLL("libespeak-ng.so.1")
        self.rate = self.library.espeak_Initialize(self.SYNCHRONOUS, 0, None, self.PHONEME_EVENTS)
        if self.library.espeak_SetVoiceByName(voice.encode()) != 0:
            raise ValueError(f"eSpeak NG has no voice {voice}")
        self.library.espeak_SetParameter(self.RATE_PARAMETER, rate, 0)
        self.library.espeak_SetParameter(self.INTONATION_PARAMETER, 0, 0)

    def say(self, phonemes):
        """The sound, and the list of (phoneme, start in seconds), pauses included, with the end."""
        blocks, marks = [], []

        def receive(samples, count, events):
            if samples and count > 0:
                blocks.append(np.ctypeslib.as_array(samples, (count,)).astype(float) / 32768)
            i = 0
            while events[i].type != self.LIST_TERMINATED:
                if events[i].type == self.PHONEME:
                    marks.append((events[i].string.decode(), events[i].sample / self.rate))
                i += 1
            return 0

        callback = ctypes.CFUNCTYPE(
            ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int,
            ctypes.POINTER(SpeechEvent))(receive)
        self.library.espeak_SetSynthCallback(callback)
        text = f"[[{phonemes}]]".encode()
        self.library.espeak_Synth(
            text, len(text) + 1, 0, 1, 0, self.UTF8 | self.PHONEME_INPUT, None, None)
        self.library.espeak_Synchronize()
        return np.concatenate(blocks), marks


FRAME = 0.005  # seconds, of the vocoder
VOWELS = {"oU", "a#", "O:", "o@", "I", "eI", "i:", "aU", "@2", "aI", "3"}
GLIDING = {"oU", "o@", "eI", "aU", "aI"}  # diphthongs: sung on their first sound


def syllables_in(marks, notes):
    """The start of each phoneme of each syllable, in the recording; the last element is its end."""
    spoken = [m for m in marks if not m[0].startswith("_")]
    ends = {start: after for (_, start), (_, after) in zip(marks, marks[1:])}
    result, i = [], 0
    for phonemes, *_ in notes:
        names = phonemes.split()
        group = spoken[i:i + len(names)]
        if [name for name, _ in group] != names:
            raise ValueError(f"expected the phonemes {names}, eSpeak NG spoke {group}")
        result.append([start for _, start in group] + [ends[group[-1][1]]])
        i += len(names)
    return result


def time_map(marks, notes, offset):
    """Where in the recording each moment of the sung line comes from: two rising lists of seconds.

    A vowel begins on its note's beat, with the consonants before it sung ahead of the beat, as a
    singer does; consonants keep about the length they had in speech, the vowel fills the note.
    """
    spans = syllables_in(marks, notes)
    sung, spoken = [], []
    for k, ((phonemes, *_, beat, length), span) in enumerate(zip(notes, spans)):
        names = phonemes.split()
        v = next(i for i, name in enumerate(names) if name in VOWELS)
        start = offset + seconds(beat)
        before = min(span[v] - span[0], 0.16)
        end = start + seconds(length)
        if k + 1 < len(notes):  # leave room for the consonants of the next syllable
            following = notes[k + 1]
            w = next(i for i, name in enumerate(following[0].split()) if name in VOWELS)
            ahead = min(spans[k + 1][w] - spans[k + 1][0], 0.16)
            end = min(end, offset + seconds(following[-2]) - ahead)
        after = min(span[-1] - span[v + 1], 0.22, 0.45 * (end - start))
        vowel, vowel_end = span[v], span[v + 1]
        points = [(start - before, span[0]), (start, vowel)]
        if names[v] in GLIDING:  # dwell on the first sound, glide at the end
            glide = min(0.14, 0.4 * (end - after - start))
            points.append((start + 0.05, vowel + 0.15 * (vowel_end - vowel)))
            points.append((end - after - glide, vowel + 0.45 * (vowel_end - vowel)))
        else:
            points.append((start + 0.04, vowel + 0.2 * (vowel_end - vowel)))
            points.append((end - after - 0.03, vowel + 0.8 * (vowel_end - vowel)))
        points += [(end - after, vowel_end), (end, span[-1])]
        for s, r in points:
            # A segment without length (no coda, say) gives two equal points.
            if not sung or s > sung[-1] + 1e-4:
                sung.append(s)
                spoken.append(r)
    return np.array(sung), np.array(spoken)


def pitch_curve(times, notes, which, offset, random):
    """The melody in MIDI numbers: steps with short glides, a delayed vibrato and a little drift."""
    steps = np.full(len(times), np.nan)
    vibrato = np.zeros(len(times))
    for note in notes:
        beat, length = note[-2:]
        start, end = offset + seconds(beat) - 0.05, offset + seconds(beat + length)
        steps[times >= start] = note[which]
        if end - start > 0.5:
            depth = 0.3 * np.clip((times - start - 0.35) / 0.4, 0, 1) * (times < end + 0.1)
            wave = depth * np.sin(2 * np.pi * 5.4 * (times - start))
            vibrato = np.where((times >= start) & (times < end + 0.1), wave, vibrato)
    steps[np.isnan(steps)] = notes[0][which]
    steps = ndimage.gaussian_filter1d(steps, 0.022 / FRAME)
    vibrato = ndimage.gaussian_filter1d(vibrato, 0.015 / FRAME)
    drift = ndimage.gaussian_filter1d(random.normal(size=len(times)), 0.12 / FRAME)
    drift *= 0.07 / drift.std()
    scoop = np.zeros(len(times))  # come up into the first note of the line
    first = offset + seconds(notes[0][-2])
    scoop -= 0.8 * np.clip(1 - (times - first + 0.08) / 0.16, 0, 1)
    return steps + vibrato + drift + scoop


def stretch_frequencies(envelope, factor):
    """Moves the formants of spectral envelopes (frames by bins) by a factor."""
    bins = np.arange(envelope.shape[1])
    source = np.minimum(bins / factor, bins[-1])
    low = source.astype(int)
    high = np.minimum(low + 1, bins[-1])
    return envelope[:, low] + (source - low) * (envelope[:, high] - envelope[:, low])


def sing(speaker, words, notes, which, seed, formants=1.0):
    """One line sung by one voice, as samples of the whole song's length (mono)."""
    random = np.random.default_rng(seed)
    spoken, marks = speaker.say(words)
    spoken = signal.resample_poly(spoken, RATE, speaker.rate)
    f0, moments = pyworld.harvest(spoken, RATE, f0_floor=80, f0_ceil=500, frame_period=1000 * FRAME)
    envelope = pyworld.cheaptrick(spoken, f0, moments, RATE)
    noise = pyworld.d4c(spoken, f0, moments, RATE)

    offset = seconds(INTRO)
    sung, source = time_map(marks, notes, offset)
    source = source + random.normal(0, 0.001)
    sung = sung + random.normal(0, 0.008)
    times = np.arange(0, LENGTH, FRAME)
    place = np.clip(np.interp(times, sung, source) / FRAME, 0, len(f0) - 1.001)
    inside = (times >= sung[0]) & (times <= sung[-1])

    def resampled(frames):
        low = place.astype(int)
        part = (place - low)[:, None]
        return frames[low] * (1 - part) + frames[low + 1] * part

    log_envelope = stretch_frequencies(np.log(resampled(envelope) + 1e-12), formants)
    noise = resampled(noise)
    voiced = resampled((f0 > 0).astype(float)[:, None])[:, 0] > 0.5
    pitch = 440 * 2 ** ((pitch_curve(times, notes, which, offset, random) - 69) / 12)
    # Speech synthesis is duller and cleaner than a singer: go on above its highest formants with
    # air, and add breath, more of it at high frequencies.
    hertz = np.linspace(0, RATE / 2, noise.shape[1])
    top = log_envelope[:, (hertz > 2500) & (hertz < 4500)].mean(axis=1, keepdims=True)
    air = top - 0.8 * (hertz - 2500) / 1000
    log_envelope = np.where(hertz > 4500, np.maximum(log_envelope, air), log_envelope)
    breath = 0.9 * np.clip((hertz - 2500) / 7500, 0, 1)
    noise = np.clip(np.maximum(noise, breath), 0, 1)

    voice = pyworld.synthesize(
        np.where(voiced & inside, pitch, 0.0), np.ascontiguousarray(np.exp(log_envelope)), noise,
        RATE, 1000 * FRAME)
    voice = fit(voice[None], int(LENGTH * RATE))[0]
    clock = np.arange(len(voice)) / RATE
    edges = np.clip((clock - sung[0]) / 0.02, 0, 1) * np.clip((sung[-1] - clock) / 0.12, 0, 1)
    return voice * edges


# --- Mixing ---


def fit(sound, length):
    """The sound, cut or padded with silence to a length."""
    return np.pad(sound, ((0, 0), (0, max(0, length - sound.shape[1]))))[:, :length]


def decibels(db):
    return 10 ** (db / 20)


def pan(sound, position):
    """Mono or stereo to stereo at a position from -1 (left) to 1, with constant power."""
    mono = sound if sound.ndim == 1 else sound.mean(axis=0)
    angle = (position + 1) * np.pi / 4
    return np.sqrt(2) * np.stack([np.cos(angle) * mono, np.sin(angle) * mono])


def equalise(sound, kind, hertz, db=0.0, q=0.707):
    """A second-order filter of the Audio EQ Cookbook: highpass, peak or highshelf."""
    a = 10 ** (db / 40)
    w = 2 * np.pi * hertz / RATE
    cos, alpha = np.cos(w), np.sin(w) / (2 * q)
    if kind == "highpass":
        b, c = [(1 + cos) / 2, -(1 + cos), (1 + cos) / 2], [1 + alpha, -2 * cos, 1 - alpha]
    elif kind == "peak":
        b = [1 + alpha * a, -2 * cos, 1 - alpha * a]
        c = [1 + alpha / a, -2 * cos, 1 - alpha / a]
    elif kind == "highshelf":
        root = 2 * np.sqrt(a) * alpha
        b = [a * ((a + 1) + (a - 1) * cos + root), -2 * a * ((a - 1) + (a + 1) * cos),
             a * ((a + 1) + (a - 1) * cos - root)]
        c = [(a + 1) - (a - 1) * cos + root, 2 * ((a - 1) - (a + 1) * cos),
             (a + 1) - (a - 1) * cos - root]
    else:
        raise ValueError(kind)
    return signal.lfilter(b, c, sound)


def level(sound, window):
    """The smoothed level of mono sound: root mean square over about twice the window."""
    size = int(window * RATE)
    power = ndimage.uniform_filter1d(ndimage.uniform_filter1d(sound ** 2, size), size)
    return np.sqrt(np.maximum(power, 1e-12))


def even_out(sound, ratio, window=0.05):
    """Compresses the dynamics of a mono sound towards its loud passages."""
    envelope = level(sound, window)
    target = np.sqrt(np.mean(sound[envelope > 0.1 * envelope.max()] ** 2))
    gain = (target / np.maximum(envelope, 0.1 * target)) ** (1 - 1 / ratio)
    return sound * np.minimum(gain, decibels(6))


def reverb(sound, duration, seed, predelay=0.018):
    """The reverberation alone of stereo sound, in a room of noise that darkens as it decays."""
    random = np.random.default_rng(seed)
    time = np.arange(int(duration * RATE)) / RATE
    room = random.normal(size=(2, len(time)))
    bright, dark = room, signal.lfilter([0.12], [1, -0.88], room)
    mixed = bright * np.exp(-14 * time / duration) * 0.25 + dark * np.exp(-6.9 * time / duration)
    mixed = equalise(mixed, "highpass", 250)
    mixed *= np.minimum(1, time / 0.008)
    mixed /= np.sqrt((mixed ** 2).sum(axis=1, keepdims=True))
    delayed = np.pad(sound, ((0, 0), (int(predelay * RATE), 0)))
    return signal.fftconvolve(delayed, mixed, axes=1)[:, :sound.shape[1]]


def to_level(sound, db):
    """Scales to a root mean square level over the passages that sound."""
    envelope = level(sound if sound.ndim == 1 else sound.mean(axis=0), 0.05)
    sounding = envelope > 0.05 * envelope.max()
    return sound * decibels(db) / np.sqrt(np.mean(sound[..., sounding] ** 2))


def accompaniment(soundfont):
    presence = 3.0  # of the guitars, in dB
    strummed = equalise(strummed_guitar().render(soundfont), "highpass", 110)
    strummed = equalise(strummed, "highshelf", 4000, presence)
    picked = equalise(picked_guitar().render(soundfont), "highpass", 150)
    picked = equalise(picked, "highshelf", 4000, presence)
    keys = equalise(piano().render(soundfont), "highpass", 120)
    dry = [
        pan(to_level(strummed, -21), -0.55),
        pan(to_level(picked, -24), 0.6),
        pan(to_level(bass().render(soundfont), -22), 0.0),
        to_level(drums().render(soundfont), -26),
        pan(to_level(keys, -29), 0.3),
    ]
    sends = dry[0] * 0.9 + dry[1] + 0.6 * dry[3] + dry[4]
    return sum(dry) + decibels(-13) * reverb(sends, 1.1, seed=11)


def vocals():
    speaker = Speaker(VOICE, SPEECH_RATE)
    lead, second = 0.0, 0.0
    for i, (words, notes) in enumerate(LINES):
        lead = lead + sing(speaker, words, notes, 1, seed=20 + i, formants=1.04)
        if notes[0][2] is not None:
            second = second + sing(speaker, words, notes, 2, seed=30 + i, formants=0.98)

    def polish(voice):
        voice = equalise(voice, "highpass", 140)
        voice = even_out(voice, ratio=3)
        voice = equalise(voice, "peak", 3000, 2.0, q=0.8)
        return equalise(voice, "highshelf", 7000, 1.5)

    dry = pan(to_level(polish(lead), -18), 0.0) + pan(to_level(polish(second), -27), 0.35)
    return dry + decibels(-11) * reverb(dry, 1.4, seed=12)


def master(parts):
    """The parts with one gain in common, so that they add up to a mix of the loudness wanted."""
    clock = np.arange(int(LENGTH * RATE)) / RATE
    fade = np.clip((LENGTH - clock) / FADE, 0, 1)
    mix = fade * sum(parts)
    gain = decibels(LOUDNESS - pyloudnorm.Meter(RATE).integrated_loudness(mix.T))
    if np.abs(gain * mix).max() > CEILING:
        raise ValueError("the mix would clip: choose a lower LOUDNESS")
    return [gain * fade * part for part in parts]


def write_ogg(path, sound):
    with tempfile.TemporaryDirectory() as folder:
        wave = Path(folder, "mix.wav")
        soundfile.write(wave, sound.T, RATE, subtype="FLOAT")
        subprocess.run(
            ["ffmpeg", "-v", "error", "-y", "-i", wave, "-c:a", "libvorbis", "-q:a", "5",
             "-fflags", "+bitexact", "-flags:a", "+bitexact",
             "-metadata", "title=Morning Train", "-metadata", "license=CC0-1.0", path],
            check=True)


def main():
    parser = argparse.ArgumentParser(description="Makes the example song.")
    parser.add_argument("--out", type=Path, default=Path(__file__).with_name("morning-train.ogg"))
    parser.add_argument("--stems", type=Path, metavar="DIR",
                        help="also write vocals.wav and accompaniment.wav to this folder")
    parser.add_argument("--soundfont", type=Path, default=SOUNDFONT)
    arguments = parser.parse_args()

    stems = dict(zip(["vocals", "accompaniment"],
                     master([vocals(), accompaniment(arguments.soundfont)])))
    write_ogg(arguments.out, sum(stems.values()))
    if arguments.stems:
        arguments.stems.mkdir(parents=True, exist_ok=True)
        for name, sound in stems.items():
            soundfile.write(arguments.stems / f"{name}.wav", sound.T, RATE, subtype="FLOAT")


if __name__ == "__main__":
    main()
