// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.command;

import java.nio.file.Path;
import org.mir4j.audio.io.AudioReader;
import org.mir4j.models.explanation.Explainer;
import org.mir4j.models.explanation.FileExplanation;
import org.mir4j.models.file.AtomicFile;
import org.mir4j.models.store.InstalledModel;
import org.mir4j.report.ExplanationPlot;
import picocli.CommandLine.Option;

/** The picture that explains a tag, if one is wanted. */
final class TagExplanation implements AutoCloseable {

    private final String tag;
    private final AtomicFile picture; // null if nothing is to be explained

    private TagExplanation(String tag, AtomicFile picture) {
        this.tag = tag;
        this.picture = picture;
    }

    /** Opens the picture, so that it is known before the work begins whether it can be written; null opens none. */
    static TagExplanation open(Options options, boolean force) {
        return options == null
                ? new TagExplanation(null, null)
                : new TagExplanation(options.tag(), AtomicFile.create(options.picture(), force));
    }

    /** Refuses a tag that the model does not know. */
    void requireTag(InstalledModel model) {
        if (picture != null) {
            Explainer.index(model.card(), tag);
        }
    }

    /** Explains a file. */
    void draw(InstalledModel model, AudioReader recording) {
        if (picture == null) {
            return;
        }
        try (Explainer explainer = Explainer.load(model)) {
            ExplanationPlot plot = new ExplanationPlot(model.card());
            FileExplanation explanation = explainer.explain(recording, tag, plot);
            plot.write(recording.file().getFileName().toString(), explanation, picture.draft());
        }
        picture.commit();
    }

    @Override
    public void close() {
        if (picture != null) {
            picture.close();
        }
    }

    /** Which tag is to be explained, and where to; both or neither. */
    static final class Options {

        @Option(
                names = "--explain",
                paramLabel = "TAG",
                required = true,
                description = "draw where in time and frequency a tag comes from, as a picture (of one file)")
        private String tag;

        @Option(
                names = "--picture",
                paramLabel = "PNG",
                required = true,
                description = "the picture that --explain draws")
        private Path picture;

        String tag() {
            return tag;
        }

        Path picture() {
            return picture;
        }
    }
}
