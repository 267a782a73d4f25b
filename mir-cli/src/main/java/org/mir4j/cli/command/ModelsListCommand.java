// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.command;

import java.io.PrintWriter;
import java.util.List;
import java.util.Set;
import org.mir4j.cli.terminal.TextTable;
import org.mir4j.models.card.ModelCard;
import org.mir4j.models.store.ModelStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code mir models list}. */
@Command(name = "list", description = "Lists all models that are known.", mixinStandardHelpOptions = true)
final class ModelsListCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @ParentCommand
    private ModelsCommand models;

    @Override
    public void run() {
        ModelStore store = ModelStore.fromEnvironment();
        Set<String> installed = Set.copyOf(store.installedNames());
        TextTable table = new TextTable("NAME", "HERE", "GIVES", "WINDOW", "SCORE", "LICENCE", "WHAT");
        for (String name : store.names()) {
            ModelCard card = store.card(name);
            TaskText task = TaskText.of(card.task());
            table.add(
                    name,
                    installed.contains(name) || store.isBundled(name) ? "yes" : "no",
                    task.outputs().size() + " " + task.what(),
                    task.window(),
                    firstScore(card.scores()),
                    card.licence().name(),
                    card.summary());
        }
        PrintWriter out = spec.commandLine().getOut();
        table.print(out, models.mir().console().terminal().lineLength());
        out.flush();
    }

    private static String firstScore(List<ModelCard.MeasuredScore> scores) {
        return scores.stream()
                .map(score -> score.metric() + " " + score.value())
                .findFirst()
                .orElse("");
    }
}
