// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.command;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.mir4j.core.tagging.NearTags;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What a person may have meant who typed a command or an option that is not there. */
final class Suggestions {

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
