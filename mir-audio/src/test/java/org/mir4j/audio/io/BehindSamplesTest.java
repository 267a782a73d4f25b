// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mir4j.core.audio.Waveform;

/** Headers that tell of a part of the samples only, and what stands behind samples and is none. */
class BehindSamplesTest {

    private static final int LENGTH = 20_000;
    private static final int DECLARED = 15_000;

    @TempDir
    Path folder;

    private final Waveform sound = TestSounds.rounded(new Waveform(TestSounds.noise(2, LENGTH), 44100), 16);
    private final Waveform declared = Written.part(sound, 0, DECLARED);
    private byte[] rest; // the samples that are not declared

    @BeforeEach
    void cutTheRestOff() throws IOException {
        Path whole = new WaveFile(16, 16).write(folder.resolve("whole.wav"), sound.channels());
        byte[] bytes = Files.readAllBytes(whole);
        rest = Arrays.copyOfRange(bytes, 44 + 4 * DECLARED, bytes.length);
    }

    @Test
    void samplesThatTheHeaderDoesNotTellOfAreNamed() throws IOException {
        isNamed(behind(rest), 4 * (LENGTH - DECLARED));
    }

    @ParameterizedTest
    @EnumSource
    void alsoBeforeTags(Tags tags) throws IOException {
        isNamed(behind(Tags.joined(rest, tags.bytes())), 4 * (LENGTH - DECLARED));
    }

    @Test
    void alsoBehindSilence() throws IOException {
        isNamed(behind(Tags.joined(new byte[5000], rest)), 5000 + 4 * (LENGTH - DECLARED));
    }

    @Test
    void alsoIfTheyStandInAnotherChunkOrFile() throws IOException {
        byte[] list = WaveFile.chunk("LIST", new byte[34], ByteOrder.LITTLE_ENDIAN);
        byte[] second = WaveFile.chunk("data", rest, ByteOrder.LITTLE_ENDIAN);
        isNamed(behind(second), second.length);
        isNamed(behind(Tags.joined(list, second)), second.length);
        byte[] file = Files.readAllBytes(folder.resolve("whole.wav"));
        isNamed(behind(Tags.joined(list, file)), file.length);
    }

