// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.command;

import java.io.PrintWriter;
import java.util.Optional;
import org.mir4j.cli.terminal.Paragraphs;
import org.mir4j.models.card.CardJson;
import org.mir4j.models.card.ModelCard;
import org.mir4j.models.card.Source;
import org.mir4j.models.store.InstalledModel;
import org.mir4j.models.store.ModelStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code mir models info}. */
@Command(name = "info", description = "Shows all that is known of a model.", mixinStandardHelpOptions = true)
final class ModelsInfoCommand implements Runnable {

    private static final int SHA256_DIGITS = 64;

    @Spec
    private CommandSpec spec;

    @ParentCommand
    private ModelsCommand models;

    @Parameters(paramLabel = "NAME", description = "the model")
    private String name;

    @Option(names = "--json", description = "print the model's card as it is")
    private boolean json;

    @Override
    public void run() {
        ModelStore store = ModelStore.fromEnvironment();
        ModelCard card = store.card(name);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.print(CardJson.write(card));
        } else {
            String absent = store.isBundled(name) ? "yes, with this program" : "no; pulled on first use";
            print(card, store.installed(name), absent, out);
        }
        out.flush();
    }

    private void print(ModelCard card, Optional<InstalledModel> installed, String absent, PrintWriter out) {
        int width = models.mir().console().terminal().lineLength();
        Paragraphs lines = new Paragraphs(out, width);
        out.println(card.name() + ": " + card.summary());
        lines.print(
                "here", installed.map(model -> model.weightsFile().toString()).orElse(absent));
        TaskText task = TaskText.of(card.task());
        task.settings().forEach(lines::print);
        for (ModelCard.MeasuredScore score : card.scores()) {
            lines.print(
                    "measured",
                    score.metric() + " " + score.value() + " on " + score.dataset() + " (" + score.reference() + ")");
        }
        card.notes().forEach(note -> lines.print("note", note));
        lines.print("licence", card.licence().name() + " " + card.licence().url());
        card.citations().forEach(citation -> lines.print("cite", citation));
        for (Source.Part file : card.source().files()) {
            lines.print("source", file.address() == null ? file.file() : file.address());
            lines.print("SHA-256", file.sha256() + (file.sha256().length() < SHA256_DIGITS ? "..." : ""));
        }
        lines.print(task.what(), task.outputs().size() + ": " + String.join(", ", task.outputs()));
    }
}
