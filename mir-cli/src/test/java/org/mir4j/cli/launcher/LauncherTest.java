// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The script {@code mir} in a copy of the tree, with stand-ins for Java and Maven that tell how they were called. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {

    private static final String REHEARSE =
            "for a; do case $a in -XX:ArchiveClassesAtExit=*) echo full >\"${a#*=}\"; esac; done; ";
    private static final String SHOW = "printf '<%s>\\n' \"$@\"";

    @TempDir
    Path directory;

    private LauncherTree tree;

    @BeforeEach
    void copy() throws IOException {
        tree = new LauncherTree(directory.resolve("a tree with spaces"));
        tree.tool("java", SHOW);
        tree.markBuilt();
    }

    private static void requireLine(String line, String text) {
        assertTrue(text.lines().anyMatch(line::equals), text);
    }

    @Test
    void argumentsArriveAsTheyWereTyped() throws Exception {
        var outcome = tree.mir("tag", "two words.wav", "*", "--top", "", "$HOME", "a\\b");
        assertEquals(0, outcome.code());
        List<String> shown = outcome.out().lines().toList();
        int main = shown.indexOf("<org.mir4j.cli.Main>");
        assertEquals(
                List.of("<tag>", "<two words.wav>", "<*>", "<--top>", "<>", "<$HOME>", "<a\\b>"),
                shown.subList(main + 1, shown.size()));
        assertEquals("", outcome.err());
    }

    @Test
    void theProgramIsFoundFromAnywhereAndThroughLinks() throws Exception {
        String classPath = "<" + tree.root().toRealPath().resolve("mir-cli/target/mir") + "/*>";
        requireLine(classPath, tree.mir().out());
        Path elsewhere = Files.createDirectory(directory.resolve("else where"));
        Path far =
                Files.createSymbolicLink(elsewhere.resolve("far"), tree.root().resolve("mir"));
        Path near = Files.createSymbolicLink(elsewhere.resolve("near"), Path.of("far"));
        requireLine(classPath, tree.run(elsewhere, List.of(far.toString())).out());
        requireLine(classPath, tree.run(elsewhere, List.of(near.toString())).out());
        requireLine(classPath, tree.run(elsewhere, List.of("./near")).out());
    }

    @Test
    void environmentReachesTheProgram() throws Exception {
        tree.tool("java", SHOW + "; echo \"home $MIR_HOME offline $DJL_OFFLINE locale ${LC_ALL:-}\"");
        tree.environment().put("MIR_HOME", "/a home");
        tree.environment().put("TMPDIR", "/a place");
        tree.environment().put("MIR_JAVA_OPTS", "-Xmx1g -Dx=y");
        String out = tree.mir().out();
        requireLine("<-Xmx1g>", out);
        requireLine("<-Dx=y>", out);
        requireLine("<-Djava.io.tmpdir=/a place>", out);
        requireLine("home /a home offline true locale C.UTF-8", out);
        tree.environment().put("LANG", "de_DE.UTF-8");
        requireLine("home /a home offline true locale ", tree.mir().out());
        tree.tool("locale", "echo ANSI_X3.4-1968; echo 'locale: Cannot set LC_CTYPE to default locale' >&2");
        var notInstalled = tree.mir();
        requireLine("home /a home offline true locale C.UTF-8", notInstalled.out());
        assertEquals("", notInstalled.err());
    }

    @Test
    void theHomeIsInThatOfTheUserAndNeedNotBe() throws Exception {
        tree.tool("java", "echo \"home $MIR_HOME\"");
        assertEquals("home " + directory.resolve("home/.mir") + "\n", tree.mir().out());
        tree.environment().remove("HOME");
        var homeless = tree.mir("--version");
        assertEquals(0, homeless.code());
        assertEquals("home \n", homeless.out());
        assertEquals("", homeless.err());
    }

    @Test
    void whatSeparatesSongsGivesItsLargestTensorsBack() throws Exception {
        tree.tool("java", "echo \"$MALLOC_MMAP_THRESHOLD_ ${GLIBC_TUNABLES:-}\"");
        requireLine("4000000000 ", tree.mir("tag", "separate").out());
        requireLine("4000000000 ", tree.mir().out());
        String given = "20000000 glibc.malloc.hugetlb=1";
        requireLine(given, tree.mir("separate", "song.mp3").out());
        requireLine(given, tree.mir("--verbose", "separate", "song.mp3").out());
        tree.environment().put("GLIBC_TUNABLES", "glibc.malloc.check=1");
        requireLine(given + ":glibc.malloc.check=1", tree.mir("separate").out());
        tree.environment().put("MALLOC_MMAP_THRESHOLD_", "5");
        requireLine(
                "5 " + given.split(" ")[1] + ":glibc.malloc.check=1",
                tree.mir("separate").out());
    }

    @Test
    void aPathThatJavaWouldCutIsRefused() throws Exception {
        var outcome = new LauncherTree(directory.resolve("a:b")).mir();
        assertEquals(3, outcome.code());
        assertTrue(outcome.err().contains("has a colon in its path"), outcome.err());
    }

    @Test
    void aPipeIsNoTerminal() throws Exception {
        String out = tree.mir().out();
        requireLine("<-Dmir.terminal.input=false>", out);
        requireLine("<-Dmir.terminal.output=false>", out);
        requireLine("<-Dmir.terminal.error=false>", out);
    }

    @Test
    void exitCodesPassThrough() throws Exception {
        for (int code : new int[] {0, 1, 2, 3}) {
            tree.tool("java", "exit " + code);
            assertEquals(code, tree.mir().code());
        }
    }

    @Test
    void standardInputAndErrorPassThrough() throws Exception {
        tree.tool("java", "echo trouble >&2");
        assertEquals("trouble\n", tree.mir().err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"<&-", ">&-", "2>&-", "<&- >&- 2>&-"})
    void theProgramHasAllStreamsAlsoWhereSomeAreClosed(String closed) throws Exception {
        Path open = directory.resolve("open");
        tree.tool("java", "for stream in 0 1 2; do true 3<&$stream && echo $stream >>'" + open + "'; done");
        var outcome = tree.run(tree.root(), List.of("/bin/sh", "-c", "./mir " + closed));
        assertEquals(0, outcome.code());
        assertEquals(List.of("0", "1", "2"), Files.readAllLines(open));
        assertEquals("", outcome.out() + outcome.err());
    }

    @Test
    void signalsReachTheProgram() throws Exception {
        tree.tool("java", "trap 'exit 42' TERM; echo ready; while :; do sleep 0.1; done");
        Process process = tree.start(tree.root(), List.of("./mir"));
        try (BufferedReader out = process.inputReader()) {
            assertEquals("ready", out.readLine());
            process.destroy();
            assertEquals(42, process.waitFor());
        }
    }

    @Test
    void javaIsTakenFromJavaHomeFirst() throws Exception {
        Path home = Files.createDirectories(directory.resolve("a jdk/bin")).getParent();
        LauncherTree.script(home.resolve("bin/java"), "echo from home");
        tree.environment().put("JAVA_HOME", home.toString());
        assertEquals("from home\n", tree.mir().out());
    }

    @Test
    void withoutJavaItSaysSo() throws Exception {
        tree.remove("java");
        var outcome = tree.mir();
        assertEquals(3, outcome.code());
        assertEquals("mir: there is no Java on this machine; install a JDK, version 17 or later.\n", outcome.err());
    }

    @Test
    void withoutMavenItSaysSo() throws Exception {
        tree.markUnbuilt();
        var outcome = tree.mir();
        assertEquals(3, outcome.code());
        assertTrue(outcome.err().contains("there is no Maven on this machine"), outcome.err());
        assertFalse(Files.exists(tree.lock()));
    }

    @Test
    void withoutMavenTheWrapperBuilds() throws Exception {
        tree.markUnbuilt();
        Files.writeString(tree.root().resolve("mvnw"), "echo \"wrapper $*\" >&2; exit 1");
        var outcome = tree.mir();
        assertEquals(3, outcome.code());
        assertTrue(outcome.err().contains("wrapper -q -B -f "), outcome.err());
        tree.tool("mvn", "true");
        assertEquals(0, tree.mir("tag").code(), "an installed Maven comes first");
    }

    @Test
    void aFailedBuildShowsItsEndAndIsTriedAgain() throws Exception {
        tree.markUnbuilt();
        tree.tool("mvn", "echo '[ERROR] no such symbol'; exit 1");
        for (int attempt = 0; attempt < 2; attempt++) {
            var outcome = tree.mir("tag");
            assertEquals(3, outcome.code());
            assertTrue(outcome.err().contains("[ERROR] no such symbol"), outcome.err());
            assertTrue(outcome.err().contains("mir: the build has failed; all it said is in "), outcome.err());
            assertEquals("", outcome.out());
            assertFalse(Files.exists(tree.lock()));
        }
    }

    @Test
    void itIsBuiltOnceAndAgainAfterItsSourcesHaveChanged() throws Exception {
        tree.markUnbuilt();
        Path calls = directory.resolve("calls");
        tree.tool("mvn", "echo called >>'" + calls + "'; echo chatter");
        var first = tree.mir("tag");
        assertEquals(0, first.code());
        assertTrue(first.err().startsWith("mir: building, once;"), first.err());
        assertFalse(first.out().contains("chatter"), first.out());
        assertEquals("", tree.mir("tag").err());
        assertEquals(1, Files.readAllLines(calls).size());
        Path source = Files.createDirectories(tree.root().resolve("mir-core/src/main"))
                .resolve("New.java");
        Files.setLastModifiedTime(
                Files.createFile(source),
                FileTime.fromMillis(Files.getLastModifiedTime(tree.built()).toMillis() + 60_000));
        tree.mir("tag");
        assertEquals(2, Files.readAllLines(calls).size());
        assertFalse(Files.exists(tree.lock()));
    }

    @Test
    void theFirstRunAfterABuildRehearses() throws Exception {
        Files.delete(tree.archive());
        tree.tool("java", REHEARSE + SHOW);
        String out = tree.mir().out();
        assertTrue(Files.exists(tree.archive()));
        assertFalse(out.contains("Rehearsal"), out);
        requireLine("<-XX:SharedArchiveFile=" + tree.archive() + ">", out);
    }

    @Test
    void eachJavaHasAnArchiveOfItsOwn() throws Exception {
        tree.tool("java", REHEARSE + SHOW);
        Path first = tree.archive();
        tree.java("25.0.3");
        String out = tree.mir().out();
        List<Path> archives = archives();
        assertEquals(2, archives.size());
        archives.remove(first);
        assertTrue(archives.get(0).getFileName().toString().startsWith("mir-25.0.3-"));
        requireLine("<-XX:SharedArchiveFile=" + archives.get(0) + ">", out);
        requireLine("<--enable-native-access=ALL-UNNAMED>", out);
        requireLine("<-Xlog:disable>", out);
    }

    @Test
    void aJavaThatMakesNoArchiveIsAskedOnce() throws Exception {
        Files.delete(tree.archive());
        Path calls = directory.resolve("calls");
        tree.tool("java", "echo called >>'" + calls + "'");
        tree.mir();
        assertEquals(0, tree.mir().code());
        assertEquals(3, Files.readAllLines(calls).size());
        assertEquals(0, Files.size(tree.archive()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.8.0_412", "11.0.23", "16"})
    void aJavaThatIsTooOldIsNamed(String version) throws Exception {
        tree.java(version);
        var outcome = tree.mir();
        assertEquals(3, outcome.code());
        assertTrue(outcome.err().contains(" is Java " + version + "; mir needs a JDK of version 17"), outcome.err());
        tree.java("170");
        assertEquals(0, tree.mir().code());
    }

    private List<Path> archives() throws IOException {
        try (Stream<Path> files = Files.list(tree.archive().getParent())) {
            return new ArrayList<>(
                    files.filter(file -> file.toString().endsWith(".jsa")).toList());
        }
    }
}
