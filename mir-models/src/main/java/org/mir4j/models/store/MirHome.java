package org.mir4j.models.store;

import java.nio.file.Path;

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
     */
    public static MirHome fromEnvironment() {
        String named = System.getProperty("mir.home", System.getenv("MIR_HOME"));
        return new MirHome(
                named == null || named.isBlank() ? Path.of(System.getProperty("user.home"), ".mir") : Path.of(named));
    }

    Path models() {
        return directory.resolve("models");
    }

    Path cache() {
        return directory.resolve("cache");
    }
}
