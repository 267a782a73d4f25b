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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mir4j.audio.io.AudioReader;

/** The Java that the README shows. */
class ReadmeTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final Pattern CLASS = Pattern.compile("public class (\\w+)");

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
        Path karaoke = directory.resolve("karaoke.flac");
        run("MakeKaraoke", "morning-train.ogg", karaoke.toString());
        assertEquals(
                AudioReader.of(song("morning-train.ogg")).readAll().length(),
                AudioReader.of(karaoke).readAll().length());
    }

    private static Path song(String name) {
        return ROOT.resolve("examples").resolve(name);
    }

    private String run(String example, String song, String... more) throws IOException, InterruptedException {
        compile();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                directory + System.getProperty("path.separator") + System.getProperty("java.class.path"),
                example,
                song(song).toString()));
        command.addAll(List.of(more));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("MIR_HOME", directory.resolve("home").toString());
        builder.environment().remove("MIR_MODELS_MIRROR");
        Process process = builder.start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor());
        return printed;
    }

    /** Every example has a class, whose file it is. */
    private void compile() throws IOException {
        Matcher block = JAVA.matcher(Files.readString(ROOT.resolve("README.md")));
        List<File> sources = new ArrayList<>();
        while (block.find()) {
            Matcher name = CLASS.matcher(block.group(1));
            assertTrue(name.find(), block.group(1));
            Path source = directory.resolve(name.group(1) + ".java");
            sources.add(Files.writeString(source, block.group(1)).toFile());
        }
        assertEquals(2, sources.size());
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
