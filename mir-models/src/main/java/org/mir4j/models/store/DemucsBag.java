// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.mir4j.core.error.ModelException;
import org.mir4j.core.error.Reason;
import org.mir4j.models.settings.Omittable;
import org.mir4j.models.settings.YamlFile;

/** Several of Demucs' networks that separate together, as the authors' YAML names them. */
final class DemucsBag {

    private static final Pattern SIGNATURE = Pattern.compile("[A-Za-z0-9_]{1,64}");

    private final Path yaml;
    private final Content content;

    /**
     * What the YAML says.
     *
     * @param models their signatures: the beginnings of the names of their files, which lie beside the YAML
     * @param weights of each network in each stem; 1 each by default
     * @param segment the least seconds of a segment, for those that take any; their own by default
     */
    public record Content(List<String> models, @Omittable List<List<Double>> weights, @Omittable Double segment) {

        /** Refuses what names no files. */
        public Content {
            if (models.isEmpty()
                    || !models.stream().allMatch(each -> SIGNATURE.matcher(each).matches())) {
                throw new IllegalArgumentException(
                        "a bag names at least one model by its signature, as in models: ['955717e8'], got " + models);
            }
            if (weights != null && weights.size() != models.size()) {
                throw new IllegalArgumentException("a bag of " + models.size()
                        + " models has weights for each of them, got those of " + weights.size());
            }
            if (segment != null && !(segment > 0 && segment < Integer.MAX_VALUE)) {
                throw new IllegalArgumentException("segments last some seconds, got " + segment);
            }
        }
    }

    private DemucsBag(Path yaml, Content content) {
        this.yaml = yaml;
        this.content = content;
    }

    /** A network by itself. */
    static Content ofOne() {
        return new Content(List.of("one"), null, null);
    }

    static DemucsBag read(Path file) {
        return new DemucsBag(file, YamlFile.read(file).as(Content.class));
    }

    /** What it says. */
    Content content() {
        return content;
    }

    /** The files of the models, in their order. */
    List<Path> files() {
        Path directory = yaml.toAbsolutePath().getParent();
        List<String> names = names(directory);
        List<Path> files = new ArrayList<>();
        for (String model : content.models()) {
            Pattern file = Pattern.compile(Pattern.quote(model) + "(-[0-9a-f]{8})?\\.th");
            List<String> found =
                    names.stream().filter(name -> file.matcher(name).matches()).toList();
            if (found.size() != 1) {
                throw new ModelException(yaml + " names the model " + model + ", and "
                        + (found.isEmpty() ? "its file is missing" : "there are " + String.join(" and ", found))
                        + "; expected one file " + model + "-XXXXXXXX.th, with eight digits of its SHA-256, or " + model
                        + ".th in " + directory + ".");
            }
            files.add(directory.resolve(found.get(0)));
        }
        return files;
    }

    private static List<String> names(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new ModelException(directory + " cannot be read: " + Reason.of(e) + ".", e);
        }
    }
}
