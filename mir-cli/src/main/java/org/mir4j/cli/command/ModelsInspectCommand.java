// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.mir4j.cli.terminal.TextTable;
import org.mir4j.core.error.ModelException;
import org.mir4j.models.explanation.Excitation;
import org.mir4j.models.explanation.FilterLayer;
import org.mir4j.models.explanation.Filters;
import org.mir4j.models.explanation.Inspector;
import org.mir4j.models.file.AtomicFile;
import org.mir4j.report.InspectionPlot;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code mir models inspect}. */
@Command(
        name = "inspect",
        description = "Draws what a model responds to: the filters of its first layer, and the sound that most excites"
                + " one of any layer.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class ModelsInspectCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @ParentCommand
    private ModelsCommand models;

    @Parameters(paramLabel = "NAME", description = "the model, or a directory that holds one")
    private String name;

    @ArgGroup(multiplicity = "1")
    private Result result;

    private static final class Result {

        @Option(
                names = {"-o", "--output"},
                paramLabel = "PNG",
                description = "the picture to draw")
        private Path output;

        @Option(names = "--layers", description = "list the layers instead")
        private boolean layers;
    }

    @Option(
            names = "--layer",
            paramLabel = "LAYER",
            description = "the layer of the filter to excite (default: one halfway through the encoder)")
    private String layer;

    @Option(
            names = "--filter",
            paramLabel = "N",
            defaultValue = "0",
            description = "the number of the filter to excite, from 0 (default: ${DEFAULT-VALUE})")
    private int filter;

    @Option(names = "--force", description = "replace a file that is there already")
    private boolean force;

    @Override
    public void run() {
        if (result.layers) {
            list();
            return;
        }
        InspectionPlot.requireFonts();
        try (AtomicFile file = AtomicFile.create(result.output, force);
                Inspector inspector = open()) {
            List<FilterLayer> layers = inspector.layers();
            if (layers.isEmpty()) {
                throw new ModelException(
                        "The encoder of " + name + " has no convolution: there are no filters to draw.");
            }
            String chosen = layer == null ? layers.get(layers.size() / 2).name() : layer;
            Excitation excitation = inspector.excite(chosen, filter);
            Filters first = inspector.filters(layers.get(0).name());
            InspectionPlot.write(inspector.card(), first, excitation, file.draft());
            file.commit();
        }
    }

    private Inspector open() {
        return Inspector.load(Models.require(name, spec.commandLine().getErr()));
    }

    private void list() {
        TextTable table = new TextTable("LAYER", "FILTERS", "OF", "OVER CHANNELS");
        try (Inspector inspector = open()) {
            for (FilterLayer each : inspector.layers()) {
                String kernel = each.kernel().stream().map(String::valueOf).collect(Collectors.joining(" x "));
                table.add(each.name(), Integer.toString(each.filters()), kernel, Integer.toString(each.inputs()));
            }
        }
        PrintWriter out = spec.commandLine().getOut();
        table.print(out, models.mir().console().terminal().lineLength());
        out.flush();
    }
}
