// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.io;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.mir4j.core.audio.Waveform;
import org.mir4j.core.dataset.Recording;
import org.mir4j.core.error.AudioException;

/**
 * How to read an audio file: which part of it, at which rate, in how many channels.
 *
 * <p>{@code AudioReader.of(path).atRate(16000).mono().range(30, 10).readAll()}
 *
 * <p>Reads WAV and AIFF of every depth, FLAC, Ogg Vorbis, Opus, MP3, AAC and M4A, WebM and whatever else FFmpeg knows
 * as an audio container. Pictures and video in the file are ignored. Whatever is asked, the samples are those of
 * a decode of the whole file: a range is cut to the sample, not to a packet.
 *
 * <p>All samples that a file declares are read, whatever stands behind them. Where a lossy file (MP3, AAC, Vorbis, Opus)
 * is damaged in the middle, silence of the same length takes the place of what is lost, so that what follows keeps its
 * time to within a frame; {@link #notices} receives it. A lossless file that is damaged is refused. So is one that is cut
 * off where its header or its format tells: WAV, AIFF, FLAC, M4A, Matroska, Ogg, and MP3 that begins with its length;
 * of a lossy one up to half a second or a hundredth may be missing, and then is a notice. MP3 without a length ends
 * wherever its last whole frame ends.
 *
 * @param file the file
 * @param sampleRate the rate to resample to, in Hz, or 0 to keep the file's own
 * @param downMixed whether channels are mixed to one (FFmpeg's matrix: stereo becomes the mean of both)
 * @param start where to start, in seconds from the beginning of the file
 * @param duration how long to read, in seconds; infinite for all that is left
 * @param track which audio stream of the file, counted from 0, or -1 for the one FFmpeg takes for the main one
 * @param channel which channel of the stream alone, counted from 0, or -1 for all of them
 * @param notices receives what is to be said of the file although it can be read, on the thread that reads it
 */
public record AudioReader(
        Path file,
        int sampleRate,
        boolean downMixed,
        double start,
        double duration,
        int track,
        int channel,
        Consumer<AudioNotice> notices) {

    /** Refuses negative rates, starts and lengths. */
    public AudioReader {
        if (sampleRate < 0) {
            throw new IllegalArgumentException("a sample rate is positive, got " + sampleRate + " Hz");
        }
        if (!(start >= 0 && Double.isFinite(start))) {
            throw new IllegalArgumentException("a range starts at 0 s or later, got " + start + " s");
        }
        if (!(duration > 0)) {
            throw new IllegalArgumentException("a range lasts longer than 0 s, got " + duration + " s");
        }
        if (track < -1) {
            throw new IllegalArgumentException("tracks are counted from 0, got " + track);
        }
        if (channel < -1) {
            throw new IllegalArgumentException("channels are counted from 0, got " + channel);
        }
    }

    /**
     * Reads all of a file as it is.
     *
     * @param file the file
     * @return the reader
     */
    public static AudioReader of(Path file) {
        return new AudioReader(file, 0, false, 0, Double.POSITIVE_INFINITY, -1, -1, notice -> {});
    }

    /**
     * Reads a recording of a dataset.
     *
     * @param recording a file, or one of its audio streams, or one channel of that
     * @return the reader of its stream and its channels
     */
    public static AudioReader of(Recording recording) {
        AudioReader stream = of(recording.file()).track(recording.stream());
        return recording.channel() == Recording.ALL_CHANNELS ? stream : stream.channel(recording.channel());
    }

    /**
     * The same, resampled. A file of less than about a hundred samples is too short for that.
     *
     * @param hertz the rate to resample to
     * @return the reader
     */
    public AudioReader atRate(int hertz) {
        return new AudioReader(file, hertz, downMixed, start, duration, track, channel, notices);
    }

    /**
     * The same, mixed down to one channel.
     *
     * @return the reader
     */
    public AudioReader mono() {
        return new AudioReader(file, sampleRate, true, start, duration, track, channel, notices);
    }

    /**
     * The same, for a stretch of the file.
     *
     * @param from where to start, in seconds
     * @param seconds how long to read; less is read if the file ends before
     * @return the reader
     */
    public AudioReader range(double from, double seconds) {
        return new AudioReader(file, sampleRate, downMixed, from, seconds, track, channel, notices);
    }

    /**
     * The same, for another audio stream of the file.
     *
     * @param index counted from 0 among the audio streams
     * @return the reader
     */
    public AudioReader track(int index) {
        return new AudioReader(file, sampleRate, downMixed, start, duration, index, channel, notices);
    }

    /**
     * The same, for one channel of it alone.
     *
     * @param index counted from 0 among the channels of the stream
     * @return the reader
     */
    public AudioReader channel(int index) {
        return new AudioReader(file, sampleRate, downMixed, start, duration, track, index, notices);
    }

    /**
     * The same, with someone who receives what is to be said of the file although it can be read.
     *
     * @param listener is told, on the thread that reads, as soon as something is found
     * @return the reader
     */
    public AudioReader notices(Consumer<AudioNotice> listener) {
        return new AudioReader(file, sampleRate, downMixed, start, duration, track, channel, listener);
    }

    /**
     * The same, with someone who receives what is damaged in the file although it can be read, and no other notice.
     *
     * @param sentences is told, on the thread that reads, as soon as damage is found
     * @return the reader
     */
    public AudioReader damage(Consumer<String> sentences) {
        return notices(notice -> {
            if (notice.isDamage()) {
                sentences.accept(notice.sentence());
            }
        });
    }

    /**
     * Opens the file to be read block by block, in memory that does not grow with its length.
     *
     * @return the stream of blocks, to be closed by the caller
     * @throws AudioException if the file is missing, empty, no audio, or lies about its length
     */
    public AudioStream open() {
        return new AudioStream(this);
    }

    /**
     * Reads what the file's header says.
     *
     * @return format, rate, channels and tags
     * @throws AudioException as {@link #open}
     */
    public AudioInfo info() {
        try (AudioStream stream = notices(notice -> {}).open()) {
            return stream.info();
        }
    }

    /**
     * Reads everything into memory.
     *
     * @return the samples
     * @throws AudioException as {@link #open} and {@link AudioStream#next}, or if it is too long for one waveform
     */
    public Waveform readAll() {
        try (AudioStream stream = open()) {
            List<Waveform> blocks = new ArrayList<>();
            for (var block = stream.next(); block.isPresent(); block = stream.next()) {
                blocks.add(block.get());
            }
            return Joined.of(file, blocks);
        }
    }
}
