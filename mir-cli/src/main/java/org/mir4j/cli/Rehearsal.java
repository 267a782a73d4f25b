// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.mir4j.audio.home.TemporaryDirectory;
import org.mir4j.cli.command.MirCommand;
import org.mir4j.cli.terminal.Console;

/** Loads the classes that commands use, so that the launcher can make an archive of them. */
public final class Rehearsal {

    private static final int RATE = 8000;
    private static final int HEADER = 44;
    private static final int LOUDNESS = 8000;
    private static final int HERTZ = 440;

    private Rehearsal() {}

    /**
     * Runs the commands that people wait for most, with the models that come with mir.
     *
     * @param arguments none
     * @throws IOException if there is no place for temporary files
     */
    public static void main(String[] arguments) throws IOException {
        System.exit(run(Console.ofProcess()));
    }

    /** Tells the version, and analyses, tags and separates a second of a tone; gives the exit code of the first that fails. */
    static int run(Console console) throws IOException {
        MirCommand.run(console, "--version");
        Path directory = Files.createTempDirectory(TemporaryDirectory.ofProcess(), "rehearsal-");
        String tone = Files.write(directory.resolve("tone.wav"), tone()).toString();
        int code = MirCommand.run(
                console,
                "features",
                tone,
                "-o",
                directory.resolve("features.csv").toString());
        if (code == 0) {
            code = MirCommand.run(console, "tag", tone);
        }
        if (code == 0) {
            code = MirCommand.run(
                    console, "separate", tone, "-o", directory.resolve("stems").toString());
        }
        return code;
    }

    /** A second of a tone as a WAV file of 16 bits. */
    private static byte[] tone() {
        ByteBuffer wav = ByteBuffer.allocate(HEADER + 2 * RATE).order(ByteOrder.LITTLE_ENDIAN);
        wav.put(ascii("RIFF")).putInt(HEADER - 8 + 2 * RATE).put(ascii("WAVE"));
        wav.put(ascii("fmt ")).putInt(16).putShort((short) 1).putShort((short) 1);
        wav.putInt(RATE).putInt(2 * RATE).putShort((short) 2).putShort((short) 16);
        wav.put(ascii("data")).putInt(2 * RATE);
        for (int i = 0; i < RATE; i++) {
            wav.putShort((short) (LOUDNESS * Math.sin(2 * Math.PI * HERTZ * i / RATE)));
        }
        return wav.array();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
