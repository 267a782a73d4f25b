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
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program that is a module: what it may use of this library, and that it runs, with the natives on the class path. */
class ModulePathTest {

    private static final Pattern TESTS = Pattern.compile("(junit|opentest4j|apiguardian|slf4j-nop).*");
    private static final Pattern NATIVES =
            Pattern.compile("pytorch-native-.*|.*-(linux|macosx|windows)-(x86_64|arm64)\\.jar");
    private static final List<String> MODULES = List.of("core", "audio", "models");

    @TempDir
    Path directory;

    private final List<String> modulePath = new ArrayList<>();
    private final List<String> natives = new ArrayList<>();

    /** Divides the class path, and makes modules of what is not one yet in a build. */
    private void prepare() throws IOException {
        List<String> own = new ArrayList<>();
        for (String part : System.getProperty("java.class.path").split(Pattern.quote(File.pathSeparator))) {
            String name = Path.of(part).getFileName().toString();
            if (NATIVES.matcher(name).matches()) {
                natives.add(part);
            } else if (name.endsWith(".jar")
                    && !name.startsWith("mir-")
                    && !TESTS.matcher(name).matches()) {
                modulePath.add(part);
            } else if (Files.exists(Path.of(part))) {
                own.add(part);
            }
        }
        for (String module : MODULES) {
            String classes = own.stream()
                    .filter(part -> Files.isDirectory(Path.of(part, "org/mir4j", module))
                            || part.contains("mir-" + module + "-"))
                    .filter(part -> !part.endsWith("test") && !part.endsWith("test-classes"))
                    .findFirst()
                    .orElseThrow();
            add(
                    "org.mir4j." + module,
                    Path.of(classes),
                    Path.of("../mir-" + module + "/src/main/java/module-info.java"));
        }
    }

    private void add(String module, Path classes, Path descriptor) throws IOException {
        if (!Files.isDirectory(classes) || Files.exists(classes.resolve("module-info.class"))) {
            modulePath.add(classes.toString());
            return;
        }
        Path made = directory.resolve(module);
        try (Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.toList()) {
                Files.copy(file, made.resolve(classes.relativize(file)));
            }
        }
        assertEquals("", compile(made, List.of("--patch-module", module + "=" + made), List.of(descriptor)));
        modulePath.add(made.toString());
    }

    /** What the compiler says. */
    private String compile(Path target, List<String> options, List<Path> sources) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            List<String> all = new ArrayList<>(options);
            all.addAll(
                    List.of("-proc:none", "-d", target.toString(), "-p", String.join(File.pathSeparator, modulePath)));
            compiler.getTask(said, files, null, all, null, files.getJavaFileObjectsFromPaths(sources))
                    .call();
        }
        return said.toString();
    }

    private List<Path> program(String name, String imports, String body) throws IOException {
        Path sources = Files.createDirectories(directory.resolve("sources-" + name + "/com/example"));
        return List.of(
                Files.writeString(
                        sources.resolve("../../module-info.java").normalize(),
                        "module com.example { requires org.mir4j.models; }"),
                Files.writeString(
                        sources.resolve("Program.java"),
                        "package com.example;\n" + imports
                                + "\npublic class Program { public static void main(String[] arguments) { " + body
                                + " } }"));
    }

    @Test
    void aModuleTagsAFile() throws IOException, InterruptedException {
        prepare();
        Path program = directory.resolve("program");
        String said = compile(
                program,
                List.of(),
                program(
                        "tags",
                        "import ai.djl.repository.zoo.ModelZoo;\nimport java.nio.file.Path;\nimport org.mir4j.models.tagging.Tagger;",
                        "try (Tagger tagger = Tagger.load(\"mir-tagger-1\")) {"
                                + " System.out.println(Tagger.class.getModule().getName() + \" \""
                                + " + tagger.tag(Path.of(arguments[0])).top(1).get(0).tag() + \" \" + ModelZoo.getModelZoo(\"org.mir4j\").getGroupId()); }"));
        assertEquals("", said);
        modulePath.add(program.toString());
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of(
                "-p",
                String.join(File.pathSeparator, modulePath),
                "-cp",
                String.join(File.pathSeparator, natives),
                "-m",
                "com.example/com.example.Program",
                Path.of("../examples/morning-train.ogg").toString()));
        Path errors = directory.resolve("errors");
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
        builder.environment().put("MIR_HOME", directory.resolve("home").toString());
        Process process = builder.start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), printed + Files.readString(errors));
        assertEquals("org.mir4j.models piano org.mir4j", printed.strip());
    }

    @Test
    void whatIsInsideIsNotVisible() throws IOException {
        prepare();
        for (String inside : List.of(
                "cache.ContentCache",
                "engine.PyTorch",
                "file.ShutdownGuard",
                "layer.Parameters",
                "network.TaggingNetwork",
                "run.RunDirectory",
                "zoo.MirModelZoo")) {
            String said = compile(
                    directory.resolve("refused"),
                    List.of(),
                    program(inside, "import org.mir4j.models." + inside + ";", ""));
            assertTrue(said.contains("is not visible"), inside + ": " + said);
        }
    }
}
