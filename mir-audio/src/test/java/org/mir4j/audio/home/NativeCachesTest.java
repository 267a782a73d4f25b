// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.home;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each case in a process of its own, since the libraries are told once. */
class NativeCachesTest {

    /** Says what the libraries are told. */
    public static final class Teller {

        private Teller() {}

        public static void main(String[] arguments) {
            NativeCaches.prepare();
            for (String property : List.of("DJL_CACHE_DIR", "org.bytedeco.javacpp.cachedir", "jna.tmpdir")) {
                System.out.println(System.getProperty(property));
            }
        }
    }

    @TempDir
    Path directory;

    private List<String> told(String... settings) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + directory,
                "-Dmir.home=" + home()));
        command.addAll(List.of(settings));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Teller.class.getName()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().remove("DJL_CACHE_DIR");
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor());
        return out.lines().toList();
    }

    private Path home() {
        return directory.resolve("home");
    }

    private String in(String cache) {
        return home().resolve("cache").resolve(cache).toString();
    }

    @Test
    void allIsUnpackedBelowTheHome() throws Exception {
        assertEquals(List.of(in("djl"), in("javacpp"), in("jna")), told());
    }

    @Test
    void whatTheUserHasSetStays() throws Exception {
        assertEquals(
                List.of("/mine", in("javacpp"), "/mine too"), told("-DDJL_CACHE_DIR=/mine", "-Djna.tmpdir=/mine too"));
    }

    @Test
    void whereTheHomeCannotBeWrittenToAllIsUnpackedForTheProcess() throws Exception {
        Files.createFile(home());
        List<String> told = told();
        for (String place : told.subList(0, 3)) {
            assertTrue(place.startsWith(directory.resolve("mir-process-").toString()), place);
            assertFalse(Files.exists(Path.of(place)));
        }
    }

    @Test
    void whatWasUnpackedBeforeIsFoundInAnotherPlaceAndStays() throws IOException {
        Path library = directory.resolve("unpacked/2.7/libtorch.so");
        Files.createDirectories(library.getParent());
        Files.createFile(library);
        Path place = directory.resolve("other/pytorch");
        NativeCaches.link(directory.resolve("unpacked"), place);
        assertTrue(Files.exists(place.resolve("2.7/libtorch.so")));
        NativeCaches.link(directory.resolve("nowhere"), place);
        Files.delete(place.resolve("2.7"));
        assertTrue(Files.exists(library));
    }
}
