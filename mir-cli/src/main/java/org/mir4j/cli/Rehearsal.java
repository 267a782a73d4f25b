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

    private Rehearsal() {}

    /**
     * Runs what needs no model.
     *
     * @param arguments none
     * @throws IOException if there is no place for temporary files
     */
    public static void main(String[] arguments) throws IOException {
        System.exit(run(Console.ofProcess()));
    }

    /** Tells the version and analyses a second of silence; gives the exit code of the analysis. */
    static int run(Console console) throws IOException {
        MirCommand.run(console, "--version");
        Path directory = Files.createTempDirectory(TemporaryDirectory.ofProcess(), "rehearsal-");
        Path silence = Files.write(directory.resolve("silence.wav"), silence());
        Path features = directory.resolve("features.csv");
        return MirCommand.run(console, "features", silence.toString(), "-o", features.toString());
    }

    /** A second of silence as a WAV file of 16 bits. */
    private static byte[] silence() {
        ByteBuffer wav = ByteBuffer.allocate(HEADER + 2 * RATE).order(ByteOrder.LITTLE_ENDIAN);
        wav.put(ascii("RIFF")).putInt(HEADER - 8 + 2 * RATE).put(ascii("WAVE"));
        wav.put(ascii("fmt ")).putInt(16).putShort((short) 1).putShort((short) 1);
        wav.putInt(RATE).putInt(2 * RATE).putShort((short) 2).putShort((short) 16);
        wav.put(ascii("data")).putInt(2 * RATE);
        return wav.array();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
