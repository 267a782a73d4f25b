// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.report.export;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.mir4j.models.evaluation.SeparationMetrics;

/** {@code per_track.csv}: one row per track and target, values in dB. What is undefined is empty. */
public final class PerTrackCsv {

    private PerTrackCsv() {}

    /**
     * Writes the table.
     *
     * @param scored the scores of the tracks
     * @param out where to
     * @throws IOException if that fails
     */
    public static void write(SeparationMetrics scored, Appendable out) throws IOException {
        CSVPrinter csv = new CSVPrinter(
                out, CSVFormat.DEFAULT.builder().setRecordSeparator('\n').get());
        List<String> header = new ArrayList<>(List.of("track", "seconds", "target"));
        header.addAll(scored.metrics());
        csv.printRecord(header);
        for (SeparationMetrics.Track track : scored.tracks()) {
            for (String target : track.targets().keySet()) {
                List<Object> row = new ArrayList<>(List.of(track.id(), track.seconds(), target));
                scored.metrics().forEach(metric -> row.add(PerTagCsv.number(track.value(target, metric))));
                csv.printRecord(row);
            }
        }
        csv.flush();
    }
}
