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
 * The file of one stem. Its samples go to a draft of floats, because the gain that brings them within the range of other
 * formats is only known at the end; for a file of floats that draft is the file. As hardly any song needs a gain, the file
 * is encoded without one meanwhile, and again only if it needs one.
 */
final class StemFile implements AutoCloseable {

    private final Path target;
    private final Coding coding;
    private final ShutdownGuard guard;
    private final AtomicFile output;
    private final Path floats;
    private AudioWriter writer;
    private AudioWriter unscaled; // of the format of the file; null where that is floats, and once a sample would clip

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
                unscaled = coding.isFloat() ? null : open(output.draft(), coding.format(), block);
            }
            writer.write(block);
            if (unscaled != null && writer.peak() <= coding.format().largest()) {
                unscaled.write(block);
            } else {
                closeUnscaled();
            }
        } catch (AudioException e) {
            throw ofTarget(e);
        }
    }

    private void closeUnscaled() {
        AudioWriter closing = unscaled;
        unscaled = null;
        if (closing != null) {
            closing.close();
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
            if (unscaled != null) {
                unscaled.close();
            }
        } catch (AudioException e) {
            throw ofTarget(e);
        }
        return writer.peak();
    }

    /**
     * Brings the floats to the format of the file, times a gain; without one, they are already.
     *
     * @param gain of all stems
     * @param everyBlock is run before each block, and may throw to give up
     */
    void encode(CommonGain gain, Runnable everyBlock) {
        if (coding.isFloat()) {
            return;
        }
        everyBlock.run();
        if (gain.factor() != 1) {
            closeUnscaled();
            encodeAgain(gain, everyBlock);
        }
        deleteFloats();
    }

    private void encodeAgain(CommonGain gain, Runnable everyBlock) {
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

    private static void closeQuietly(AudioWriter writer) {
        try {
            if (writer != null) {
                writer.close();
            }
        } catch (AudioException ignored) {
            // an incomplete draft goes anyway, and must not hide what went wrong before
        }
    }

    /** Removes what was not committed. */
    @Override
    public void close() {
        try (output) {
            closeQuietly(writer);
            closeQuietly(unscaled);
        } finally {
            deleteFloats();
        }
    }
}
