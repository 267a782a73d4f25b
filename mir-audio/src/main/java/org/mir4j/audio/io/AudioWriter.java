// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.io;

import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.mir4j.core.audio.Waveform;
import org.mir4j.core.error.AudioException;

/**
 * Writes an audio file block by block, in memory that does not grow with its length. Not for use by several threads.
 *
 * <pre>{@code
 * try (AudioWriter writer = new AudioWriter(draft, AudioFormat.FLAC_16, 44100, 2, AudioReader.of(song).info().tags())) {
 *     writer.write(block);
 * }
 * }</pre>
 *
 * <p>{@link AudioReader} gives back as many samples as were written, in their places: WAV and FLAC each within half a
 * step of its integers, WAV of floats as it was, and MP3 what its coding leaves, its delay and its padding cut off as
 * its header tells. The same samples and tags become the same bytes, whatever the blocks. WAV beyond 4 GB is RF64 (EBU
 * Tech 3306). Channels are those that FFmpeg takes for usual: 6 of them are 5.1.
 *
 * <p>Tags become ID3v2.4 in MP3, Vorbis comments in FLAC and INFO in WAV, which has only album, artist, comment,
 * copyright, date, genre, language, title and track.
 *
 * <p>The file is complete when {@link #close} has returned; before, and after any {@link AudioException}, it is not.
 */
public final class AudioWriter implements AutoCloseable {

    private final Path file;
    private final int sampleRate;
    private final int channels;
    private final FfmpegEncoder encoder;
    private final FfmpegMuxer muxer;
    private boolean failed;
    private boolean closed;
    private long length;
    private float peak;

    /**
     * Opens a file, overwriting what there is.
     *
     * @param file where to, in a folder that is there; its suffix does not matter
     * @param format container and samples
     * @param sampleRate in Hz, 8000 to 192000; for MP3 one of its own
     * @param channels 1 to 8; for MP3 at most 2
     * @param tags what to say of the music
     * @throws AudioException if the file cannot be written, or the format does not have the rate or so many channels
     */
    public AudioWriter(Path file, AudioFormat format, int sampleRate, int channels, AudioTags tags) {
        this.file = file;
        this.sampleRate = sampleRate;
        this.channels = channels;
        format.require(file, sampleRate, channels);
        requirePlace();
        encoder = new FfmpegEncoder(file, format, sampleRate, channels);
        try {
            muxer = new FfmpegMuxer(file, format.container(), encoder.codec(), tags);
        } catch (RuntimeException | Error e) {
            encoder.close();
            throw e;
        }
    }

    private void requirePlace() {
        if (file.getFileSystem() != FileSystems.getDefault()) {
            throw new AudioException(file + " lies in a file system of Java's ("
                    + file.getFileSystem().provider().getScheme()
                    + "), where FFmpeg cannot write; write to a folder first.");
        }
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || Files.isDirectory(file)) {
            throw new AudioException(file + " cannot be written: it is a folder; expected the name of a file.");
        }
        if (!Files.isDirectory(folder)) {
            throw new AudioException(file + " cannot be written: there is no folder " + folder + "; make it first.");
        }
    }

    /**
     * Writes samples after those before.
     *
     * @param block of the rate and the channels of the file, of any length
     * @throws IllegalArgumentException if its rate or channels are others; the file is as before
     * @throws AudioException if some of its samples are not finite (the file is as before), or it cannot be written,
     *     for example because the disk is full: then nothing more can be written
     */
    public void write(Waveform block) {
        if (closed || failed) {
            throw new IllegalStateException(file + (closed ? " has been closed" : " could not be written before"));
        }
        if (block.sampleRate() != sampleRate || block.channels().length != channels) {
            throw new IllegalArgumentException(file + " has " + channels + " channels at " + sampleRate
                    + " Hz, got a block of " + block.channels().length + " at " + block.sampleRate() + " Hz");
        }
        float blockPeak = peakOf(block);
        failed = true;
        encoder.encode(block.channels(), muxer);
        failed = false;
        peak = Math.max(peak, blockPeak);
        length += block.length();
    }

    private float peakOf(Waveform block) {
        float largest = block.peak();
        if (!Float.isFinite(largest)) {
            refuse(block);
        }
        return largest;
    }

    private void refuse(Waveform block) {
        block.notFinite().ifPresent(sample -> {
            throw new AudioException(String.format(
                    Locale.ROOT,
                    "%s cannot hold samples that are not finite: got %s at %.2f s.",
                    file,
                    sample.value(),
                    (double) (length + sample.index()) / sampleRate));
        });
    }

    /**
     * How much has been written so far.
     *
     * @return samples per channel
     */
    public long length() {
        return length;
    }

    /**
     * How far the samples written so far are from 0 at most.
     *
     * @return a magnitude; beyond {@link AudioFormat#largest} samples are clipped
     */
    public float peak() {
        return peak;
    }

    /**
     * How many samples so far were beyond what the format holds, counted in every channel, and became the largest or the
     * smallest that it does. For MP3 it is how many were beyond 1, which it holds, but players cut off.
     *
     * @return 0 if none, and for floats
     */
    public long clipped() {
        return encoder.clipped();
    }

    /**
     * Completes the file, unless writing failed before, and releases it.
     *
     * @throws AudioException if it cannot be completed, for example because the disk is full
     */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try (encoder;
                muxer) {
            if (!failed) {
                encoder.finish(muxer);
                muxer.finish();
            }
        }
    }
}
