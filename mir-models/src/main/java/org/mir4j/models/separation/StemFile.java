// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.separation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.mir4j.audio.io.AudioFormat;
import org.mir4j.audio.io.AudioReader;
import org.mir4j.audio.io.AudioStream;
import org.mir4j.audio.io.AudioTags;
import org.mir4j.audio.io.AudioWriter;
import org.mir4j.core.audio.Waveform;
import org.mir4j.core.error.AudioException;
import org.mir4j.core.error.MirException;
import org.mir4j.models.file.AtomicFile;
import org.mir4j.models.file.ShutdownGuard;

/**
 * The file of one stem. Its samples go to a draft of floats first, because the gain that brings them within the range of
 * other formats is only known at the end; for a file of floats that draft is the file.
 */
final class StemFile implements AutoCloseable {

    private final Path target;
    private final Coding coding;
    private final ShutdownGuard guard;
    private final AtomicFile output;
    private final Path floats;
    private AudioWriter writer;

    /** Opens writers, as {@link AudioWriter} itself does. */
    interface Opening {
        AudioWriter open(Path file, AudioFormat format, int sampleRate, int channels, AudioTags tags);
    }

    /** How a file is written. */
    record Coding(AudioFormat format, AudioTags tags, Opening opening) {

        boolean isFloat() {
            return format == AudioFormat.WAV_32F;
        }
    }

    /**
     * Makes the drafts.
     *
     * @throws MirException if that fails, or there is a file already that may not be replaced
     */
    StemFile(Path target, boolean replace, Coding coding, ShutdownGuard guard) {
        this.target = target;
        this.coding = coding;
        this.guard = guard;
        output = AtomicFile.create(target, replace, guard);
        floats = coding.isFloat() ? output.draft() : AtomicFile.draftOf(target);
    }

    Path target() {
        return target;
    }

    /** What gets its name in the end. */
    Path draft() {
        return output.draft();
    }

    /** The samples as floats, until they are {@link #encode encoded}. */
    Path floats() {
        return floats;
    }

    void write(Waveform block) {
        try {
            if (writer == null) {
                writer = open(floats, AudioFormat.WAV_32F, block);
            }
            writer.write(block);
        } catch (AudioException e) {
            throw ofTarget(e);
        }
    }

    private AudioWriter open(Path file, AudioFormat format, Waveform block) {
        AudioWriter[] opened = new AudioWriter[1];
        guard.step(() -> {
            guard.owns(file);
            opened[0] = coding.opening().open(file, format, block.sampleRate(), block.channels().length, coding.tags());
        });
        return opened[0];
    }

    /** Completes the floats, and gives the largest magnitude among them. */
    float finish() {
        try {
            writer.close();
        } catch (AudioException e) {
            throw ofTarget(e);
        }
        return writer.peak();
    }

    /**
     * Brings the floats to the format of the file, times a gain.
     *
     * @param gain of all stems
     * @param everyBlock is run before each block, and may throw to give up
     */
    void encode(CommonGain gain, Runnable everyBlock) {
        if (coding.isFloat()) {
            return;
        }
        try (AudioStream stream = AudioReader.of(floats).open()) {
            Waveform first = stream.next().orElseThrow(); // a song without samples is refused
            try (AudioWriter encoded = open(output.draft(), coding.format(), first)) {
                for (Optional<Waveform> block = Optional.of(first); block.isPresent(); block = stream.next()) {
                    everyBlock.run();
                    encoded.write(block.get().scaled(gain.factor()));
                }
            }
        } catch (AudioException e) {
            throw ofTarget(e);
        }
        deleteFloats();
    }

    /** Gives the file its name. */
    void commit() {
        output.commit();
    }

    /** What went wrong with a draft, said of the file that it was to become. */
    private MirException ofTarget(AudioException e) {
        String said = e.getMessage()
                .replace(floats.toString(), target.toString())
                .replace(output.draft().toString(), target.toString());
        return new AudioException(said, e);
    }

    private void deleteFloats() {
        try {
            Files.deleteIfExists(floats);
        } catch (IOException ignored) {
            // a left-over draft harms nobody, and must not hide what went wrong before
        }
    }

    /** Removes what was not committed. */
    @Override
    public void close() {
        try (output) {
            if (writer != null) {
                writer.close();
            }
        } catch (AudioException ignored) {
            // an incomplete draft goes anyway, and must not hide what went wrong before
        } finally {
            deleteFloats();
        }
    }
}
