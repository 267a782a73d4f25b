// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What each module exports to everybody, and what to our own modules alone. */
class ExportsTest {

    private static final Path ROOT = Path.of("..");
    private static final List<String> MODULES =
            List.of("mir-core", "mir-audio", "mir-models", "datasets", "mir-report");
    private static final Pattern INSIDE = Pattern.compile("exports\\s+([\\w.]+)\\s+to\\b");
    private static final Pattern EXCLUDED = Pattern.compile("<exclude>(org\\.mir4j\\.[\\w.]+)</exclude>");

    @Test
    void versionsAreComparedWithoutWhatIsExportedToOurOwnModulesAlone() throws IOException {
        TreeSet<String> inside = new TreeSet<>();
        for (String module : MODULES) {
            inside.addAll(found(INSIDE, ROOT.resolve(module).resolve("src/main/java/module-info.java")));
        }

        assertEquals(inside, found(EXCLUDED, ROOT.resolve("pom.xml")));
    }

    private static TreeSet<String> found(Pattern pattern, Path file) throws IOException {
        TreeSet<String> found = new TreeSet<>();
        for (Matcher match = pattern.matcher(Files.readString(file)); match.find(); ) {
            found.add(match.group(1));
        }
        return found;
    }
}
