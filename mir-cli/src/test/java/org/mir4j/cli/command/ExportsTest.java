// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What each module exports to everybody, and what not. */
class ExportsTest {

    private static final Path ROOT = Path.of("..");
    private static final List<String> MODULES =
            List.of("mir-core", "mir-audio", "mir-models", "datasets", "mir-report");
    private static final Pattern EXPORTED = Pattern.compile("exports\\s+([\\w.]+)\\s*;");
    private static final Pattern EXCLUDED = Pattern.compile("<exclude>(org\\.mir4j\\.[\\w.]+)</exclude>");

    @Test
    void versionsAreComparedWithoutWhatIsNotExportedToEverybody() throws IOException {
        TreeSet<String> inside = new TreeSet<>();
        for (String module : MODULES) {
            Path sources = ROOT.resolve(module).resolve("src/main/java");
            inside.addAll(packages(sources));
            inside.removeAll(found(EXPORTED, sources.resolve("module-info.java")));
        }

        assertEquals(inside, found(EXCLUDED, ROOT.resolve("pom.xml")));
    }

    /** The packages that have classes. */
    private static TreeSet<String> packages(Path sources) throws IOException {
        try (Stream<Path> files = Files.walk(sources)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.toString().endsWith("-info.java"))
                    .map(file -> sources.relativize(file.getParent()).toString().replace(File.separatorChar, '.'))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static TreeSet<String> found(Pattern pattern, Path file) throws IOException {
        TreeSet<String> found = new TreeSet<>();
        for (Matcher match = pattern.matcher(Files.readString(file)); match.find(); ) {
            found.add(match.group(1));
        }
        return found;
    }
}
