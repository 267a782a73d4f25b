package org.mir4j.audio.io;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.mir4j.core.audio.Waveform;
import org.mir4j.core.error.AudioException;

/**
 * How to read an audio file: which part of it, at which rate, in how many channels.
 *
 * <p>{@snippet : AudioReader.of(path).atRate(16000).mono().range(30, 10).readAll()}
 *
 * <p>Reads WAV and AIFF of every depth, FLAC, Ogg Vorbis, Opus, MP3, AAC and M4A, WebM and whatever else FFmpeg knows
 * as an audio container. Pictures and video in the file are ignored. Whatever is asked, the samples are those of
 * a decode of the whole file: a range is cut to the sample, not to a packet.
 *
 * <p>A file that is cut off is refused where its header or its format tells: WAV, AIFF, FLAC, M4A, Matroska, Ogg, and
 * MP3 that begins with its length. MP3 without a length ends wherever its last whole packet ends.
 *
 * @param file the file
 * @param sampleRate the rate to resample to, in Hz, or 0 to keep the file's own
 * @param downMixed whether channels are mixed to one (FFmpeg's matrix: stereo becomes the mean of both)
 * @param start where to start, in seconds from the beginning of the file
 * @param duration how long to read, in seconds; infinite for all that is left
 * @param track which audio stream of the file, counted from 0, or -1 for the one FFmpeg takes for the main one
 */
public record AudioReader(Path file, int sampleRate, boolean downMixed, double start, double duration, int track) {

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
    }

    /**
     * Reads all of a file as it is.
     *
     * @param file the file
     * @return the reader
     */
    public static AudioReader of(Path file) {
        return new AudioReader(file, 0, false, 0, Double.POSITIVE_INFINITY, -1);
    }

    /**
     * The same, resampled. A file of less than about a hundred samples is too short for that.
     *
     * @param hertz the rate to resample to
     * @return the reader
     */
    public AudioReader atRate(int hertz) {
        return new AudioReader(file, hertz, downMixed, start, duration, track);
    }

    /**
     * The same, mixed down to one channel.
     *
     * @return the reader
     */
    public AudioReader mono() {
        return new AudioReader(file, sampleRate, true, start, duration, track);
    }

    /**
     * The same, for a stretch of the file.
     *
     * @param from where to start, in seconds
     * @param seconds how long to read; less is read if the file ends before
     * @return the reader
     */
    public AudioReader range(double from, double seconds) {
        return new AudioReader(file, sampleRate, downMixed, from, seconds, track);
    }

    /**
     * The same, for another audio stream of the file.
     *
     * @param index counted from 0 among the audio streams
     * @return the reader
     */
    public AudioReader track(int index) {
        return new AudioReader(file, sampleRate, downMixed, start, duration, index);
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
        try (AudioStream stream = open()) {
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
