// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.launcher;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.mir4j.cli.Outcome;

/** A copy of the launcher in a tree of its own, whose only tools are the ones that it needs and those given to it. */
final class LauncherTree {

    private static final List<String> TOOLS = List.of(
            "cat",
            "cksum",
            "dirname",
            "find",
            "head",
            "ls",
            "mkdir",
            "mv",
            "readlink",
            "rm",
            "rmdir",
            "sh",
            "sleep",
            "tail",
            "touch",
            "tput",
            "uname");

    private static final String JAVA = "17.0.99";

    private final Path root;
    private final Path tools;
    private final Map<String, String> environment = new HashMap<>();

    LauncherTree(Path root) throws IOException {
        this.root = Files.createDirectories(root);
        tools = Files.createDirectories(root.resolveSibling("tools"));
        Path launcher =
                Path.of(System.getProperty("basedir", "")).toAbsolutePath().resolveSibling("mir");
        assumeTrue(
                Files.isExecutable(Path.of("/bin/sh")) && Files.exists(launcher), "skipped: no shell, or no launcher");
        Files.copy(launcher, root.resolve("mir"));
        root.resolve("mir").toFile().setExecutable(true);
        Files.createFile(root.resolve("pom.xml"));
        for (String tool : TOOLS) {
            for (String place : List.of("/usr/bin", "/bin")) {
                Path real = Path.of(place, tool);
                if (Files.exists(real) && Files.notExists(tools.resolve(tool))) {
                    tool(tool, "exec " + real + " \"$@\"");
                }
            }
        }
        java(JAVA);
        environment.put("PATH", tools.toString());
        environment.put("HOME", root.resolveSibling("home").toString());
    }

    Path root() {
        return root;
    }

    Path built() {
        return root.resolve("mir-cli/target/mir/built");
    }

    /** The archive for the Java and the place of this tree. */
    Path archive() throws IOException {
        Path place = root.toRealPath().resolve("mir-cli/target/mir");
        Process checksum = new ProcessBuilder("cksum").start();
        try (Writer in = checksum.outputWriter()) {
            in.write(Files.readString(release()) + place);
        }
        try (BufferedReader out = checksum.inputReader()) {
            return place.resolve("mir-" + JAVA + "-" + out.readLine().split(" ")[0] + ".jsa");
        }
    }

    /** What says which Java it is: the stand-in for it lies in a directory beside. */
    Path release() {
        return root.resolveSibling("release");
    }

    /** Lets the stand-in be a Java of some version. */
    void java(String version) throws IOException {
        Files.writeString(release(), "IMPLEMENTOR=\"nobody\"\nJAVA_VERSION=\"" + version + "\"\n");
    }

    Path lock() {
        return root.resolve(".mir-building");
    }

    /** What the launcher finds in its environment, and nothing else. */
    Map<String, String> environment() {
        return environment;
    }

    void markBuilt() throws IOException {
        Files.createDirectories(built().getParent());
        Files.createFile(built());
        if (Files.notExists(archive())) {
            Files.createFile(archive());
        }
    }

    void markUnbuilt() throws IOException {
        Files.delete(built());
    }

    /** Gives the launcher a tool. */
    void tool(String name, String script) throws IOException {
        script(tools.resolve(name), script);
    }

    void remove(String name) throws IOException {
        Files.delete(tools.resolve(name));
    }

    static void script(Path file, String script) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        file.toFile().setExecutable(true);
    }

    /** Runs the launcher in its own directory. */
    Outcome mir(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("./mir"));
        command.addAll(List.of(arguments));
        return run(root, command);
    }

    Outcome run(Path directory, List<String> command) throws IOException, InterruptedException {
        Process process = start(directory, command);
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Outcome(process.waitFor(), out, Files.readString(errors()));
    }

    Process start(Path directory, List<String> command) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(directory.toFile()).redirectError(errors().toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** Where what a launcher says goes. */
    Path errors() {
        return root.resolveSibling("errors");
    }
}
