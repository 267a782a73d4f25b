// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.datasets;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.mir4j.core.dataset.TaggedSplit;
import org.mir4j.core.dataset.TaggedTrack;
import org.mir4j.core.dataset.TaggingDataset;

/** The miniature trees of the tagging datasets. */
final class Miniatures {

    private Miniatures() {}

    static Path of(TaggingDataset dataset) {
        return Path.of("src", "test", "resources", "miniatures", dataset.card().name());
    }

    static TaggedSplit load(TaggingDataset dataset, String split) {
        return dataset.load(of(dataset), split);
    }

    static List<String> ids(TaggingDataset dataset, String split) {
        return load(dataset, split).tracks().stream().map(TaggedTrack::id).toList();
    }

    /** Copies a miniature, so that a test can change it. */
    static Path copy(TaggingDataset dataset, Path target) {
        Path source = of(dataset);
        try (Stream<Path> files = Files.walk(source)) {
            for (Path file : files.toList()) {
                Path copy = target.resolve(source.relativize(file).toString());
                if (!Files.isDirectory(copy)) {
                    Files.copy(file, copy);
                }
            }
            return target;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
