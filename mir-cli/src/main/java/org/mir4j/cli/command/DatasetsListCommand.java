// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.command;

import java.io.PrintWriter;
import org.mir4j.cli.terminal.TextTable;
import org.mir4j.core.dataset.Dataset;
import org.mir4j.core.dataset.TaggingDataset;
import org.mir4j.datasets.Datasets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code mir datasets list}. */
@Command(name = "list", description = "Lists all datasets that are known.", mixinStandardHelpOptions = true)
final class DatasetsListCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @ParentCommand
    private DatasetsCommand datasets;

    @Override
    public void run() {
        TextTable table = new TextTable("NAME", "KIND", "WHAT");
        for (Dataset dataset : Datasets.all()) {
            table.add(dataset.card().name(), kind(dataset), gist(dataset.card().content()));
        }
        PrintWriter out = spec.commandLine().getOut();
        table.print(out, datasets.mir().console().terminal().lineLength());
        out.flush();
    }

    /** What a dataset is for, in a word. */
    static String kind(Dataset dataset) {
        return dataset instanceof TaggingDataset ? "tagging" : "separation";
    }

    /** The first clause of a text. */
    private static String gist(String text) {
        return text.split("[;:.] |\\.$", 2)[0];
    }
}
