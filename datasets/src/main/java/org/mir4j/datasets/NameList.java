// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.datasets;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Lists among the resources, one name per line. */
final class NameList {

    private NameList() {}

    /**
     * Reads one of them.
     *
     * @param owner a class of the package that it lies in
     * @param name of the resource
     * @return its lines, without empty ones
     * @throws IllegalArgumentException if there is no such resource
     */
    public static List<String> ofResource(Class<?> owner, String name) {
        try (InputStream stream = owner.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalArgumentException("there is no resource " + name + " beside " + owner);
            }
            BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
            return reader.lines().filter(line -> !line.isBlank()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
