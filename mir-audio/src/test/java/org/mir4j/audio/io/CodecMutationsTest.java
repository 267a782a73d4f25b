// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mir4j.core.audio.Waveform;

/**
 * Changed files of every codec, decoded in processes of their own: none ends its process, hangs, takes much memory, or
 * comes to anything but samples or a refusal. A file that does is kept with its number.
 */
@Tag("faults")
class CodecMutationsTest {

    private static final int CODECS = 11;
    private static final int MUTATIONS = Integer.getInteger("fuzz.mutations", 10_000);
    private static final int FIRST = Integer.getInteger("fuzz.first", 0);
    private static final long MOST_SECONDS = 10;
    private static final String GONE = "gone";
    private static final Path KEPT = Path.of("target", "fuzz");

    private final List<String> findings = new ArrayList<>();
    private long read;
    private long refused;
    private long bytes;
    private long memory;

    @ParameterizedTest
    @EnumSource(
            names = {"WAV_S16", "WAV_S24", "WAV_F32", "AIFF", "FLAC_16", "VORBIS", "OPUS", "MP3", "ADTS", "M4A", "WEBM"
            })
    void changedFilesAreDecodedOrRefused(TestFormat format) throws Exception {
        Files.createDirectories(KEPT);
        Waveform sound = TestSounds.stereo();
        if (format == TestFormat.OPUS || format == TestFormat.WEBM) {
            sound = new Waveform(sound.channels(), 48_000); // Opus knows no 44.1 kHz
        }
        Path good = TestEncoder.write(KEPT.resolve(format + ".good"), format, sound);
        Path changed = KEPT.resolve(format + ".changed");
        long end = FIRST + (MUTATIONS + CODECS - 1) / CODECS;
        long next = FIRST;
        while (next < end) {
            next = listen(format, good, changed, next, end);
        }
        String report = "%s: %d files (%d bytes), %d decoded, %d refused, at most %d KiB of memory, findings: %s"
                .formatted(format, end - FIRST, bytes, read, refused, memory, findings);
        System.out.println(report);
        Files.writeString(KEPT.resolve(format + ".txt"), report + "\n");
        assertTrue(findings.isEmpty(), report);
        assertEquals(end - FIRST, read + refused);
    }

    /** Has files read until all are or one ends the process; returns the number to go on with. */
    private long listen(TestFormat format, Path good, Path changed, long from, long end) throws Exception {
        Path errors = KEPT.resolve(format + ".err");
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-Xmx200m",
                        "-XX:ErrorFile=" + KEPT.resolve(format + "-" + from + "-hs_err.log"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        MutationReader.class.getName(),
                        good.toString(),
                        changed.toString(),
                        Long.toString(from),
                        Long.toString(end))
                .redirectError(errors.toFile())
                .start();
        BlockingQueue<String> lines = new LinkedBlockingQueue<>();
        Thread reader = new Thread(() -> lines(process, lines), "mir-mutations");
        reader.start();
        long number = from;
        try {
            while (number < end) {
                String begin = next(lines, 10 * MOST_SECONDS).orElse(GONE); // the first after Java has started
                if (!begin.startsWith("begin " + number + " ")) {
                    throw new AssertionError(begin + ": " + Files.readString(errors));
                }
                bytes += Long.parseLong(begin.split(" ")[2]);
                Optional<String> outcome = next(lines, MOST_SECONDS);
                number++;
                if (!took(format, good, number - 1, outcome.orElse("hang"))) {
                    return number;
                }
            }
            return number;
        } finally {
            process.destroyForcibly().waitFor();
            reader.join();
        }
    }

    /** Notes how a file was taken; false if its process is of no more use. */
    private boolean took(TestFormat format, Path good, long number, String outcome) throws IOException {
        String[] words = outcome.split(" ");
        if (words[0].equals("read") || words[0].equals("refused")) {
            read += words[0].equals("read") ? 1 : 0;
            refused += words[0].equals("refused") ? 1 : 0;
            memory = Math.max(memory, Long.parseLong(words[1]));
            return true;
        }
        Path kept = KEPT.resolve(format + "-" + number + ".bin");
        Files.write(kept, Mutation.of(Files.readAllBytes(good), number)); // the process has gone on
        findings.add(number + ": " + (outcome.equals(GONE) ? "the process ended" : outcome));
        return words[0].equals("fault");
    }

    private static Optional<String> next(BlockingQueue<String> lines, long seconds) throws InterruptedException {
        return Optional.ofNullable(lines.poll(seconds, TimeUnit.SECONDS));
    }

    private static void lines(Process process, BlockingQueue<String> lines) {
        try (BufferedReader out = process.inputReader()) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                lines.add(line);
            }
        } catch (IOException ignored) {
            // the process was ended from here
        } finally {
            lines.add(GONE);
        }
    }
}
