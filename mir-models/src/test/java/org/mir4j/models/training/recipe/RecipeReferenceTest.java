// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training.recipe;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.mir4j.models.settings.Named;
import org.mir4j.models.settings.Omittable;
import org.mir4j.models.settings.SettingsTree;
import org.mir4j.models.training.Recipe;
import org.mir4j.models.training.separation.SeparationRecipe;
import org.mir4j.models.training.tagging.TaggingRecipe;

/** The reference of all keys in {@code docs/train.md}, against the records that recipes are read into. */
class RecipeReferenceTest {

    private static final Path DOCS = Path.of("..", "docs");
    private static final Path README = Path.of("..", "README.md");
    private static final String EVERY = "Keys of every recipe";
    private static final String TAGGER = "Keys of a tagger";
    private static final String SEPARATOR = "Keys of a separator";
    private static final String CARD = "torchscript.md"; // what YAML there is are cards
    private static final Set<String> UNTRAINABLE = Set.of("torchscript"); // recipes refuse it
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

    @Test
    void everyKeyOfATaggersRecipeIsDocumentedAndNoOther() throws IOException {
        assertSame(new Keys().of(TaggingRecipe.class), documented(TAGGER));
    }

    @Test
    void everyKeyOfASeparatorsRecipeIsDocumentedAndNoOther() throws IOException {
        assertSame(new Keys().of(SeparationRecipe.class), documented(SEPARATOR));
    }

    @Test
    void everyRecipeOfThePagesCanBeRead() throws IOException {
        List<Executable> checks = new ArrayList<>();
        List<Path> pages = new ArrayList<>(List.of(README));
        try (var files = Files.list(DOCS)) {
            files.filter(file -> file.toString().endsWith(".md") && !file.endsWith(CARD))
                    .forEach(pages::add);
        }
        for (Path page : pages) {
            Matcher recipe = YAML.matcher(Files.readString(page));
            while (recipe.find()) {
                String text = recipe.group(1);
                checks.add(() -> build(RecipeFile.parse(text, page.toString())));
            }
        }
        assertTrue(checks.size() >= 3, "only " + checks.size() + " recipes were found");
        assertAll(checks);
    }

    /** Whether parts fit each other shows where the network is built. */
    private static void build(Recipe recipe) {
        if (recipe instanceof SeparationRecipe separation) {
            var task = separation.separator();
            task.network()
                    .build(
                            task.channels(),
                            task.stft().fftSize() / 2 + 1,
                            task.stems().size());
        } else if (recipe instanceof TaggingRecipe tagging && tagging.network() != null) {
            tagging.network().encoder().build(tagging.frontEnd().mel().bands());
        }
    }

    private static void assertSame(Map<String, Row> keys, Map<String, Row> rows) {
        assertEquals(
                keys.keySet().stream().filter(key -> !rows.containsKey(key)).toList(), List.of(), "undocumented keys");
        List<Executable> checks = new ArrayList<>();
        keys.forEach((key, record) -> checks.add(() -> record.requireSaidBy(key, rows.get(key))));
        assertAll(checks);
        List<String> stale = rows.entrySet().stream()
                .filter(row ->
                        !keys.containsKey(row.getKey()) && !row.getValue().shared())
                .map(Map.Entry::getKey)
                .toList();
        assertEquals(List.of(), stale, "keys that no recipe has");
    }

    /**
     * What is said of a key.
     *
     * @param required whether it has to be there
     * @param values what stands for itself in its type and range: the constants of an enumeration
     * @param shared whether it stands among the keys of every recipe, of which a path may be of one task only
     */
    private record Row(boolean required, List<String> values, boolean shared) {

        void requireSaidBy(String key, Row row) {
            assertEquals(required, row.required, key + " is required or not");
            if (!values.isEmpty()) {
                assertEquals(new TreeSet<>(values), new TreeSet<>(row.values), "values of " + key);
            }
        }
    }

    /** The keys of a recipe: {@code PATH.KEY}, and {@code PATH: TYPE} or {@code PATH: TYPE.KEY} where several types can stand. */
    private static final class Keys {

        private final Map<String, Row> keys = new TreeMap<>();

        Map<String, Row> of(Class<?> recipe) {
            record("", "", recipe);
            return keys;
        }

        private void record(String path, String place, Class<?> type) {
            for (RecordComponent component : type.getRecordComponents()) {
                Class<?> single = component.getType();
                Omittable omittable = component.getAnnotation(Omittable.class);
                keys.put(
                        place.isEmpty() ? component.getName() : place + "." + component.getName(),
                        new Row(omittable == null, single.isEnum() ? constants(single) : List.of(), false));
                visit(
                        path.isEmpty() ? component.getName() : path + "." + component.getName(),
                        component.getGenericType());
            }
        }

        private void visit(String path, Type type) {
            if (type instanceof ParameterizedType several) {
                Type[] inner = several.getActualTypeArguments();
                visit(path, inner[inner.length - 1]);
            } else if (type instanceof Class<?> single && single.isSealed() && single.isInterface()) {
                for (Class<?> kind : single.getPermittedSubclasses()) {
                    String name = kind.getAnnotation(Named.class).value();
                    if (UNTRAINABLE.contains(name)) {
                        continue;
                    }
                    String place = path + ": " + name;
                    keys.put(place, new Row(false, List.of(), false));
                    record(path, place, kind);
                }
            } else if (type instanceof Class<?> single && single.isRecord()) {
                record(path, path, single);
            }
        }

        private static List<String> constants(Class<?> type) {
            return Arrays.stream(type.getEnumConstants())
                    .map(constant -> SettingsTree.word((Enum<?>) constant))
                    .toList();
        }
    }

    /** The rows of the tables below two headings, by the same names. */
    private static Map<String, Row> documented(String task) throws IOException {
        Map<String, Row> rows = new TreeMap<>();
        String part = "";
        List<String> paths = List.of("");
        String kind = "";
        for (String line : Files.readAllLines(DOCS.resolve("train.md"))) {
            if (line.startsWith("## ")) {
                part = line.substring(3);
                paths = List.of("");
            } else if (line.startsWith("### ")) {
                paths = codes(line);
            } else if (line.startsWith("| ")
                    && !line.startsWith("| ---")
                    && (part.equals(EVERY) || part.equals(task))) {
                List<String> cells = cells(line);
                boolean ofKind = cells.size() == 5;
                List<String> named = codes(cells.get(0));
                if (ofKind && !named.isEmpty()) {
                    kind = named.get(0);
                }
                boolean shared = part.equals(EVERY);
                List<String> keys = codes(cells.get(ofKind ? 1 : 0));
                for (String path : paths) {
                    String place = ofKind ? path + ": " + kind : path;
                    if (ofKind && !kind.isEmpty()) {
                        rows.put(place, new Row(false, List.of(), shared));
                    }
                    String cell = cells.get(ofKind ? 2 : 1);
                    boolean required = cells.get(ofKind ? 3 : 2).equals("required");
                    keys.forEach(key -> rows.put(
                            place.isEmpty() ? key : place + "." + key, new Row(required, codes(cell), shared)));
                }
            } else if (!line.startsWith("|")) {
                kind = "";
            }
        }
        return rows;
    }

    private static List<String> cells(String line) {
        String[] cells = line.split("\\|", -1);
        return IntStream.range(1, cells.length - 1)
                .mapToObj(i -> cells[i].strip())
                .toList();
    }

    private static List<String> codes(String text) {
        Matcher code = CODE.matcher(text);
        return code.results().map(found -> found.group(1)).collect(Collectors.toList());
    }
}
