// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code compare} runs and prints, with programs in the place of mir and Python that only note how they are called. */
@DisabledOnOs(OS.WINDOWS)
class CompareTest {

    /** Notes its settings and its arguments, and answers what both sides are asked. */
    private static final String PROGRAM =
            """
            #!/usr/bin/env bash
            case "$*" in
              *--version | -V) echo "$NAME 1.0" ;;
              *__version__*) echo "${TORCH:-9.8.7}+cpu" ;;
              *" make "*) touch "${@: -1}"/{model.th,vocals.pth,drums.pth,bass.pth,other.pth,model.ckpt} ;;
              -c*) [[ -z ${ABSENT:-} || $* != *$ABSENT* ]] || { echo "No module named '$ABSENT'" >&2; exit 1; } ;;
              *)
                sleep 0.01
                echo "NAME $MALLOC_ARENA_MAX $MALLOC_MMAP_THRESHOLD_ $MALLOC_TRIM_THRESHOLD_ ${OMP_NUM_THREADS:-free} $*" >>"$CALLS"
                [[ $* != *.py* ]] || echo "${FIGURE:-8.0 audio s per s}"
                [[ $* == *.py* ]] || echo '{"file": "song", "duration": 4.0}'
                ;;
            esac
            """;

    @TempDir
    Path directory;

    private Path root;
    private Path song;
    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void prepare() throws IOException {
        root = Files.createDirectory(directory.resolve("this"));
        Files.createDirectory(root.resolve("mir-bench"));
        Files.copy(Path.of("compare").toAbsolutePath(), root.resolve("mir-bench/compare"));
        Files.writeString(root.resolve("pom.xml"), "<pytorch.version>9.8.7</pytorch.version>\n");
        program(root, "mir");
        program(directory, "python");
        program(directory, "ffmpeg");
        Path peers = Files.createDirectory(directory.resolve("peers"));
        for (String peer : List.of("fcn", "umx", "htdemucs", "open-unmix", "bs-roformer")) {
            Files.writeString(peers.resolve(peer + "_torch.py"), "import torch\ntorch.set_num_threads(1)\n");
        }
        song = Files.createFile(directory.resolve("song.wav"));
        Path weights = Files.createFile(directory.resolve("msd-fcn.pth"));
        environment.put("MIR_BENCH_PEERS", peers.toString());
        environment.put("MIR_BENCH_PYTHON", directory.resolve("python").toString());
        environment.put("MIR_MODELS_MIRROR", Objects.toString(weights.getParent()));
        environment.put("CALLS", directory.resolve("calls").toString());
        environment.put("PATH", directory + ":" + System.getenv("PATH"));
        environment.put("OMP_NUM_THREADS", "7");
    }

    private static void program(Path folder, String name) throws IOException {
        Path file = folder.resolve(name);
        String owner = folder.getFileName() + "/" + name;
        Files.writeString(
                file, PROGRAM.replace("NAME $MALLOC", owner + " $MALLOC").replace("$NAME", name));
        assertTrue(file.toFile().setExecutable(true));
    }

    @Test
    void bothSidesRunByTurnsWithTheSameThreadsAndMemory() throws IOException, InterruptedException {
        Run run = compare("tag", "--runs", "2", "--song", song.toString());
        assertEquals(0, run.code(), run.output());
        List<String> calls = Files.readAllLines(directory.resolve("calls"));
        String conditions = " 1 4000000000 8000000000 free ";
        String mine = "this/mir" + conditions + "tag " + song + " -m msd-fcn --format json --device cpu --threads 1";
        String peer = directory.getFileName() + "/python" + conditions + directory.resolve("peers/fcn_torch.py") + " "
                + directory.resolve("msd-fcn.pth") + " " + song;
        assertEquals(List.of(peer, mine, mine, peer, peer, mine), calls, "one run each to warm up, then by turns");
    }

