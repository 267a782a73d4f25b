// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.mir4j.cli.input.Spool;
import org.mir4j.cli.terminal.Console;
import org.mir4j.cli.terminal.Terminal;
import org.mir4j.core.tagging.NearTags;
import org.mir4j.models.engine.PyTorch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** {@code mir} itself: it knows its commands, and how errors reach the person who typed them. */
@Command(
        name = "mir",
        description = "Tags audio and separates songs, with published models. One command each for what can be done:",
        mixinStandardHelpOptions = true,
        subcommands = {
            TagCommand.class,
            SeparateCommand.class,
            EvaluateCommand.class,
            TrainCommand.class,
            RecipesCommand.class,
            ModelsCommand.class,
            DatasetsCommand.class,
            FeaturesCommand.class,
            CompletionCommand.class,
            HelpCommand.class
        },
        footer = {
            "",
            "Try: mir tag song.mp3",
            "Models and caches live in MIR_HOME (default: ~/.mir); MIR_MODELS_MIRROR names a directory or address that"
                    + " is asked for models first.",
            "Exit codes: 0 done, 1 some inputs failed, 2 wrong usage, 3 nothing could be done."
        })
public final class MirCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--verbose",
            scope = ScopeType.INHERIT,
            description = "show where in the program an error arose, and what 'separate' took of time and memory")
    private boolean verbose;

    private final Console console;
    private final Spool spool = new Spool();

    private MirCommand(Console console) {
        this.console = console;
    }

    /** Where this run of the command writes. */
    Console console() {
        return console;
    }

    /** Whether errors are to be shown with their origin. */
    boolean verbose() {
        return verbose;
    }

    /** Where inputs are copied to that can be read only once. */
    Spool spool() {
        return spool;
    }

    /** Says something that is neither a result nor an error. */
    void say(String sentence) {
        console.errWriter().println("mir: " + Terminal.printable(spool.names().in(sentence)));
    }

    /** Shows an error. */
    void show(Throwable error) {
        Failures.report(console.errWriter(), error, verbose, spool.names());
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "What is to be done? Name a command.");
    }

    /**
     * Runs a command.
     *
     * @param console where it writes
     * @param arguments as typed
     * @return the exit code
     */
    public static int run(Console console, String... arguments) {
        MirCommand mir = new MirCommand(console);
        CommandLine line = mir.commandLine();
        int code;
        try {
            code = line.execute(arguments);
        } catch (Error e) { // picocli catches exceptions only
            code = mir.report(e);
        }
        boolean lost = console.out().checkError();
        boolean readerGone = console.readerGone().getAsBoolean();
        return lost && !readerGone && (code == ExitCode.DONE || code == ExitCode.SOME_FAILED)
                ? mir.report(Failures.outputLost())
                : code;
    }

    private int report(Throwable error) {
        if (error instanceof Failures.OutputLost && console.readerGone().getAsBoolean()) {
            return ExitCode.DONE; // who reads has seen enough, as head has
        }
        show(error);
        return ExitCode.NOTHING_DONE;
    }

    /** What parses a command line. */
    static CommandLine commandLine(Console console) {
        return new MirCommand(console).commandLine();
    }

    private CommandLine commandLine() {
        CommandLine line = new CommandLine(this)
                .setOut(console.outWriter())
                .setErr(console.errWriter())
                .setUsageHelpAutoWidth(false)
                .setUsageHelpWidth(Math.max(80, Math.min(120, console.terminal().columns())))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExpandAtFiles(false) // a file may be called @song.mp3
                .setExecutionExceptionHandler((error, command, parsed) -> report(error));
        tellVersions(line);
        line.setParameterExceptionHandler((error, given) -> {
            CommandLine command = error.getCommandLine();
            command.getErr().println("mir: " + Terminal.printable(sentence(error)));
            Suggestions.of(error).ifPresent(command.getErr()::println);
            command.getErr().println("See '" + command.getCommandSpec().qualifiedName() + " --help'.");
            return ExitCode.USAGE;
        });
        return line;
    }

    /** Picocli says of groups of options, and of nothing else, that it is an error. */
    private static String sentence(ParameterException error) {
        return String.valueOf(error.getMessage()).replaceFirst("^Error: ", "");
    }

    /** Each command has {@code --version}, and a provider is not inherited. */
    private static void tellVersions(CommandLine line) {
        line.getCommandSpec().versionProvider(new Versions());
        line.getSubcommands().values().forEach(MirCommand::tellVersions);
    }

    /** What {@code mir --version} says: every part that a number may depend on. */
    public static final class Versions implements IVersionProvider {

        @Override
        public String[] getVersion() {
            List<String> lines = new ArrayList<>();
            org.mir4j.models.engine.Versions.parts().forEach((part, version) -> lines.add(part + " " + version));
            int gpus = PyTorch.engine().getGpuCount();
            int cores = Runtime.getRuntime().availableProcessors();
            lines.add("CPU with " + cores + (cores == 1 ? " core; " : " cores; ")
                    + (gpus == 0 ? "no GPU in reach" : gpus + (gpus == 1 ? " GPU" : " GPUs")));
            return lines.toArray(String[]::new);
        }
    }

    /** What a person may have meant who typed a command or an option that is not there. */
    private static final class Suggestions {

        private static final String OPTION = "--";
        private static final int FEWEST_LETTERS = 2;

        private Suggestions() {}

        /** A line that names what is near to what was typed, if there is something. */
        static Optional<String> of(ParameterException error) {
            if (!(error instanceof UnmatchedArgumentException unmatched)
                    || unmatched.getUnmatched().isEmpty()) {
                return Optional.empty();
            }
            CommandLine command = error.getCommandLine();
            String typed = unmatched.getUnmatched().get(0);
            List<String> near = typed.startsWith("-")
                    ? near(typed.replaceFirst("=.*", ""), options(command.getCommandSpec()))
                    : near(typed, List.copyOf(command.getSubcommands().keySet())).stream()
                            .map(name -> command.getCommandSpec().qualifiedName() + " " + name)
                            .toList();
            return near.isEmpty()
                    ? Optional.empty()
                    : Optional.of(near.stream().collect(Collectors.joining("' or '", "Did you mean '", "'?")));
        }

        private static List<String> near(String typed, List<String> known) {
            return typed.replace("-", "").length() < FEWEST_LETTERS ? List.of() : NearTags.of(typed, known);
        }

        private static List<String> options(CommandSpec command) {
            return command.options().stream()
                    .filter(option -> !option.hidden() && option.longestName().startsWith(OPTION))
                    .map(option -> option.longestName())
                    .toList();
        }
    }
}
