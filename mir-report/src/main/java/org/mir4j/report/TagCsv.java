// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.report;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.mir4j.core.tagging.TagScore;
import org.mir4j.core.tagging.TagScores;
import org.mir4j.core.tagging.Taggram;

/**
 * Tags as CSV (RFC 4180), one row per file and tag: {@code file,model,start,end,tag,score}. With a timeline, rows for every
 * window instead of for the whole file. The header comes with the first file.
 */
final class TagCsv implements TagRenderer {

    private final CSVPrinter csv;
    private final boolean timeline;
    private boolean begun;

    /**
     * @param out where to write
     * @param timeline whether rows are for windows
     */
    TagCsv(PrintStream out, boolean timeline) {
        this.timeline = timeline;
        try {
            csv = CSVFormat.RFC4180.builder().setRecordSeparator("\n").get().print(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void render(TaggedFile report) {
        if (!begun) {
            record("file", "model", "start", "end", "tag", "score");
            begun = true;
        }
        Taggram taggram = report.taggram();
        if (!timeline) {
            report.tags().forEach(tag -> row(report, 0, taggram.duration(), tag));
            return;
        }
        for (Taggram.Window window : taggram.windows()) {
            TagScores scores = window.scores();
            report.tags()
                    .forEach(tag ->
                            row(report, window.start(), window.end(), new TagScore(tag.tag(), scores.of(tag.tag()))));
        }
    }

    private void row(TaggedFile report, double start, double end, TagScore tag) {
        record(report.file(), report.model(), decimal(start, 3), decimal(end, 3), tag.tag(), decimal(tag.score(), 6));
    }

    private void record(Object... fields) {
        try {
            csv.printRecord(fields);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String decimal(double value, int places) {
        return String.format(Locale.ROOT, "%." + places + "f", value);
    }
}