    @Test
    void everyRunHasItsNumbersAndItsRatioAndThePeersOwnFigure() throws IOException, InterruptedException {
        Run run = compare("tag", "--runs", "3", "--song", song.toString());
        String row = "%s +[0-9.]+ +[0-9.]+ +[0-9.]+ +0\\.500 +[0-9.]+"; // 4 s of audio at 8 times their speed
        for (int i = 1; i <= 3; i++) {
            assertTrue(run.hasLine(String.format(row, i)), run.output());
        }
        assertTrue(run.hasLine("median +[0-9.]+ +[0-9.]+ +[0-9.]+ +[0-9.]+"), run.output());
        assertTrue(run.output().contains("torch 9.8.7+cpu"), run.output());
        assertTrue(run.output().contains("PyTorch 9.8.7, in mir"), run.output());
    }

    @Test
    void memoryForSeparationIsThatOfTheLauncherOnBothSides() throws IOException, InterruptedException {
        environment.put("FIGURE", "12.5");
        Run run = compare("separate", "--runs", "1", "--song", song.toString());
        assertEquals(0, run.code(), run.output());
        List<String> calls = Files.readAllLines(directory.resolve("calls"));
        assertTrue(calls.stream().allMatch(call -> call.contains(" 1 20000000 8000000000 free ")), calls.toString());
        assertTrue(run.hasLine("1 +[0-9.]+ +[0-9.]+ +[0-9.]+ +12\\.5 +[0-9.]+"), run.output());
    }

    @ParameterizedTest
    @CsvSource({
        "htdemucs, MODEL/model.th --like htdemucs",
        "open-unmix, MODEL/vocals.pth MODEL/drums.pth MODEL/bass.pth MODEL/other.pth --like openunmix",
        "bs-roformer, MODEL/model.ckpt --like bs-roformer --config MODEL/config.yaml"
    })
    void bothSidesSeparateWithTheModelOfThePeer(String name, String imported) throws IOException, InterruptedException {
        environment.put("FIGURE", "12.5");
        Run run = compare(name, "--runs", "1", "--song", song.toString());
        assertEquals(0, run.code(), run.output());
        List<String> calls = Files.readAllLines(directory.resolve("calls"));
        String first = calls.get(0);
        String model = first.replaceFirst("^.* models import (\\S*/" + name + ")/.*$", "$1");
        assertTrue(first.endsWith(" models import " + imported.replace("MODEL", model) + " --as peers-" + name), first);
        assertEquals(5, calls.size(), calls.toString());
        String conditions = " 1 20000000 8000000000 free ";
        String stems = model.replaceFirst(name + "$", "stems");
        String mine = "this/mir" + conditions + "separate " + song + " -m peers-" + name + " -o " + stems
                + " --force --device cpu --threads 1";
        String peer = directory.getFileName() + "/python" + conditions
                + directory.resolve("peers/" + name + "_torch.py") + " " + model + " " + song + " " + stems;
        assertEquals(List.of(peer, mine, mine, peer), calls.subList(1, 5));
        assertTrue(run.hasLine("1 +[0-9.]+ +[0-9.]+ +[0-9.]+ +12\\.5 +[0-9.]+"), run.output());
    }

    @Test
    void peersThatAreNotAskedForNeedNotBeThere() throws IOException, InterruptedException {
        for (String peer : List.of("htdemucs", "open-unmix", "bs-roformer")) {
            Files.delete(directory.resolve("peers/" + peer + "_torch.py"));
            assertRefused("peers/" + peer + "_torch.py, the peer of " + peer, peer);
        }
        Run run = compare("--runs", "1", "--song", song.toString());
        assertTrue(run.output().contains("\nsong "), "whatever is needed is there: " + run.output());
    }

    @Test
    void aModelThatMirCannotImportEndsTheComparison() throws IOException, InterruptedException {
        Files.writeString(root.resolve("mir"), "#!/bin/sh\n[ \"$1\" = --version ] || { echo odd >&2; exit 3; }\n");
        assertRefused("mir cannot import what htdemucs_torch.py has made", "htdemucs", "--song", song.toString());
    }

