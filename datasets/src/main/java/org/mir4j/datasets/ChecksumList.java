// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.datasets;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.mir4j.core.dataset.Checksum;

/** Lists of checksums as {@code sha1sum}, {@code sha256sum} and {@code md5sum} write and check them. */
final class ChecksumList {

    private ChecksumList() {}

    /**
     * Reads such a list.
     *
     * @param file with a digest and a path on every line, between them blanks; need not be there
     * @param checksum makes a checksum from hexadecimal digits
     * @return the checksums by path, as it is written; none if there is no such file
     * @throws org.mir4j.core.error.DatasetException if a line is something else
     */
    public static Map<String, Checksum> read(Path file, Function<String, Checksum> checksum) {
        Map<String, Checksum> checksums = new LinkedHashMap<>();
        if (!Files.exists(file)) {
            return checksums;
        }
        for (TextFile.Line line : TextFile.lines(file)) {
            String[] parts = line.text().split("\\s+\\*?", 2);
            if (parts.length < 2) {
                throw line.place().error("expected a checksum and a path, found '" + line.text() + "'");
            }
            checksums.put(parts[1], line.place().making(() -> checksum.apply(parts[0])));
        }
        return checksums;
    }
}
