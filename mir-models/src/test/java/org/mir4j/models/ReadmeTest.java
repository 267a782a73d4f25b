package org.mir4j.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Java that the README shows. */
class ReadmeTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    @TempDir
    Path directory;

    @Test
    void theExampleCompiles() throws IOException {
        compile();
    }

    @Test
    void theExampleTagsTheExampleSong() throws IOException, InterruptedException {
        compile();
        ProcessBuilder example = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        directory + System.getProperty("path.separator") + System.getProperty("java.class.path"),
                        "TagASong",
                        ROOT.resolve("examples/morning-train.ogg").toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        example.environment().put("MIR_HOME", directory.resolve("home").toString());
        example.environment().remove("MIR_MODELS_MIRROR");
        Process process = example.start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor());
        assertEquals(5, printed.lines().count(), printed);
        assertTrue(printed.startsWith("piano 0.79"), printed);
    }

    private void compile() throws IOException {
        Matcher block = JAVA.matcher(Files.readString(ROOT.resolve("README.md")));
        assertTrue(block.find(), "the README shows Java");
        Path source = Files.writeString(directory.resolve("TagASong.java"), block.group(1));
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
                            said, files, null, options, null, files.getJavaFileObjects(source.toFile()))
                    .call();
            assertTrue(compiled, said.toString());
        }
    }
}
