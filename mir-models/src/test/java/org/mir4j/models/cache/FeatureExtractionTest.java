// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.cache;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mir4j.audio.spectral.FrontEnd;
import org.mir4j.audio.spectral.FrontEndSettings;
import org.mir4j.core.dataset.Recording;
import org.mir4j.core.error.AudioException;
import org.mir4j.core.error.MirException;
import org.mir4j.models.TinyModel;
import org.mir4j.models.engine.PyTorch;
import org.mir4j.models.tagging.SyntheticSignal;
import org.mir4j.models.tagging.WavFile;

class FeatureExtractionTest {

    private static final FrontEndSettings LEVELS =
            TinyModel.card("tiny").tagging().frontEnd();
    private static final float[] SIGNAL = SyntheticSignal.samples(8000, 5000);
    private static final FileTime EARLIER = FileTime.fromMillis(1_000_000_000);

    @TempDir
    Path folder;

    private final List<String> warnings = new ArrayList<>();
    private NDManager engine;

    @BeforeEach
    void start() {
        engine = PyTorch.engine().newBaseManager();
    }

    @AfterEach
    void stop() {
        engine.close();
    }

    private static FrontEndSettings samples(double preEmphasis) {
        return new FrontEndSettings(8000, preEmphasis, null, 2, null, null, 0.125, 4);
    }

    static Stream<FrontEndSettings> frontEnds() {
        FrontEndSettings emphasised =
                new FrontEndSettings(8000, 0.97, LEVELS.stft(), 1, LEVELS.mel(), LEVELS.log(), 40, 0.05);
        return Stream.of(LEVELS, emphasised, samples(0), samples(0.97));
    }

    private FeatureExtraction extraction(FrontEndSettings frontEnd) {
        return new FeatureExtraction(frontEnd, engine, cache(), warnings::add);
    }

    private ContentCache cache() {
        return new ContentCache(folder.resolve("cache"), warnings::add);
    }

    private Path signal(String name) {
        return WavFile.write(folder.resolve(name), 8000, SIGNAL);
    }

    private Features features(FeatureExtraction extraction, Path file) {
        Recording recording = Recording.of(file);
        return extraction.of(recording, cache().key(recording));
    }

