// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.command;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.mir4j.cli.terminal.Console;
import org.mir4j.datasets.Datasets;
import org.mir4j.models.store.ModelStore;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** What the pages for people say of commands, of files and of each other. */
class DocumentationTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern FENCE = Pattern.compile("```.*?\n.*?```", Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
    private static final Pattern CODE = Pattern.compile("`[^`\n]+`");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} (.+)$");
    private static final Pattern COMMAND = Pattern.compile("(?m)^ {4,}(?:\\./)?mir (.+)$");
    private static final Pattern PROFILE = Pattern.compile("(?:mvnw?) [^`\n]*?-P(\\w+)");
    private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S+)");

    @Test
    void everyCommandInThePagesCanBeTyped() throws IOException {
        List<Executable> checks = new ArrayList<>();
        Map<String, Integer> commands = new HashMap<>();
        for (Path page : pages()) {
            Matcher line = COMMAND.matcher(Files.readString(page));
            while (line.find()) {
                List<String> words = words(line.group(1));
                commands.merge(words.get(0), 1, Integer::sum);
                checks.add(() -> parse(page, words));
            }
        }
        assertTrue(checks.size() > 60, "only " + checks.size() + " commands were found");
        assertTrue(
                commands.keySet()
                        .containsAll(List.of(
                                "tag", "separate", "evaluate", "train", "recipes", "models", "datasets", "features")),
                commands.toString());
        assertAll(checks);
    }

    private static void parse(Path page, List<String> words) {
        CommandLine mir = MirCommand.commandLine(Console.ofProcess());
        try {
            mir.parseArgs(words.toArray(String[]::new));
        } catch (ParameterException e) {
            throw new AssertionError(
                    ROOT.relativize(page) + ": mir " + String.join(" ", words) + ": " + e.getMessage(), e);
        }
    }

    /** As a shell takes a line apart, up to a comment or where its output goes. */
    private static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(line);
        while (word.find()) {
            if (word.group().equals("#")
                    || word.group().equals(">")
                    || word.group().equals("|")) {
                break;
            }
            words.add(word.group(1) != null ? word.group(1) : word.group(2) != null ? word.group(2) : word.group(3));
        }
        return words;
    }

    @Test
    void everyLinkLeadsToAFileAndAHeading() throws IOException {
        List<Executable> checks = new ArrayList<>();
        for (Path page : pages()) {
            Matcher link = LINK.matcher(prose(page));
            while (link.find()) {
                String target = link.group(1);
                if (!target.matches("(https?|mailto):.*")) {
                    checks.add(() -> follow(page, target));
                }
            }
        }
        assertTrue(checks.size() > 60, "only " + checks.size() + " links were found");
        assertAll(checks);
    }

    private static void follow(Path page, String target) throws IOException {
        String[] parts = target.split("#", 2);
        Path file =
                parts[0].isEmpty() ? page : page.getParent().resolve(parts[0]).normalize();
        String link = ROOT.relativize(page) + " -> " + target;
        assertTrue(Files.exists(file) && file.startsWith(ROOT), link);
        if (parts.length == 2) {
            assertTrue(anchors(file).contains(parts[1]), link + "; there are " + anchors(file));
        }
    }

    /** What a browser of the repository calls headings: the second of a name has -1 behind it. */
    private static Set<String> anchors(Path page) throws IOException {
        Map<String, Integer> seen = new HashMap<>();
        Set<String> anchors = new TreeSet<>();
        Matcher heading = HEADING.matcher(FENCE.matcher(Files.readString(page)).replaceAll(""));
        while (heading.find()) {
            String slug = heading.group(1)
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("[^\\p{L}\\p{N}_ -]", "")
                    .replace(' ', '-');
            int before = seen.merge(slug, 1, Integer::sum) - 1;
            anchors.add(before == 0 ? slug : slug + "-" + before);
        }
        return anchors;
    }

    @Test
    void everyPageIsReachedFromTheReadme() throws IOException {
        String readme = Files.readString(ROOT.resolve("README.md"));
        for (Path page : pages()) {
            String name = ROOT.relativize(page).toString().replace('\\', '/');
            boolean itself = name.equals("README.md") || name.equals("examples/README.md");
            assertTrue(itself || readme.contains("](" + name + ")"), name);
        }
        assertTrue(readme.lines().count() <= 250, "the README is longer than 250 lines");
    }

    @Test
    void everyDatasetAndEveryModelHasARowInItsPage() throws IOException {
        String datasets = Files.readString(ROOT.resolve("docs/datasets.md"));
        Datasets.all().forEach(dataset -> requireNamed(datasets, dataset.card().name()));
        String models = Files.readString(ROOT.resolve("docs/models.md"));
        String licences = models.substring(models.indexOf("## Licences"), models.indexOf("## Where models live"));
        ModelStore store = ModelStore.fromEnvironment();
        store.publishedNames().forEach(name -> {
            requireNamed(models.substring(0, models.indexOf("## Licences")), name);
            requireNamed(licences, name);
            String licence = store.card(name).licence().name();
            assertTrue(licences.contains(licence), licence);
        });
    }

    private static void requireNamed(String page, String name) {
        assertTrue(page.contains("`" + name + "`"), name + " is not in the page");
    }

    @Test
    void everyProfileOfTheBuildThatIsNamedExists() throws IOException {
        String poms = Files.readString(ROOT.resolve("pom.xml")) + Files.readString(ROOT.resolve("mir-spark/pom.xml"));
        Set<String> named = new TreeSet<>();
        for (Path page : pages()) {
            Matcher profile = PROFILE.matcher(Files.readString(page));
            while (profile.find()) {
                named.add(profile.group(1));
                assertTrue(poms.contains("<id>" + profile.group(1) + "</id>"), page + ": " + profile.group());
            }
        }
        assertTrue(named.contains("slow") && named.contains("fuzz"), named.toString());
    }

    @Test
    void theBuildsOfTheLibrarysPageDependOnThisVersion() throws IOException {
        Matcher version = Pattern.compile("<artifactId>mir-parent</artifactId>\\s*<version>([^<]+)<")
                .matcher(Files.readString(ROOT.resolve("pom.xml")));
        assertTrue(version.find());
        String page = Files.readString(ROOT.resolve("docs/library.md"));
        Matcher maven = Pattern.compile(
                        "<groupId>org\\.mir4j</groupId>\\s*<artifactId>([\\w-]+)</artifactId>\\s*<version>([^<]+)<")
                .matcher(page);
        Matcher gradle = Pattern.compile("'org\\.mir4j:([\\w-]+):([^']+)'").matcher(page);
        assertEquals(artifacts(maven, version.group(1)), artifacts(gradle, version.group(1)));
    }

    private static List<String> artifacts(Matcher dependency, String version) {
        List<String> names = new ArrayList<>();
        while (dependency.find()) {
            names.add(dependency.group(1));
            assertEquals(version, dependency.group(2), dependency.group());
        }
        assertEquals(2, names.size());
        return names;
    }

    private static String prose(Path page) throws IOException {
        return CODE.matcher(FENCE.matcher(Files.readString(page)).replaceAll(""))
                .replaceAll("");
    }

    private static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>();
        for (String folder : List.of("", "docs", "examples")) {
            try (Stream<Path> files = Files.list(ROOT.resolve(folder))) {
                files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
            }
        }
        return pages;
    }
}
