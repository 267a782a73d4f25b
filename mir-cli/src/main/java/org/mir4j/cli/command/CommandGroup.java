// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.command;

import java.util.List;
import java.util.function.UnaryOperator;
import org.mir4j.core.error.MirException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** A command that does nothing but by its subcommands. */
abstract class CommandGroup implements Runnable {

    @Spec
    private CommandSpec spec;

    @ParentCommand
    private MirCommand mir;

    /** The command above this one. */
    final MirCommand mir() {
        return mir;
    }

    /**
     * Does the same with each of several things, and says what came of it; one that fails is reported, and stops no other.
     *
     * @param names of the things
     * @param action gives what to print
     * @return the exit code
     */
    final int each(List<String> names, UnaryOperator<String> action) {
        int failed = 0;
        for (String name : names) {
            try {
                spec.commandLine().getOut().println(action.apply(name));
            } catch (MirException e) {
                failed++;
                Failures.report(spec.commandLine().getErr(), e, mir.verbose());
            }
        }
        return ExitCode.of(names.size() - failed, failed);
    }

    @Override
    public final void run() {
        List<String> names = List.copyOf(spec.subcommands().keySet());
        int last = names.size() - 1;
        throw new ParameterException(
                spec.commandLine(),
                "What is to be done with " + spec.name() + "? " + String.join(", ", names.subList(0, last)) + " or "
                        + names.get(last) + ".");
    }
}
