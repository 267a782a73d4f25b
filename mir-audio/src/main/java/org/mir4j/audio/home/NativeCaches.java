// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.mir4j.core.error.MirException;

/**
 * Where the libraries that bring native code unpack it: below {@link MirHome#cache}, and not, as they would by
 * themselves, in three places of the user's home directory. They are told by system properties, each of which is left
 * alone where the user has set it: {@code DJL_CACHE_DIR} (also by the environment), {@code
 * org.bytedeco.javacpp.cachedir} and {@code jna.tmpdir}.
 *
 * <p>Where the home cannot be written to, all is unpacked for this process only, but for an engine that lies in the
 * home already.
 */
public final class NativeCaches {

    private static final String ENGINE = "pytorch";
    private static final List<String> DJL = List.of("DJL_CACHE_DIR");
    private static final List<String> JAVACPP =
            List.of("org.bytedeco.javacpp.cachedir", "org.bytedeco.javacpp.cacheDir");
    private static final List<String> JNA = List.of("jna.tmpdir");

    /** Made when it is first asked for; null if all went well. */
    private static final MirException FAILURE = attempt();

    private NativeCaches() {}

    /**
     * Tells the libraries, once. The readers of audio and the engine do so by themselves; a program that uses DJL,
     * JavaCPP or JNA before them calls this first.
     *
     * @throws MirException if there is no place to unpack to
     */
    public static void prepare() {
        if (FAILURE != null) {
            throw FAILURE;
        }
    }

    private static MirException attempt() {
        try {
            MirHome home = MirHome.fromEnvironment();
            name(DJL, home, "djl").ifPresent(directory -> linkEngine(home, directory));
            name(JAVACPP, home, "javacpp");
            name(JNA, home, "jna");
            return null;
        } catch (MirException e) {
            return e;
        }
    }

    /** Tells a library, and gives back what it was told; empty if the user has set something else. */
    private static Optional<Path> name(List<String> properties, MirHome home, String name) {
        if (properties.stream().anyMatch(NativeCaches::isSet)) {
            return Optional.empty();
        }
        Path directory = home.writableCache().resolve(name);
        System.setProperty(properties.get(0), directory.toString());
        return Optional.of(directory);
    }

    /** The engine's libraries are large, and known by their version; the others are small, and unpacked again. */
    private static void linkEngine(MirHome home, Path directory) {
        Path unpacked = home.cache().resolve(directory.getFileName());
        if (!unpacked.equals(directory)) {
            link(unpacked.resolve(ENGINE), directory.resolve(ENGINE));
        }
    }

    private static boolean isSet(String property) {
        return System.getProperty(property) != null || System.getenv(property) != null;
    }

    /** Lets what was unpacked before be found in another place. */
    static void link(Path unpacked, Path place) {
        if (!Files.isDirectory(unpacked)) {
            return;
        }
        try (Stream<Path> parts = Files.list(unpacked.toAbsolutePath())) {
            Files.createDirectories(place);
            for (Path part : parts.filter(Files::isDirectory).toList()) {
                Files.createSymbolicLink(place.resolve(part.getFileName()), part);
            }
        } catch (IOException | UnsupportedOperationException e) {
            // it is unpacked again
        }
    }
}
