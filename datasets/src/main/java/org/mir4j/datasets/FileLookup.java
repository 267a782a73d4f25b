// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.datasets;

import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import org.mir4j.core.dataset.DatasetCard;
import org.mir4j.core.error.DatasetException;

/**
 * Finds files below the root of a dataset.
 *
 * <p>An accented letter is one character in the names that most systems write (Unicode's form NFC), and a letter with a
 * mark behind it in the names that macOS writes (NFD). A tree that has passed through both has names in either form.
 */
final class FileLookup {

    private FileLookup() {}

    /**
     * Makes sure that the dataset lies somewhere.
     *
     * @param root where it is said to lie
     * @param card of the dataset
     * @throws DatasetException if that is no directory
     */
    public static void requireRoot(Path root, DatasetCard card) {
        if (!Files.isDirectory(root)) {
            throw new DatasetException("The dataset " + card.name() + " is not in " + root + ": "
                    + (Files.exists(root) ? "that is no directory." : "there is no such directory."));
        }
    }

    /**
     * Finds a file or directory by a name that may be spelled in the other form on disk.
     *
     * @param root where the dataset lies
     * @param relative the file's path below it
     * @return its path as it is on disk; if it is not there in any form, the path as it was asked for
     */
    public static Path find(Path root, Path relative) {
        Path asked = root.resolve(relative);
        if (Files.exists(asked)) {
            return asked;
        }
        Path found = root;
        for (Path name : relative) {
            found = child(found, name.toString());
            if (!Files.exists(found)) {
                return asked;
            }
        }
        return found;
    }

    private static Path child(Path parent, String name) {
        for (Normalizer.Form form : new Normalizer.Form[] {Normalizer.Form.NFC, Normalizer.Form.NFD}) {
            Path child = parent.resolve(Normalizer.normalize(name, form));
            if (Files.exists(child)) {
                return child;
            }
        }
        return parent.resolve(name);
    }
}