    @Test
    void alsoInAiffAndW64AndRf64() throws IOException {
        isNamed(aiff(DECLARED), 4 * (LENGTH - DECLARED));
        isNamed(w64(), 4 * (LENGTH - DECLARED));
        isNamed(rf64(), 4 * (LENGTH - DECLARED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"LIST", "bext", "id3 ", "XyZ1", "_PMX"})
    void chunksAreNone(String tag) throws IOException {
        byte[] noise = Arrays.copyOf(rest, 15_001);
        for (byte[] padding : List.of(new byte[0], new byte[1], new byte[] {7}, new byte[513])) {
            nothingIsSaid(behind(Tags.joined(padding, WaveFile.chunk(tag, noise, ByteOrder.LITTLE_ENDIAN))));
            nothingIsSaid(behind(Tags.joined(padding, WaveFile.chunk(tag, noise, ByteOrder.BIG_ENDIAN))));
            nothingIsSaid(behind(Tags.joined(padding, WaveFile.chunkWithoutPadding(tag, noise), Tags.APE.bytes())));
        }
    }

    @Test
    void chunksOfW64AreNone() throws IOException {
        Path plain = TestEncoder.write(folder.resolve("plain.w64"), TestFormat.W64_S24, declared);
        byte[] name = "levl\u00f3\u00ac\u00d3\u0011\u008c\u00d1\u0000\u00c0\u004f\u008e\u00db\u008a"
                .getBytes(StandardCharsets.ISO_8859_1);
        byte[] size = ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(24L + rest.length)
                .array();
        nothingIsSaid(Files.write(folder.resolve("odd"), Tags.joined(Files.readAllBytes(plain), name, size, rest)));
    }

    @Test
    void pagesOfTextAreNone() throws IOException {
        byte[] page = "<html>\n<body>This file was downloaded from somewhere.</body>\n"
                .repeat(400)
                .getBytes(StandardCharsets.US_ASCII);
        nothingIsSaid(behind(page));
    }

    @Test
    void norAreThoseInAnyLanguage() throws IOException {
        String page = "Каждая запись принадлежит её автору. この録音は無料です。\n";
        nothingIsSaid(behind(page.repeat(400).getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void aTagWithAPictureIsNone() throws IOException {
        byte[] tag = Tags.joined(new byte[] {'I', 'D', '3', 4, 0, 0, 0, 1, 28, 32}, Arrays.copyOf(rest, 20_000));
        nothingIsSaid(behind(tag));
        nothingIsSaid(behind(Tags.joined(new byte[1], tag)));
    }

    private void isNamed(Path file, int bytes) {
        DecodedFile heard = DecodedFile.of(AudioReader.of(file));
        assertArrayEquals(declared.channels(), heard.sound().channels());
        assertEquals(1, heard.notices().size());
        String said = heard.notices().get(0);
        assertTrue(
                said.startsWith(file + " goes on for " + bytes + " bytes behind the " + 4 * DECLARED + " bytes"), said);
    }

    private void nothingIsSaid(Path file) {
        DecodedFile heard = DecodedFile.of(AudioReader.of(file));
        assertArrayEquals(declared.channels(), heard.sound().channels());
        assertEquals(List.of(), heard.notices());
    }

    private Path behind(byte[] bytes) throws IOException {
        return new WaveFile(16, 16).behind(bytes).write(folder.resolve("odd"), declared.channels());
    }

    private Path aiff(int frames) throws IOException {
        Path file = TestEncoder.write(folder.resolve("sound.aiff"), TestFormat.AIFF, sound);
        ByteBuffer content = ByteBuffer.wrap(Files.readAllBytes(file));
        String text = new String(content.array(), StandardCharsets.ISO_8859_1);
        content.putInt(text.indexOf("COMM") + 10, frames);
        content.putInt(text.indexOf("SSND") + 4, 8 + 4 * frames);
        return Files.write(file, content.array());
    }

    private Path w64() throws IOException {
        byte[] whole = Files.readAllBytes(new WaveFile(16, 16).write(folder.resolve("odd"), declared.channels()));
        ByteBuffer file = ByteBuffer.allocate(40 + 24 + 16 + 24 + 4 * LENGTH).order(ByteOrder.LITTLE_ENDIAN);
        file.put(W64Names.FILE).putLong(file.capacity());
        file.put(W64Names.of("wave")).put(W64Names.of("fmt ")).putLong(40).put(whole, 20, 16);
        file.put(W64Names.of("data"))
                .putLong(24 + 4 * DECLARED)
                .put(whole, 44, 4 * DECLARED)
                .put(rest);
        return Files.write(folder.resolve("odd.w64"), file.array());
    }

    private Path rf64() throws IOException {
        byte[] whole = Files.readAllBytes(new WaveFile(16, 16).write(folder.resolve("odd"), declared.channels()));
        byte[] lengths = ByteBuffer.allocate(28)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(0)
                .putLong(4 * DECLARED)
                .array();
        byte[] head = Tags.joined(
                "RF64\u00ff\u00ff\u00ff\u00ffWAVE".getBytes(StandardCharsets.ISO_8859_1),
                WaveFile.chunk("ds64", lengths, ByteOrder.LITTLE_ENDIAN),
                Arrays.copyOfRange(whole, 12, 40));
        return Files.write(
                folder.resolve("odd.rf64"),
                Tags.joined(head, new byte[] {-1, -1, -1, -1}, Arrays.copyOfRange(whole, 44, 44 + 4 * DECLARED), rest));
    }

    /** Names of the chunks of W64. */
    private static final class W64Names {

        private static final byte[] FILE = HexFormat.of().parseHex("726966662e91cf11a5d628db04c10000");

        private static byte[] of(String tag) {
            return Tags.joined(
                    tag.getBytes(StandardCharsets.US_ASCII), HexFormat.of().parseHex("f3acd3118cd100c04f8edb8a"));
        }
    }
}
