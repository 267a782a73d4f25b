// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Properties;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MergedNativesTest {

    @TempDir
    Path directory;

    /** A jar of two platforms, with the description of one. */
    private URLClassLoader merged() throws Exception {
        Path jar = directory.resolve("merged.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (String name : new String[] {
                "pytorch/cpu/linux-x86_64/", "pytorch/cpu/linux-x86_64/libc10.so",
                "pytorch/cpu/osx-aarch64/", "pytorch/cpu/osx-aarch64/libtorch.dylib",
                "pytorch/cpu/osx-aarch64/libc10.dylib", "native/lib/pytorch.properties"
            }) {
                out.putNextEntry(new JarEntry(name));
                if (name.endsWith(".properties")) {
                    out.write("version=2.7.1-1\nflavor=cpu\nclassifier=linux-x86_64\nlibraries=libc10.so"
                            .getBytes(StandardCharsets.UTF_8));
                }
            }
        }
        return new URLClassLoader(new URL[] {jar.toUri().toURL()}, null);
    }

    @Test
    void describesTheNativesOfAnotherPlatform() throws Exception {
        try (URLClassLoader merged = merged()) {
            ClassLoader described =
                    MergedNatives.describing(merged, "osx-aarch64").orElseThrow();
            var urls = Collections.list(described.getResources("native/lib/pytorch.properties"));
            assertEquals(1, urls.size());
            Properties properties = new Properties();
            try (InputStream in = urls.get(0).openStream()) {
                properties.load(in);
            }
            assertEquals("2.7.1-1", properties.getProperty("version"));
            assertEquals("osx-aarch64", properties.getProperty("classifier"));
            assertEquals("libc10.dylib,libtorch.dylib", properties.getProperty("libraries"));
            assertEquals(
                    1,
                    Collections.list(described.getResources("pytorch/cpu/osx-aarch64/libc10.dylib"))
                            .size());
        }
    }

    @Test
    void leavesAloneWhatIsDescribedOrNotThere() throws Exception {
        try (URLClassLoader merged = merged()) {
            assertTrue(MergedNatives.describing(merged, "linux-x86_64").isEmpty());
            assertTrue(MergedNatives.describing(merged, "win-x86_64").isEmpty());
        }
        assertTrue(MergedNatives.describing(ClassLoader.getPlatformClassLoader(), "linux-x86_64")
                .isEmpty());
    }

    @Test
    void givesTheThreadItsLoaderBack() {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        assertEquals("done", MergedNatives.started(() -> "done"));
        assertEquals(before, Thread.currentThread().getContextClassLoader());
    }
}
