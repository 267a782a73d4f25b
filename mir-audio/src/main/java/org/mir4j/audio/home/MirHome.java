// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.mir4j.core.error.MirException;

/**
 * Where this toolkit keeps what outlives a run: {@code models/NAME/} and {@code cache/}.
 *
 * @param directory which may not exist yet
 * @param temporary whether it goes when the process ends
 */
public record MirHome(Path directory, boolean temporary) {

    /**
     * A home that stays.
     *
     * @param directory which may not exist yet
     */
    public MirHome(Path directory) {
        this(directory, false);
    }

    /**
     * The home that the system property {@code mir.home} names, or else the environment. A user without a home directory
     * has one {@link #ofProcess of this process}.
     *
     * @return the property, {@code MIR_HOME}, or {@code .mir} in the user's home directory
     * @throws MirException if what is set is no path
     */
    public static MirHome fromEnvironment() {
        String named = System.getProperty("mir.home", System.getenv("MIR_HOME"));
        return of(named, System.getProperty("user.home")).orElseGet(MirHome::ofProcess);
    }

    static Optional<MirHome> of(String named, String userHome) {
        boolean unnamed = named == null || named.isBlank();
        // Java has a question mark for users without a home, as in many containers
        if (unnamed && (userHome == null || userHome.isBlank() || userHome.equals("?"))) {
            return Optional.empty();
        }
        try {
            return Optional.of(new MirHome(unnamed ? Path.of(userHome, ".mir") : Path.of(named)));
        } catch (InvalidPathException e) {
            throw new MirException(
                    "'" + (unnamed ? userHome : named) + "' cannot be a place to keep models in: " + e.getReason()
                            + "; name a directory in MIR_HOME.",
                    e);
        }
    }

    /**
     * A home for this process alone, in its {@link TemporaryDirectory}.
     *
     * @return the same one each time
     */
    public static MirHome ofProcess() {
        return new MirHome(TemporaryDirectory.ofProcess().resolve("home"), true);
    }

    /**
     * Whether models can be put here. The directories for them are made.
     *
     * @return whether they can
     */
    public boolean isWritable() {
        return canBeWrittenTo(models()) && canBeWrittenTo(cache());
    }

    /**
     * Where to put what can be made anew.
     *
     * @return the {@link #cache}, or that {@link #ofProcess of this process} where it is read-only or cannot be made
     */
    public Path writableCache() {
        return canBeWrittenTo(cache()) ? cache() : ofProcess().cache();
    }

    private static boolean canBeWrittenTo(Path directory) {
        try {
            Files.createDirectories(directory);
            return Files.isWritable(directory);
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Refuses to keep something in a home that goes when the process ends.
     *
     * @param what is to be kept, as the subject of a sentence
     * @throws MirException if this home is temporary
     */
    public void requireLasting(String what) {
        if (temporary) {
            throw new MirException(what + " cannot be kept: this user has no home directory, or one that cannot be"
                    + " written to; name a directory in MIR_HOME.");
        }
    }

    /**
     * Where models lie.
     *
     * @return a directory that may not exist yet
     */
    public Path models() {
        return directory.resolve("models");
    }

    /**
     * Where lies what can be made anew.
     *
     * @return a directory that may not exist yet
     */
    public Path cache() {
        return directory.resolve("cache");
    }
}
