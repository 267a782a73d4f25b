// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.report;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.mir4j.core.tagging.TagScore;
import org.mir4j.core.tagging.Taggram;

/** Tags as JSON: one object per file, by itself, one per line, or in an array. */
final class TagJson implements TagRenderer {

    private static final int DECIMALS = 6;

    private final PrintStream out;
    private final Layout layout;
    private final boolean timeline;
    private final Gson gson;
    private boolean begun;

    /**
     * @param out where to write
     * @param layout how objects stand together
     * @param timeline whether every window's scores are wanted
     */
    TagJson(PrintStream out, Layout layout, boolean timeline) {
        this.out = out;
        this.layout = layout;
        this.timeline = timeline;
        GsonBuilder builder = new GsonBuilder().disableHtmlEscaping();
        gson = (layout == Layout.LINES ? builder : builder.setPrettyPrinting()).create();
    }

    @Override
    public void render(TaggedFile report) {
        if (layout == Layout.ARRAY) {
            out.print(begun ? ",\n" : "[\n");
        }
        begun = true;
        out.print(gson.toJson(object(report)));
        if (layout != Layout.ARRAY) {
            out.print('\n');
        }
    }

    @Override
    public void finish() {
        if (layout == Layout.ARRAY) {
            out.print(begun ? "\n]\n" : "[]\n");
        }
    }

    private JsonObject object(TaggedFile report) {
        Taggram taggram = report.taggram();
        JsonObject object = new JsonObject();
        object.addProperty("file", report.file().toString());
        object.addProperty("model", report.model());
        object.addProperty("duration", rounded(taggram.duration()));
        object.addProperty("windowSeconds", rounded(taggram.windowSeconds()));
        JsonArray tags = new JsonArray();
        for (TagScore tag : report.tags()) {
            JsonObject entry = new JsonObject();
            entry.addProperty("tag", tag.tag());
            entry.addProperty("score", rounded(tag.score()));
            tags.add(entry);
        }
        object.add("tags", tags);
        if (timeline) {
            object.add("timeline", timeline(report));
        }
        if (!report.warnings().isEmpty()) {
            JsonArray warnings = new JsonArray();
            report.warnings().forEach(warnings::add);
            object.add("warnings", warnings);
        }
        return object;
    }

    private static JsonArray timeline(TaggedFile report) {
        JsonArray windows = new JsonArray();
        for (Taggram.Window window : report.taggram().windows()) {
            JsonObject scores = new JsonObject();
            for (TagScore tag : report.tags()) {
                scores.addProperty(tag.tag(), rounded(window.scores().of(tag.tag())));
            }
            JsonObject entry = new JsonObject();
            entry.addProperty("start", rounded(window.start()));
            entry.addProperty("end", rounded(window.end()));
            entry.add("scores", scores);
            windows.add(entry);
        }
        return windows;
    }

    private static BigDecimal rounded(double value) {
        BigDecimal exact = BigDecimal.valueOf(value).setScale(DECIMALS, RoundingMode.HALF_EVEN);
        return exact.signum() == 0
                ? BigDecimal.ZERO
                : new BigDecimal(exact.stripTrailingZeros().toPlainString());
    }
}