    @Test
    void anotherCheckoutRunsTheSameWithItsLaunchersOwnMemory() throws IOException, InterruptedException {
        Path other = Files.createDirectory(directory.resolve("other"));
        program(other, "mir");
        Run run = compare("--ours", other.toString(), "tag", "separate", "--runs", "1", "--song", song.toString());
        assertEquals(0, run.code(), run.output());
        List<String> calls = Files.readAllLines(directory.resolve("calls"));
        assertEquals(8, calls.size());
        for (int i = 0; i < calls.size(); i++) {
            String side =
                    List.of("other/mir", "this/mir", "this/mir", "other/mir").get(i % 4);
            String words = i < 4 ? "tag " + song + " --format json" : "separate " + song;
            assertTrue(calls.get(i).startsWith(side + "    free " + words), calls.toString());
        }
        assertTrue(run.hasLine("median +[0-9.]+ +[0-9.]+ +[0-9.]+"), run.output());
    }

    @Test
    void anotherTorchIsAWarning() throws IOException, InterruptedException {
        environment.put("TORCH", "9.9.0");
        Run run = compare("tag", "--runs", "1", "--song", song.toString());
        assertEquals(0, run.code(), run.output());
        assertTrue(
                run.output().contains("WARNING: the peers run on torch 9.9.0+cpu and mir on PyTorch 9.8.7"),
                run.output());
    }

    @Test
    void whatIsMissingIsSaid() throws IOException, InterruptedException {
        environment.put("ABSENT", "openunmix");
        assertRefused("umx_torch.py needs: No module named 'openunmix'.", "separate");
        environment.put("MIR_MODELS_MIRROR", directory.resolve("peers").toString());
        assertRefused("needs the weights msd-fcn.pth; name them by --weights", "tag");
        Files.writeString(directory.resolve("peers/fcn_torch.py"), "import torch\n");
        assertRefused("its number of threads is not known", "tag");
        environment.put("MIR_BENCH_PYTHON", "no-such-python");
        assertRefused("there is no program no-such-python", "tag");
        environment.put("MIR_BENCH_PEERS", directory.toString());
        environment.remove("MIR_BENCH_PYTHON");
        assertRefused("name a Python that has torch by --python or in MIR_BENCH_PYTHON", "tag");
        environment.remove("MIR_BENCH_PEERS");
        assertRefused("name the directory of the peers", "tag");
        assertRefused("there is no checkout of mir in " + directory, "--ours", directory.toString());
    }

    @Test
    void whatCannotBeComparedIsWrongUsage() throws IOException, InterruptedException {
        assertEquals(2, compare("train").code());
        assertEquals(2, compare("--runs", "0").code());
        assertEquals(2, compare("--runs").code());
        assertEquals(2, compare("--speed").code());
    }

    @Test
    void aSideThatFailsEndsTheComparison() throws IOException, InterruptedException {
        Files.writeString(root.resolve("mir"), "#!/bin/sh\n[ \"$1\" = --version ] || { echo broken >&2; exit 3; }\n");
        Run run = compare("tag", "--runs", "1", "--song", song.toString());
        assertEquals(3, run.code());
        assertTrue(run.output().contains("broken"), run.output());
        assertTrue(run.output().contains("this has failed: "), run.output());
    }

    private void assertRefused(String sentence, String... arguments) throws IOException, InterruptedException {
        Run run = compare(arguments);
        assertEquals(3, run.code(), run.output());
        assertTrue(run.output().contains(sentence), run.output());
    }

    private record Run(int code, String output) {

        boolean hasLine(String pattern) {
            return output.lines().anyMatch(Pattern.compile(pattern).asMatchPredicate());
        }
    }

    private Run compare(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of("bash", root.resolve("mir-bench/compare").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("MALLOC_") || name.startsWith("MIR_"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes());
        return new Run(process.waitFor(), output);
    }
}
