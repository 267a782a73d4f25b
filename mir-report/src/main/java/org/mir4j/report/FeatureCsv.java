// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.report;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.mir4j.report.FeatureWriter.Heading;

/** Frames as CSV, one row each, its time first; where a number is NaN the field is empty. */
final class FeatureCsv implements FeatureWriter {

    private final Heading heading;
    private final OutputStream out;
    private final CSVPrinter csv;
    private long frames;

    /**
     * @param file to write
     * @param heading what the numbers are
     */
    FeatureCsv(Path file, Heading heading) {
        this.heading = heading;
        List<String> names = new ArrayList<>(List.of("time"));
        names.addAll(heading.columns());
        try {
            out = Files.newOutputStream(file);
            csv = CSVFormat.RFC4180
                    .builder()
                    .setRecordSeparator("\n")
                    .setHeader(names.toArray(String[]::new))
                    .get()
                    .print(new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void write(float[][] rows) {
        try {
            for (float[] row : rows) {
                csv.print(String.format(Locale.ROOT, "%.6f", heading.time(frames)));
                for (float value : row) {
                    csv.print(Float.isNaN(value) ? "" : Float.toString(value));
                }
                csv.println();
                frames++;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try (out) { // a writer that cannot write its last characters leaves its stream open
            csv.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
