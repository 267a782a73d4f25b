// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.spark;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Supplier;
import java.util.jar.JarFile;
import org.mir4j.core.error.MirException;
import org.mir4j.core.error.Reason;

/**
 * The natives of PyTorch for this machine, in a jar that has those of several platforms. Each platform's jar describes them in
 * {@code native/lib/pytorch.properties}; of these files one is left where jars are merged, and it may be that of another
 * platform. DJL then gets a description that is made of what the jar holds for this one.
 */
final class MergedNatives {

    private static final String DESCRIPTION = "native/lib/pytorch.properties";
    private static final String LIBRARIES = "pytorch/cpu/";

    private MergedNatives() {}

    /**
     * Does what may start the engine.
     *
     * @param work on the calling thread
     * @return its result
     */
    static <T> T started(Supplier<T> work) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        ClassLoader loader = before == null ? MergedNatives.class.getClassLoader() : before;
        Optional<ClassLoader> described = describing(loader, platform());
        thread.setContextClassLoader(described.orElse(loader));
        try {
            return work.get();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** This machine, as DJL calls it. */
    private static String platform() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String arch = System.getProperty("os.arch").replace("amd64", "x86_64").replace("arm64", "aarch64");
        return (system.startsWith("mac") ? "osx" : system.startsWith("win") ? "win" : "linux") + "-" + arch;
    }

    /**
     * A class loader that describes the natives of a platform.
     *
     * @param parent which has all else
     * @param platform as DJL calls it, for example {@code linux-aarch64}
     * @return empty if the parent describes them, or does not have them, itself
     */
    static Optional<ClassLoader> describing(ClassLoader parent, String platform) {
        try {
            String version = null;
            for (URL url : Collections.list(parent.getResources(DESCRIPTION))) {
                Properties properties = new Properties();
                try (InputStream in = url.openStream()) {
                    properties.load(in);
                }
                if (platform.equals(properties.getProperty("classifier"))) {
                    return Optional.empty();
                }
                version = properties.getProperty("version");
            }
            URL directory = parent.getResource(LIBRARIES + platform + "/");
            if (version == null || directory == null || !(directory.openConnection() instanceof JarURLConnection jar)) {
                return Optional.empty();
            }
            String description = "version=" + version + "\nflavor=cpu\nclassifier=" + platform + "\nlibraries="
                    + String.join(",", libraries(jar)) + "\n";
            return Optional.of(new Describing(parent, description));
        } catch (IOException e) {
            throw new MirException(
                    "The natives of PyTorch for " + platform + " cannot be read: " + Reason.of(e)
                            + ". Build the jar anew, or put mir-natives-" + platform + " on the class path.",
                    e);
        }
    }

    private static List<String> libraries(JarURLConnection connection) throws IOException {
        connection.setUseCaches(false);
        String directory = connection.getEntryName();
        try (JarFile jar = connection.getJarFile()) {
            return jar.stream()
                    .filter(entry -> !entry.isDirectory() && entry.getName().startsWith(directory))
                    .map(entry -> entry.getName().substring(directory.length()))
                    .sorted()
                    .toList();
        }
    }

    /** Has a description of its own in the place of the parent's. */
    private static final class Describing extends ClassLoader {

        private final byte[] description;

        Describing(ClassLoader parent, String description) {
            super(parent);
            this.description = description.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public Enumeration<URL> getResources(String name) throws IOException {
            return name.equals(DESCRIPTION) ? Collections.enumeration(List.of(url())) : super.getResources(name);
        }

        private URL url() throws IOException {
            return new URL("mir", "", -1, DESCRIPTION, new URLStreamHandler() {
                @Override
                protected URLConnection openConnection(URL url) {
                    return new URLConnection(url) {
                        @Override
                        public void connect() {
                            // it is at hand
                        }

                        @Override
                        public InputStream getInputStream() {
                            return new ByteArrayInputStream(description);
                        }
                    };
                }
            });
        }
    }
}
