// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training.tagging;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.mir4j.audio.io.AudioReader;
import org.mir4j.audio.spectral.FrontEndSettings;
import org.mir4j.core.dataset.Checksum;
import org.mir4j.core.dataset.Recording;
import org.mir4j.core.error.AudioException;
import org.mir4j.core.error.MirException;
import org.mir4j.core.error.ModelException;
import org.mir4j.core.error.Reason;
import org.mir4j.models.file.StaleDrafts;
import org.mir4j.models.settings.SettingsTree;
import org.mir4j.models.training.ContentKey;

/**
 * Features of recordings, computed once and kept: their files are named by what the recording holds and by all settings
 * of the front-end, so that neither a renamed recording nor a changed front-end can bring up wrong ones.
 *
 * <p>Levels are kept in half precision, which is exact to about 0.03 dB.
 */
public final class FeatureCache {

    private final Path directory;
    private final FrontEndSettings frontEnd;
    private final NDManager engine;
    private final Consumer<String> warnings;

    /**
     * @param cache where features of all kinds are kept
     * @param frontEnd how features are computed
     * @param engine whose device computes them
     * @param warnings is told of files that were damaged and are made anew, and of damaged recordings
     * @throws ModelException if the front-end cannot be applied to a whole recording
     * @throws MirException if the directory cannot be made
     */
    public FeatureCache(Path cache, FrontEndSettings frontEnd, NDManager engine, Consumer<String> warnings) {
        if (!frontEnd.isSamples() && frontEnd.log().range() != 0) {
            throw new ModelException("The front-end keeps " + frontEnd.log().range() + " dB below the loudest frame of"
                    + " a window (frontEnd.log.range), and features are computed once for all windows of a recording;"
                    + " set the range to 0.");
        }
        this.frontEnd = frontEnd;
        this.engine = engine;
        this.warnings = warnings;
        directory = cache.resolve("features").resolve(Checksum.fingerprint(Stream.of(SettingsTree.json(frontEnd))));
        try {
            Files.createDirectories(directory);
            StaleDrafts.sweep(directory);
        } catch (IOException e) {
            throw new MirException(directory + " cannot be made to keep features in: " + Reason.of(e) + ".", e);
        }
    }

    /**
     * The features of a recording, from the cache or computed now. Safe for use by several threads.
     *
     * @param recording a file, a stream or a channel of it
     * @param content as from {@link ContentKey#of}
     * @return its features
     * @throws AudioException if the recording cannot be read, or is too short for one frame
     * @throws MirException if the features cannot be written
     */
    public Features of(Recording recording, String content) {
        Path file = directory.resolve(content + ".features");
        try {
            return found(file).orElseGet(() -> made(recording, file));
        } catch (IOException e) {
            throw new MirException("The features in " + file + " cannot be read: " + Reason.of(e) + ".", e);
        }
    }

    private Optional<Features> found(Path file) throws IOException {
        if (Files.notExists(file)) {
            return Optional.empty();
        }
        Optional<Features> features = Features.map(file, bands());
        if (features.isEmpty()) {
            warnings.accept("The features in " + file + " were damaged, and are computed anew.");
        }
        return features;
    }

    private Features made(Recording recording, Path file) {
        AudioReader reader = AudioReader.of(recording).notices(notice -> {
            if (notice.isDamage()) {
                warnings.accept(notice.sentence());
            }
        });
        try (NDManager scope = engine.newSubManager()) {
            ByteBuffer levels = new FeatureReader(reader, frontEnd, scope).read();
            Features.write(file, bands(), levels);
            return Features.map(file, bands())
                    .orElseThrow(() -> new AudioException(recording.file() + " cannot be kept" + " in " + file
                            + " as features of at most 2 GB; cut it into shorter recordings."));
        } catch (IOException e) {
            throw new MirException(
                    "The features of " + recording.file() + " cannot be kept in " + file + ": " + Reason.of(e)
                            + "; MIR_HOME names another place, and --cache another directory.",
                    e);
        }
    }

    private int bands() {
        return (int) frontEnd.shape(frontEnd.sampleRate()).get(2);
    }

    /** Numbers in half precision, little-endian, in memory outside of Java's heap. */
    static ByteBuffer halves(NDManager engine, float[] values) {
        try (NDArray whole = engine.create(values, new Shape(values.length));
                NDArray half = whole.toType(DataType.FLOAT16, false)) {
            return half.toByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        }
    }
}
