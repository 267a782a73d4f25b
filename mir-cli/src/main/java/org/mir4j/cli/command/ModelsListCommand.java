package org.mir4j.cli.command;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.mir4j.cli.render.TextTable;
import org.mir4j.models.card.ModelCard;
import org.mir4j.models.store.ModelStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code mir models list}. */
@Command(name = "list", description = "Lists all models that are known.", mixinStandardHelpOptions = true)
public final class ModelsListCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        ModelStore store = ModelStore.fromEnvironment();
        Set<String> installed = Set.copyOf(store.installedNames());
        TextTable table = new TextTable("NAME", "HERE", "TAGS", "WINDOW", "SCORES", "LICENCE", "WHAT");
        for (String name : store.names()) {
            ModelCard card = store.card(name);
            table.add(
                    name,
                    installed.contains(name) ? "yes" : "no",
                    Integer.toString(card.labels().size()),
                    String.format(Locale.ROOT, "%s s", seconds(card.windowSeconds())),
                    scores(card.scores()),
                    card.licence().name(),
                    card.summary());
        }
        PrintWriter out = spec.commandLine().getOut();
        table.print(out);
        out.flush();
    }

    static String seconds(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }

    private static String scores(List<ModelCard.MeasuredScore> scores) {
        return scores.stream()
                .map(score -> score.metric() + " " + score.value())
                .collect(Collectors.joining(", "));
    }
}
