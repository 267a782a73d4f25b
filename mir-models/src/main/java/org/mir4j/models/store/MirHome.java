package org.mir4j.models.store;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.mir4j.core.error.MirException;

/**
 * Where this toolkit keeps what outlives a run: {@code models/NAME/} and {@code cache/}.
 *
 * @param directory which may not exist yet
 */
public record MirHome(Path directory) {

    /**
     * The home that the system property {@code mir.home} names, or else the environment.
     *
     * @return the property, {@code MIR_HOME}, or {@code .mir} in the user's home directory
     * @throws MirException if neither is set and the user has no home directory, or what is set is no path
     */
    public static MirHome fromEnvironment() {
        String named = System.getProperty("mir.home", System.getenv("MIR_HOME"));
        return of(named, System.getProperty("user.home"));
    }

    static MirHome of(String named, String userHome) {
        boolean unnamed = named == null || named.isBlank();
        // Java has a question mark for users without a home, as in many containers
        if (unnamed && (userHome == null || userHome.isBlank() || userHome.equals("?"))) {
            throw new MirException("There is no place to keep models in: this user has no home directory (Java's"
                    + " user.home is '" + userHome + "'); name a directory in MIR_HOME.");
        }
        try {
            return new MirHome(unnamed ? Path.of(userHome, ".mir") : Path.of(named));
        } catch (InvalidPathException e) {
            throw new MirException(
                    "'" + (unnamed ? userHome : named) + "' cannot be a place to keep models in: " + e.getReason()
                            + "; name a directory in MIR_HOME.",
                    e);
        }
    }

    Path models() {
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
