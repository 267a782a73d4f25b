// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.datasets.own;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Set;
import org.mir4j.core.dataset.Recording;
import org.mir4j.core.dataset.TaggedTrack;
import org.mir4j.datasets.metadata.Place;

/**
 * What a manifest says of one recording.
 *
 * @param place where it says so
 * @param file the recording's path, relative or absolute, as it is written
 * @param id its name; empty for the path
 * @param split the split it belongs to; empty for none
 * @param present the labels that hold
 * @param unknown the labels of which nothing is said
 */
record Entry(Place place, Path file, String id, String split, Set<String> present, Set<String> unknown) {

    Entry {
        if (id.isEmpty()) {
            id = file.toString().replace('\\', '/');
        }
    }

    static Path path(Place place, String written) {
        if (written.isEmpty()) {
            throw place.error("no file is named");
        }
        try {
            return Path.of(written).normalize();
        } catch (InvalidPathException e) {
            throw place.error("'" + written + "' is no path: " + e.getReason());
        }
    }

    TaggedTrack track(Path root) {
        Path top = root.toAbsolutePath().normalize();
        Path found = top.resolve(file).normalize();
        if (!found.startsWith(top)) {
            throw place.error("the file " + file + " does not lie below " + root + "; choose a root above all files");
        }
        Recording recording = Recording.of(root.resolve(top.relativize(found)));
        return place.making(() -> new TaggedTrack(id, recording, present, unknown));
    }
}
