// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.command;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.mir4j.audio.io.AudioReader;
import org.mir4j.audio.io.AudioStream;
import org.mir4j.cli.terminal.ProgressBar;
import org.mir4j.core.audio.Waveform;
import org.mir4j.core.dataset.Dataset;
import org.mir4j.core.dataset.Recording;
import org.mir4j.core.error.AudioException;
import org.mir4j.datasets.DatasetVerifier;
import org.mir4j.datasets.DatasetVerifier.Decoder;
import org.mir4j.datasets.Datasets;
import org.mir4j.datasets.Verification;
import org.mir4j.datasets.Verification.BrokenFile;
import org.mir4j.datasets.Verification.Check;
import org.mir4j.datasets.Verification.Damage;
import org.mir4j.datasets.Verification.MissingSplit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code mir datasets verify}. */
@Command(
        name = "verify",
        description =
                "Looks whether all files of a dataset are there and whole: by checksum where one is known, else by"
                        + " decoding.",
        mixinStandardHelpOptions = true,
        footer = {"", "Exit codes: 0 complete, 1 something is missing or broken, 2 wrong usage, 3 nothing is there."})
final class DatasetsVerifyCommand implements Callable<Integer> {

    /** How to write. */
    enum Format {
        TABLE,
        JSON
    }

    @Spec
    private CommandSpec spec;

    @ParentCommand
    private DatasetsCommand datasets;

    @Parameters(paramLabel = "NAME", description = "the dataset, or a manifest (.csv, .tsv, .jsonl)")
    private String name;

    @Option(names = "--root", required = true, paramLabel = "DIR", description = "where the dataset lies")
    private Path root;

    @Option(names = "--split", paramLabel = "S", description = "look only at the recordings of this split")
    private String split;

    @Option(names = "--all", description = "name all files that are missing or broken, not only the first of them")
    private boolean all;

    @Option(names = "--format", paramLabel = "table|json", defaultValue = "table", description = "how to write")
    private Format format;

    @Override
    public Integer call() {
        Dataset dataset = Datasets.of(name);
        Verification verification = verify(dataset);
        PrintWriter out = spec.commandLine().getOut();
        switch (format) {
            case JSON -> VerificationJson.print(name, root, Optional.ofNullable(split), verification, out);
            case TABLE -> VerificationTable.print(name, root, verification, all, out);
            default -> throw new IllegalStateException("no such format: " + format);
        }
        out.flush();
        if (verification.nothingThere()) {
            spec.commandLine()
                    .getErr()
                    .println("mir: Nothing of " + name + " is in " + root + "; 'mir datasets info " + name
                            + "' shows the tree of files that is expected there.");
            return ExitCode.NOTHING_DONE;
        }
        return verification.complete() ? ExitCode.DONE : ExitCode.SOME_FAILED;
    }

    private Verification verify(Dataset dataset) {
        DatasetVerifier verifier =
                new DatasetVerifier(new AudioDecoder(), Runtime.getRuntime().availableProcessors());
        Bar bar = new Bar();
        try {
            return verifier.verify(dataset, root, Optional.ofNullable(split), bar::show);
        } finally {
            bar.clear();
        }
    }

    /** The progress bar, which begins with the first file, as only then is it known how many there are. */
    private final class Bar {

        private ProgressBar progress;

        private void show(int done, int total) {
            if (progress == null) {
                progress = new ProgressBar(
                        datasets.mir().console().err(), datasets.mir().console().terminal(), total);
            }
            progress.update(done, done + "/" + total + " files", "");
        }

        private void clear() {
            if (progress != null) {
                progress.close();
            }
        }
    }

    /** Decodes recordings of datasets to their end, block by block; one that is damaged counts as none. */
    private static final class AudioDecoder implements Decoder {

        @Override
        public void decode(Recording recording) {
            List<String> damages = new ArrayList<>();
            try (AudioStream stream =
                    AudioReader.of(recording).damage(damages::add).open()) {
                Optional<Waveform> block = stream.next();
                while (block.isPresent()) {
                    block = stream.next();
                }
            }
            if (!damages.isEmpty()) {
                throw new AudioException(String.join(" ", damages));
            }
        }
    }

    /** What a copy of a dataset lacks, for people: what is wrong, how often, and where. */
    private static final class VerificationTable {

        private static final int FIRST = 5;

        private final PrintWriter out;
        private final int most;

        private VerificationTable(PrintWriter out, int most) {
            this.out = out;
            this.most = most;
        }

