// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.mir4j.datasets.Verification;
import org.mir4j.datasets.Verification.BrokenFile;
import org.mir4j.datasets.Verification.Check;
import org.mir4j.datasets.Verification.Damage;

/** What a copy of a dataset lacks, for people: what is wrong, how often, and where. */
final class VerificationTable {

    private static final int FIRST = 5;

    private final PrintWriter out;
    private final int most;

    private VerificationTable(PrintWriter out, int most) {
        this.out = out;
        this.most = most;
    }

    /**
     * Prints it.
     *
     * @param dataset the name of the dataset
     * @param root where the copy lies
     * @param verification what was found
     * @param all whether all files are named, and not only the first of each kind
     * @param out where to print
     */
    public static void print(String dataset, Path root, Verification verification, boolean all, PrintWriter out) {
        out.println(dataset + " in " + plain(root.toString()) + ": " + verification.wholeFiles() + " of "
                + files(verification.files()) + (verification.wholeFiles() == 1 ? " is whole" : " are whole")
                + ways(verification.whole()));
        VerificationTable table = new VerificationTable(out, all ? Integer.MAX_VALUE : FIRST);
        table.section(
                "missing splits",
                verification.missingSplits().stream()
                        .map(missing -> missing.split() + ": " + missing.reason())
                        .toList());
        table.section(
                "missing files",
                verification.missing().stream().map(Path::toString).toList());
        table.broken("empty files", Damage.Empty.class, verification);
        table.broken("files with another checksum", Damage.Altered.class, verification);
        table.broken("files that cannot be decoded", Damage.Undecodable.class, verification);
        table.broken("files that cannot be read", Damage.Unreadable.class, verification);
    }

    private static String ways(Map<Check, Integer> whole) {
        String ways = whole.entrySet().stream()
                .filter(way -> way.getValue() > 0)
                .map(way -> way.getValue() + " " + words(way.getKey()))
                .collect(Collectors.joining(", "));
        return ways.isEmpty() ? "" : " (" + ways + ")";
    }

    private static String words(Check check) {
        return switch (check) {
            case CHECKSUM -> "by checksum";
            case DECODING -> "by decoding";
            case READING -> "by reading";
        };
    }

    private void broken(String title, Class<? extends Damage> kind, Verification verification) {
        section(
                title,
                verification.broken().stream()
                        .filter(file -> kind.isInstance(file.damage()))
                        .map(VerificationTable::line)
                        .toList());
    }

    private static String line(BrokenFile file) {
        String path = file.path().toString();
        if (file.damage() instanceof Damage.Empty) {
            return path;
        }
        String words = file.damage().words();
        // what decodes names the file already
        return words.contains(path) ? words : path + ": " + words;
    }

    private void section(String title, List<String> lines) {
        if (lines.isEmpty()) {
            return;
        }
        out.println(title + ": " + lines.size());
        lines.stream().limit(most).forEach(line -> out.println("  " + plain(line)));
        if (lines.size() > most) {
            out.println("  and " + (lines.size() - most) + " more (--all names them)");
        }
    }

    private static String files(int count) {
        return count + (count == 1 ? " file" : " files");
    }

    /** A file name may hold what would steer the terminal. */
    private static String plain(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }
}
