// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.datasets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mir4j.core.dataset.Checksum;
import org.mir4j.core.dataset.DatasetFile;
import org.mir4j.core.error.DatasetException;

/**
 * The SHA-256 checksums of many files, as {@code sha256sum} prints them: a line each, of 64 hexadecimal digits, two
 * spaces, and the file's path below the dataset's root with slashes between its parts.
 *
 * @param checksums by paths, in the order of the lines
 */
record ChecksumIndex(Map<String, Checksum> checksums) {

    /** What comes before the path: the digits, a space, and a star if the file was read as binary. */
    private static final Pattern LINE = Pattern.compile("([0-9a-fA-F]{64}) [ *](.+)");

    /** Takes over the checksums. */
    public ChecksumIndex {
        checksums = Collections.unmodifiableMap(new LinkedHashMap<>(checksums));
    }

    /**
     * Reads an index among the resources.
     *
     * @param owner a class of the package that it lies in
     * @param name of the resource
     * @return the index
     */
    public static ChecksumIndex ofResource(Class<?> owner, String name) {
        return of(NameList.ofResource(owner, name), name);
    }

    /**
     * Reads an index that lies beside the files.
     *
     * @param file the index
     * @return the index
     * @throws DatasetException if it cannot be read or is no such index
     */
    public static ChecksumIndex read(Path file) {
        try {
            return of(Files.readAllLines(file), file.toString());
        } catch (IOException e) {
            throw new DatasetException("The checksums in " + file + " cannot be read: " + e + ".", e);
        }
    }

    private static ChecksumIndex of(List<String> lines, String source) {
        Map<String, Checksum> checksums = new LinkedHashMap<>();
        for (String line : lines) {
            if (line.isBlank()) {
                continue;
            }
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches()) {
                throw new DatasetException("The checksums in " + source + " have a line '" + line
                        + "'; expected 64 hexadecimal digits, two spaces and a path, as sha256sum prints them.");
            }
            String path = matcher.group(2);
            String plain = path.startsWith("./") ? path.substring(2) : path;
            checksums.put(plain, Checksum.sha256(matcher.group(1)));
        }
        return new ChecksumIndex(checksums);
    }

    /**
     * What a file must add up to.
     *
     * @param path of the file below the root, with slashes
     * @return its checksum, if the index has it
     */
    public Optional<Checksum> of(String path) {
        return Optional.ofNullable(checksums.get(path));
    }

    /**
     * All files of the index.
     *
     * @return each with its checksum, in the order of the index
     */
    public List<DatasetFile> files() {
        return checksums.entrySet().stream()
                .map(entry -> new DatasetFile(Path.of(entry.getKey()), Optional.of(entry.getValue())))
                .toList();
    }
}
