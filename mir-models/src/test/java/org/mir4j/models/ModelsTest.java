// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mir4j.core.audio.Waveform;
import org.mir4j.core.error.ModelException;
import org.mir4j.models.separation.Separator;
import org.mir4j.models.tagging.Tagger;

/** What a program can ask of models, and what it finds changed afterwards. */
class ModelsTest {

    @TempDir
    Path directory;

    @Test
    void modelsAreKnownByTheirNames() {
        assertTrue(Models.names().containsAll(List.of("mir-tagger-1", "mir-vocals-2", "msd-fcn")));
        assertEquals("mir-tagger-1", Models.card("mir-tagger-1").name());
        assertThrows(ModelException.class, () -> Models.card("absent"));
        assertThrows(ModelException.class, () -> Models.get("absent"));
    }

    @Test
    void devicesAreKnownByTheirNames() {
        assertEquals(Optional.of(Device.gpu(1)), Models.device("gpu:1"));
        assertEquals(Optional.of(Device.gpu(1)), ModelOptions.on(Device.gpu(1)).device());
        assertEquals(
                Optional.empty(),
                ModelOptions.standard().withDevice(Models.device("auto")).device());
    }

    /** Tags and separates a second, and prints what it finds changed of the system properties. */
    static final class Program {

        private Program() {}

        public static void main(String[] arguments) {
            Properties before = (Properties) System.getProperties().clone();
            Waveform second = Waveform.mono(new float[16_000], 16_000);
            try (Tagger tagger = Tagger.load("mir-tagger-1");
                    Separator separator = Separator.load("mir-vocals-2")) {
                tagger.tag(second);
                separator.separate(second);
            }
            new TreeSet<>(System.getProperties().stringPropertyNames())
                    .stream()
                            .filter(name -> !System.getProperty(name).equals(before.getProperty(name)))
                            .forEach(System.out::println);
        }
    }

    @Test
    void onlyThePropertiesThatAreDocumentedAreSet() throws IOException, InterruptedException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath(),
                Program.class.getName());
        Path errors = directory.resolve("errors");
        ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(command)).redirectError(errors.toFile());
        builder.environment().put("MIR_HOME", directory.resolve("home").toString());
        List.of("MIR_MODELS_MIRROR", "DJL_OFFLINE", "DJL_CACHE_DIR").forEach(builder.environment()::remove);
        Process process = builder.start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), Files.readString(errors));
        Path source = Path.of("src/main/java/org/mir4j/models/Models.java");
        String documented = Files.readString(source).replaceAll("\\s+\\*\\s+", " ");
        List<String> set = printed.lines().toList();
        assertTrue(set.contains("ai.djl.offline"), printed);
        assertEquals(
                List.of(),
                set.stream()
                        .filter(name -> !documented.contains("{@code " + name + "}"))
                        .toList());
    }

    /** What a program finds that has no logging. */
    private static String classPath() {
        String separator = System.getProperty("path.separator");
        return Stream.of(System.getProperty("java.class.path").split(Pattern.quote(separator)))
                .filter(part -> !part.contains("slf4j-nop"))
                .collect(Collectors.joining(separator));
    }
}
