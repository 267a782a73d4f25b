// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
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
}
