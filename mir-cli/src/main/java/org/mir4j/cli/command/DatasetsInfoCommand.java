// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.command;

import java.io.PrintWriter;
import java.util.Map;
import java.util.stream.Collectors;
import org.mir4j.cli.terminal.Paragraphs;
import org.mir4j.core.dataset.Dataset;
import org.mir4j.core.dataset.DatasetCard;
import org.mir4j.core.dataset.PublishedScore;
import org.mir4j.datasets.Datasets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code mir datasets info}. */
@Command(
        name = "info",
        description =
                "Shows what a dataset is, how to get it, how it must lie on disk, and what others measured on it.",
        mixinStandardHelpOptions = true)
final class DatasetsInfoCommand implements Runnable {

    private static final String LAYOUT_INDENT = " ".repeat(16);

    @Spec
    private CommandSpec spec;

    @ParentCommand
    private DatasetsCommand datasets;

    @Parameters(paramLabel = "NAME", description = "the dataset, or a manifest (.csv, .tsv, .jsonl)")
    private String name;

    @Override
    public void run() {
        Dataset dataset = Datasets.of(name);
        DatasetCard card = dataset.card();
        PrintWriter out = spec.commandLine().getOut();
        Paragraphs lines =
                new Paragraphs(out, datasets.mir().console().terminal().lineLength());
        out.println(card.name() + ": " + card.title());
        lines.print("kind", DatasetsListCommand.kind(dataset));
        lines.print("content", card.content());
        lines.print("licence", card.licence());
        lines.print("cite", card.citation());
        lines.print("homepage", card.homepage());
        lines.print("to get it", card.obtaining());
        card.archives()
                .forEach((file, checksum) ->
                        lines.print("archive", file + " with " + checksum.algorithm() + " " + checksum.hex()));
        card.splits().forEach((split, meaning) -> lines.print("split", split + mark(split, card) + ": " + meaning));
        out.println("  layout");
        card.layout().lines().forEach(line -> out.println(LAYOUT_INDENT + line));
        card.published().forEach(score -> lines.print("published", words(score)));
        out.flush();
    }

    private static String mark(String split, DatasetCard card) {
        return split.equals(card.defaultSplit()) ? " (default)" : "";
    }

    private static String words(PublishedScore score) {
        String figures = score.figures().entrySet().stream()
                .map(DatasetsInfoCommand::words)
                .collect(Collectors.joining(", "));
        return score.system() + " on " + score.split() + ": " + figures + " (" + score.source() + ")";
    }

    private static String words(Map.Entry<String, Double> figure) {
        return figure.getKey() + " " + figure.getValue();
    }
}