        /**
         * Prints it.
         *
         * @param dataset the name of the dataset
         * @param root where the copy lies
         * @param verification what was found
         * @param all whether all files are named, and not only the first of each kind
         * @param out where to print
         */
        public static void print(String dataset, Path root, Verification verification, boolean all, PrintWriter out) {
            out.println(dataset + " in " + plain(root.toString()) + ": " + verification.wholeFiles() + " of "
                    + files(verification.files()) + (verification.wholeFiles() == 1 ? " is whole" : " are whole")
                    + ways(verification.whole()));
            VerificationTable table = new VerificationTable(out, all ? Integer.MAX_VALUE : FIRST);
            table.section(
                    "missing splits",
                    verification.missingSplits().stream()
                            .map(missing -> missing.split() + ": " + missing.reason())
                            .toList());
            table.section(
                    "missing files",
                    verification.missing().stream().map(Path::toString).toList());
            table.broken("empty files", Damage.Empty.class, verification);
            table.broken("files with another checksum", Damage.Altered.class, verification);
            table.broken("files that cannot be decoded", Damage.Undecodable.class, verification);
            table.broken("files that cannot be read", Damage.Unreadable.class, verification);
        }

        private static String ways(Map<Check, Integer> whole) {
            String ways = whole.entrySet().stream()
                    .filter(way -> way.getValue() > 0)
                    .map(way -> way.getValue() + " " + words(way.getKey()))
                    .collect(Collectors.joining(", "));
            return ways.isEmpty() ? "" : " (" + ways + ")";
        }

        private static String words(Check check) {
            return switch (check) {
                case CHECKSUM -> "by checksum";
                case DECODING -> "by decoding";
                case READING -> "by reading";
            };
        }

        private void broken(String title, Class<? extends Damage> kind, Verification verification) {
            section(
                    title,
                    verification.broken().stream()
                            .filter(file -> kind.isInstance(file.damage()))
                            .map(VerificationTable::line)
                            .toList());
        }

        private static String line(BrokenFile file) {
            String path = file.path().toString();
            if (file.damage() instanceof Damage.Empty) {
                return path;
            }
            String words = file.damage().words();
            // what decodes names the file already
            return words.contains(path) ? words : path + ": " + words;
        }

        private void section(String title, List<String> lines) {
            if (lines.isEmpty()) {
                return;
            }
            out.println(title + ": " + lines.size());
            lines.stream().limit(most).forEach(line -> out.println("  " + plain(line)));
            if (lines.size() > most) {
                out.println("  and " + (lines.size() - most) + " more (--all names them)");
            }
        }

        private static String files(int count) {
            return count + (count == 1 ? " file" : " files");
        }

        /** A file name may hold what would steer the terminal. */
        private static String plain(String text) {
            return text.replaceAll("\\p{Cntrl}", "?");
        }
    }

    /** What a copy of a dataset lacks, as one JSON object; files are named relative to the root. */
    private static final class VerificationJson {

        private static final Gson GSON =
                new GsonBuilder().disableHtmlEscaping().setPrettyPrinting().create();

        private VerificationJson() {}

        /**
         * Prints it.
         *
         * @param dataset the name of the dataset
         * @param root where the copy lies
         * @param split the split that was looked at, if not all
         * @param verification what was found
         * @param out where to print
         */
        public static void print(
                String dataset, Path root, Optional<String> split, Verification verification, PrintWriter out) {
            JsonObject object = new JsonObject();
            object.addProperty("dataset", dataset);
            object.addProperty("root", root.toString());
            split.ifPresent(name -> object.addProperty("split", name));
            object.addProperty("complete", verification.complete());
            object.addProperty("files", verification.files());
            object.add("whole", whole(verification));
            JsonArray missingSplits = new JsonArray();
            verification.missingSplits().forEach(missing -> missingSplits.add(missingSplit(missing)));
            object.add("missingSplits", missingSplits);
            JsonArray missing = new JsonArray();
            verification.missing().forEach(path -> missing.add(path.toString()));
            object.add("missing", missing);
            JsonArray broken = new JsonArray();
            verification.broken().forEach(file -> broken.add(broken(file)));
            object.add("broken", broken);
            out.println(GSON.toJson(object));
        }

        private static JsonObject whole(Verification verification) {
            JsonObject whole = new JsonObject();
            for (Check check : Check.values()) {
                whole.addProperty(
                        check.name().toLowerCase(Locale.ROOT),
                        verification.whole().get(check));
            }
            return whole;
        }

        private static JsonObject missingSplit(MissingSplit missing) {
            JsonObject object = new JsonObject();
            object.addProperty("split", missing.split());
            object.addProperty("reason", missing.reason());
            return object;
        }

        private static JsonObject broken(BrokenFile file) {
            JsonObject object = new JsonObject();
            object.addProperty("file", file.path().toString());
            Damage damage = file.damage();
            object.addProperty("cause", damage.getClass().getSimpleName().toLowerCase(Locale.ROOT));
            if (damage instanceof Damage.Altered altered) {
                object.addProperty("algorithm", altered.expected().algorithm());
                object.addProperty("found", altered.found().hex());
                object.addProperty("expected", altered.expected().hex());
            } else {
                object.addProperty("reason", damage.words());
            }
            return object;
        }
    }
}
