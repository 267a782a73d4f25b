// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.tagging;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.mir4j.models.store.ModelStore;

/** The published weights and what lies beside them, where {@code MIR_MODELS_MIRROR} names a directory with them. */
public final class PublishedModels {

    private PublishedModels() {}

    /** The directory of weights; skips the test where there is none. */
    public static Path mirror() {
        String mirror = System.getenv("MIR_MODELS_MIRROR");
        assumeTrue(
                mirror != null && Files.isDirectory(Path.of(mirror)),
                "skipped: MIR_MODELS_MIRROR names no directory with the published weights");
        return Path.of(mirror).toAbsolutePath().normalize();
    }

    /** A store in a new home that pulls from the mirror. */
    public static ModelStore store(Path home) {
        return new ModelStore(home, Optional.of(mirror().toString()));
    }

    /** A file or directory beside the mirror; skips the test where there is none. */
    public static Path beside(String path) {
        Path found = mirror().getParent().resolve(path);
        assumeTrue(Files.exists(found), "skipped: there is no " + path + " beside the mirror");
        return found;
    }
}
