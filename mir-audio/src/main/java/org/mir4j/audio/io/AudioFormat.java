// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.io;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.mir4j.core.error.AudioException;

/** What {@link AudioWriter} writes: a container and the samples in it. */
public enum AudioFormat {
    /** WAV with samples of 16 bits. */
    WAV_16("wav", "16", "pcm_s16le"),
    /** WAV with samples of 24 bits. */
    WAV_24("wav", "24", "pcm_s24le"),
    /** WAV with samples of 32-bit floating point: every sample as it is, those beyond 1 too. */
    WAV_32F("wav", "32f", "pcm_f32le"),
    /** FLAC with samples of 16 bits. */
    FLAC_16("flac", "16", "flac"),
    /** FLAC with samples of 24 bits. */
    FLAC_24("flac", "24", "flac"),
    /**
     * MP3 at a constant 256 kbit/s, or the most that there is at its rate: 160 below 32 kHz, 64 below 16 kHz, where LAME
     * makes the sound 5 % quieter. FFmpeg may not know a file of less than 7 frames, 0.2 s, for MP3 when it reads it.
     */
    MP3("mp3", "", "libmp3lame");

    private static final int MOST_CHANNELS = 8;
    private static final int LOWEST_RATE = 8000;
    private static final int HIGHEST_RATE = 192_000;

    /** MPEG-1, MPEG-2 (ISO 13818-3) and Fraunhofer's MPEG-2.5. */
    private static final NavigableSet<Integer> MP3_RATES =
            new TreeSet<>(List.of(8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000));

    private final String container;
    private final String bits;
    private final String encoder;

    AudioFormat(String container, String bits, String encoder) {
        this.container = container;
        this.bits = bits;
        this.encoder = encoder;
    }

    /**
     * The format of a container with the samples that are usual in it: 16 bits.
     *
     * @param container wav, flac or mp3
     * @return the format
     * @throws AudioException if there is none
     */
    public static AudioFormat of(String container) {
        return Arrays.stream(values())
                .filter(format -> format.container.equals(container))
                .findFirst()
                .orElseThrow(() ->
                        new AudioException("Audio is written as wav, flac or mp3, not as \"" + container + "\"."));
    }

    /**
     * The format of a container with samples of a kind.
     *
     * @param container wav, flac or mp3
     * @param bits 16, 24 or, for wav, 32f
     * @return the format
     * @throws AudioException if there is none
     */
    public static AudioFormat of(String container, String bits) {
        if (of(container) == MP3) {
            throw new AudioException("MP3 has no bits per sample; leave out the \"" + bits + "\".");
        }
        List<AudioFormat> formats = Arrays.stream(values())
                .filter(format -> format.container.equals(container))
                .toList();
        return formats.stream()
                .filter(format -> format.bits.equals(bits))
                .findFirst()
                .orElseThrow(() -> new AudioException(container.toUpperCase(Locale.ROOT) + " is written with "
                        + formats.stream().map(AudioFormat::bits).collect(Collectors.joining(" or "))
                        + " bits per sample, not with \"" + bits + "\"."));
    }

    /**
     * The container.
     *
     * @return wav, flac or mp3, which is also the usual suffix of such files
     */
    public String container() {
        return container;
    }

    /**
     * The kind of the samples.
     *
     * @return 16, 24 or 32f; empty for MP3
     */
    public String bits() {
        return bits;
    }

    /**
     * Whether every sample written is read again: rounded to the bits there are, but in its place.
     *
     * @return false for MP3
     */
    public boolean lossless() {
        return this != MP3;
    }

    /**
     * The largest sample that is not clipped.
     *
     * @return {@code 1 - 2^(1-b)} for integers of b bits, 1 for MP3, and the largest float there is for floats
     */
    public float largest() {
        return switch (this) {
            case WAV_16, FLAC_16 -> 1 - 0x1p-15f;
            case WAV_24, FLAC_24 -> 1 - 0x1p-23f;
            case WAV_32F -> Float.MAX_VALUE;
            case MP3 -> 1;
        };
    }

    /** FFmpeg's name of the encoder. */
    String encoder() {
        return encoder;
    }

    /**
     * Refuses what a file of this format cannot hold, as {@link AudioWriter} does, for whoever has to know before.
     *
     * @param file of which it is said
     * @param sampleRate in Hz
     * @param channels how many
     * @throws AudioException if the format does not have the rate or so many channels
     */
    public void require(Object file, int sampleRate, int channels) {
        String refusal = null;
        if (channels < 1 || channels > MOST_CHANNELS) {
            refusal = "1 to " + MOST_CHANNELS + " channels can be written, got " + channels;
        } else if (sampleRate < LOWEST_RATE || sampleRate > HIGHEST_RATE) {
            refusal = "rates of " + LOWEST_RATE + " to " + HIGHEST_RATE + " Hz can be written, got " + sampleRate;
        } else if (this == MP3 && channels > 2) {
            refusal = "MP3 holds 1 or 2 channels, got " + channels + "; choose FLAC or WAV";
        } else if (this == MP3 && !MP3_RATES.contains(sampleRate)) {
            Integer next = MP3_RATES.ceiling(sampleRate);
            refusal = "MP3 knows no rate of " + sampleRate + " Hz; resample to "
                    + (next == null ? MP3_RATES.last() : next) + " Hz, or choose FLAC or WAV";
        }
        if (refusal != null) {
            throw new AudioException(file + " cannot be written: " + refusal + ".");
        }
    }
}
