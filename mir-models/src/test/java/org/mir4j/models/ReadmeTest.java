// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mir4j.audio.io.AudioReader;

/** The Java that the README and the page on the library show. */
class ReadmeTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final Pattern CLASS = Pattern.compile("public class (\\w+)");

    /** Kept for all examples, as natives are unpacked into it. */
    @TempDir
    static Path home;

    @TempDir
    Path directory;

    @Test
    void theExampleTagsTheExampleSong() throws IOException, InterruptedException {
        String printed = run("TagASong", "morning-train.ogg");
        assertEquals(5, printed.lines().count(), printed);
        assertTrue(printed.startsWith("piano 0.79"), printed);
    }

    @Test
    void theExampleTakesTheVoiceOutOfTheExampleSong() throws IOException, InterruptedException {
        Path karaoke = directory.resolve("karaoke/accompaniment.flac");
        run("MakeKaraoke", "morning-train.ogg", karaoke.getParent().toString());
        assertEquals(List.of("accompaniment.flac"), names(karaoke.getParent()));
        assertEquals(
                AudioReader.of(song("morning-train.ogg")).readAll().length(),
                AudioReader.of(karaoke).readAll().length());
    }

    @Test
    void theExampleFindsASongLikeItsOwnBeginning() throws IOException, InterruptedException {
        String alike = run(
                "CompareSongs", "morning-train.ogg", song("morning-train.ogg").toString());
        assertTrue(alike.matches("(0\\.[89]\\d\\d|1\\.000)\\R"), alike);
    }

    @Test
    void theExampleTagsNoiseByDjlsCriteria() throws IOException, InterruptedException {
        String tag = run("TagNoise", "morning-train.ogg");
        assertTrue(Models.card("mir-tagger-1").tagging().labels().contains(tag.strip()), tag);
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.list(ROOT.resolve("docs"))) {
            Stream<Path> docs = files.filter(file -> file.toString().endsWith(".md"));
            return Stream.concat(Stream.of(ROOT.resolve("README.md")), docs).toList();
        }
    }

    private static Path song(String name) {
        return ROOT.resolve("examples").resolve(name);
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** What a project finds that depends on this module and on nothing else. */
    private static String classPath() {
        String separator = System.getProperty("path.separator");
        return Stream.of(System.getProperty("java.class.path").split(Pattern.quote(separator)))
                .filter(part -> !part.contains("slf4j-nop"))
                .collect(Collectors.joining(separator));
    }

    /** Runs an example in a home directory where nothing is; nothing may come into it, nor to standard error. */
    private String run(String example, String song, String... more) throws IOException, InterruptedException {
        compile();
        Path userHome = Files.createDirectory(directory.resolve("user"));
        Path errors = directory.resolve("errors");
        List<String> command = new ArrayList<>(List.of(
                java(),
                "--enable-native-access=ALL-UNNAMED",
                "-Duser.home=" + userHome,
                "-cp",
                directory + System.getProperty("path.separator") + classPath(),
                example,
                song(song).toString()));
        command.addAll(List.of(more));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
        builder.environment().put("HOME", userHome.toString());
        builder.environment().put("MIR_HOME", home.toString());
        List.of("MIR_MODELS_MIRROR", "DJL_OFFLINE", "DJL_CACHE_DIR", "XDG_CACHE_HOME")
                .forEach(builder.environment()::remove);
        Process process = builder.start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = process.waitFor();
        assertEquals("", Files.readString(errors));
        assertEquals(0, code);
        assertEquals(List.of(), names(userHome));
        assertEquals(List.of("cache", "models"), names(home));
        assertEquals(List.of("djl", "javacpp", "jna"), names(home.resolve("cache")));
        return printed;
    }

    private static List<String> names(Path place) throws IOException {
        try (Stream<Path> files = Files.list(place)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    /** Every example has a class, whose file it is. */
    private void compile() throws IOException {
        Map<String, String> examples = new TreeMap<>();
        for (Path page : pages()) {
            Matcher block = JAVA.matcher(Files.readString(page));
            while (block.find()) {
                Matcher name = CLASS.matcher(block.group(1));
                assertTrue(name.find(), block.group(1));
                String other = examples.putIfAbsent(name.group(1), block.group(1));
                assertTrue(other == null || other.equals(block.group(1)), name.group(1) + " differs between pages");
            }
        }
        assertTrue(examples.size() >= 2, examples.toString());
        List<File> sources = new ArrayList<>();
        for (Map.Entry<String, String> example : examples.entrySet()) {
            Path source = directory.resolve(example.getKey() + ".java");
            sources.add(Files.writeString(source, example.getValue()).toFile());
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            List<String> options = List.of(
                    "-d",
                    directory.toString(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    "-Xlint:all,-path",
                    "-Werror");
            boolean compiled = compiler.getTask(
                            said, files, null, options, null, files.getJavaFileObjectsFromFiles(sources))
                    .call();
            assertTrue(compiled, said.toString());
        }
    }
}