    /** What lies in the cache. */
    private List<Path> kept() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("cache"))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    /** Makes the features of a signal, and a kept file of a given age of them. */
    private Path keptOf(Path file) throws IOException {
        features(extraction(LEVELS), file);
        assertEquals(1, kept().size());
        return Files.setLastModifiedTime(kept().get(0), EARLIER);
    }

    @ParameterizedTest
    @MethodSource("frontEnds")
    void featuresAreThoseOfTheWholeSignal(FrontEndSettings frontEnd) {
        Features features = features(extraction(frontEnd), signal("a.wav"));
        try (NDManager scope = engine.newSubManager()) {
            NDArray whole = new FrontEnd(frontEnd, scope)
                    .apply(scope.create(SIGNAL, new Shape(1, SIGNAL.length)))
                    .squeeze(new int[] {0, 1});
            assertEquals(whole.getShape(), new Shape(features.bands(), features.frames()));
            assertEquals(frontEnd.shape(SIGNAL.length).get(3), features.frames());
            float[] expected = whole.transpose().toFloatArray();
            float[] found = FeatureFixture.floats(features);
            for (int i = 0; i < expected.length; i++) {
                // half precision has 11 bits
                assertEquals(expected[i], found[i], Math.abs(expected[i]) / 2048 + 1e-4, "number " + i);
            }
        }
    }

    @Test
    void someFramesAreCopied() {
        Features features = features(extraction(LEVELS), signal("a.wav"));
        ByteBuffer target = ByteBuffer.allocate(3 * features.bands() * Features.BYTES);
        features.copy(5, 3, target);
        float[] all = FeatureFixture.floats(features);
        assertArrayEquals(
                Arrays.copyOfRange(all, 5 * features.bands(), 8 * features.bands()),
                FeatureFixture.floats(target.flip()));
    }

    @Test
    void featuresAreMadeOnce() throws IOException {
        Path file = signal("a.wav");
        float[] made = FeatureFixture.floats(features(extraction(LEVELS), file));
        Path kept = keptOf(file);
        assertArrayEquals(made, FeatureFixture.floats(features(extraction(LEVELS), file)));
        assertEquals(EARLIER, Files.getLastModifiedTime(kept));
        assertEquals(List.of(), warnings);
    }

    @Test
    void aRenamedRecordingFindsItsFeatures() throws IOException {
        Path file = signal("a.wav");
        Path kept = keptOf(file);
        features(extraction(LEVELS), Files.move(file, folder.resolve("b.wav")));
        assertEquals(List.of(kept), kept());
        assertEquals(EARLIER, Files.getLastModifiedTime(kept));
    }

    @Test
    void anotherRecordingOfTheSameNameDoesNot() throws IOException {
        Path file = signal("a.wav");
        keptOf(file);
        WavFile.write(file, 8000, Arrays.copyOf(SIGNAL, 4000));
        assertEquals(
                LEVELS.shape(4000).get(3), features(extraction(LEVELS), file).frames());
        assertEquals(2, kept().size());
    }

    @Test
    void anotherFrontEndHasOtherFeatures() throws IOException {
        Path file = signal("a.wav");
        Path kept = keptOf(file);
        FrontEndSettings scaled = new FrontEndSettings(8000, 0, LEVELS.stft(), 2, LEVELS.mel(), LEVELS.log(), 0, 2);
        float[] plain = FeatureFixture.floats(features(extraction(LEVELS), file));
        float[] found = FeatureFixture.floats(features(extraction(scaled), file));
        assertEquals(2 * plain[0], found[0], 0.1);
        assertEquals(2, kept().size());
        assertEquals(EARLIER, Files.getLastModifiedTime(kept));
    }

    @ParameterizedTest
    @ValueSource(strings = {"flipped", "cut", "header", "empty", "foreign", "longer", "bands"})
    void aDamagedFileIsAnnouncedAndMadeAnew(String damage) throws IOException {
        Path file = signal("a.wav");
        float[] made = FeatureFixture.floats(features(extraction(LEVELS), file));
        Path kept = keptOf(file);
        Files.write(kept, damaged(Files.readAllBytes(kept), damage));
        assertArrayEquals(made, FeatureFixture.floats(features(extraction(LEVELS), file)));
        assertEquals(List.of("The features in " + kept + " were damaged, and are computed anew."), warnings);
        features(extraction(LEVELS), file);
        assertEquals(1, warnings.size());
    }

    private static byte[] damaged(byte[] bytes, String damage) {
        byte[] other = bytes.clone();
        switch (damage) {
            case "flipped" -> other[other.length - 5] ^= 1;
            case "cut" -> other = Arrays.copyOf(bytes, bytes.length - 16);
            case "header" -> other = Arrays.copyOf(bytes, 20);
            case "empty" -> other = new byte[0];
            case "foreign" -> Arrays.fill(other, (byte) 'x');
            case "longer" -> other = Arrays.copyOf(bytes, bytes.length + 16);
            case "bands" -> other[12] ^= 1;
            default -> throw new IllegalArgumentException(damage);
        }
        return other;
    }

    @Test
    void nothingElseStaysBehind() throws IOException {
        features(extraction(LEVELS), signal("a.wav"));
        assertTrue(kept().get(0).toString().endsWith(".features"), kept().toString());
        assertEquals(1, kept().size());
    }

    @Test
    void aRecordingThatIsMissingIsNamed() {
        Recording absent = Recording.of(folder.resolve("absent.wav"));
        AudioException refusal = assertThrows(AudioException.class, () -> cache().key(absent));
        assertEquals(absent.file() + " cannot be read: there is no such file or directory.", refusal.getMessage());
    }

    @Test
    void aRecordingThatIsNoAudioIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("a.wav"), "no audio at all");
        AudioException refusal = assertThrows(AudioException.class, () -> features(extraction(LEVELS), file));
        assertTrue(refusal.getMessage().contains(file.toString()), refusal.getMessage());
        assertEquals(List.of(), kept());
    }

    @ParameterizedTest
    @MethodSource("frontEnds")
    void aRecordingWithoutOneFrameIsRefused(FrontEndSettings frontEnd) throws IOException {
        Path file = WavFile.write(folder.resolve("a.wav"), 8000);
        AudioException refusal = assertThrows(AudioException.class, () -> features(extraction(frontEnd), file));
        assertTrue(refusal.getMessage().contains(file.toString()), refusal.getMessage());
        assertEquals(List.of(), kept());
    }

    @Test
    void oneSampleIsNoFrameWhereEachIsHeardBesideTheOneBefore() {
        Path file = WavFile.write(folder.resolve("a.wav"), 8000, 0.5f);
        AudioException refusal = assertThrows(AudioException.class, () -> features(extraction(samples(0.97)), file));
        assertEquals(file + " is too short: it has not one frame.", refusal.getMessage());
    }

    @Test
    void streamsOfAFileAreToldApart() {
        Recording first = Recording.of(signal("a.wav"));
        assertEquals(TinyModel.sha256(first.file()), cache().key(first));
        assertNotEquals(cache().key(first), cache().key(first.stream(1)));
    }

    @Test
    void aChannelThatIsNotThereIsNamed() {
        Recording right = Recording.of(signal("a.wav")).channel(1);
        AudioException refusal =
                assertThrows(AudioException.class, () -> extraction(LEVELS).of(right, "x"));
        assertEquals(right.file() + " has 1 channel, counted from 0; channel 1 was asked for.", refusal.getMessage());
    }

    @Test
    void aPlaceThatCannotBeADirectoryIsNamed() throws IOException {
        Files.writeString(folder.resolve("cache"), "a file");
        MirException refusal = assertThrows(MirException.class, () -> extraction(LEVELS));
        assertTrue(
                refusal.getMessage().startsWith(folder.resolve("cache").toString())
                        && refusal.getMessage().contains("cannot be made to keep features in"),
                refusal.getMessage());
    }

    @Test
    void aPlaceThatCannotBeWrittenIsNamed() throws IOException {
        FeatureExtraction extraction = extraction(LEVELS);
        Path file = signal("a.wav");
        try (Stream<Path> directories = Files.walk(folder.resolve("cache"))) {
            Path place = directories.reduce((one, other) -> other).orElseThrow();
            Assumptions.assumeTrue(place.toFile().setWritable(false) && !Files.isWritable(place));
        }
        MirException refusal = assertThrows(MirException.class, () -> features(extraction, file));
        assertTrue(refusal.getMessage().contains("cannot be kept in"), refusal.getMessage());
    }
}
