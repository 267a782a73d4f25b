// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.mir4j.core.error.AudioException;

/**
 * A process of its own that decodes changed files one after the other and says before and after each what it does, so
 * that whoever listens knows with which one it ended.
 */
final class MutationReader {

    /** Far more than blocks, frames and packets of so small a file need, whatever it claims. */
    private static final long MOST_GROWTH_KIB = 300_000;

    private MutationReader() {}

    /** Arguments: the good file, where changed ones go, the first number, and the number behind the last. */
    public static void main(String[] arguments) throws IOException {
        byte[] good = Files.readAllBytes(Path.of(arguments[0]));
        Path changed = Path.of(arguments[1]);
        for (long number = Long.parseLong(arguments[2]); number < Long.parseLong(arguments[3]); number++) {
            byte[] bytes = Mutation.of(good, number);
            Files.write(changed, bytes);
            System.out.println("begin " + number + " " + bytes.length);
            long before = mostMemory();
            String end = read(changed);
            long growth = mostMemory() - before;
            System.out.println(
                    growth > MOST_GROWTH_KIB
                            ? "fault it took " + growth + " KiB more memory"
                            : end + " " + mostMemory());
        }
    }

    private static String read(Path file) {
        try (AudioStream stream = AudioReader.of(file).open()) {
            while (stream.next().isPresent()) {
                // the samples do not matter
            }
            return "read";
        } catch (AudioException refusal) {
            boolean sentence = refusal.getMessage().startsWith(file.toString())
                    && refusal.getMessage().endsWith(".");
            return sentence ? "refused" : "fault " + refusal.getMessage();
        } catch (RuntimeException | Error e) {
            return "fault " + e;
        }
    }

    /** The most memory that this process has had so far, in KiB; 0 where the system does not say. */
    private static long mostMemory() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return 0;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElse(0);
    }
}
