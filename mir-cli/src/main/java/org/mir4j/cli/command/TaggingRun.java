// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.command;

import java.util.List;
import java.util.Locale;
import org.mir4j.audio.io.AudioNotice;
import org.mir4j.audio.io.AudioReader;
import org.mir4j.cli.terminal.ProgressBar;
import org.mir4j.core.tagging.TagScores;
import org.mir4j.models.Progress;
import org.mir4j.models.ProgressListener;
import org.mir4j.models.tagging.Tagger;
import org.mir4j.models.tagging.TaggingOptions;
import org.mir4j.models.tagging.TaggingResult;
import org.mir4j.report.Clock;
import org.mir4j.report.TagRenderer;
import org.mir4j.report.TagSelection;
import org.mir4j.report.TaggedFile;
import org.mir4j.report.TaggramPlot;

/** Tags files and shows each as soon as it is done, with a progress bar below. */
final class TaggingRun implements ProgressListener {

    private final MirCommand mir;
    private final TagSelection selection;
    private final TagRenderer renderer;
    private final TagOutputs outputs;
    private final long started = System.nanoTime();
    private Tagger tagger;
    private ProgressBar progress;
    private int files;
    private int done;
    private int failed;
    private double secondsOfDone;

    TaggingRun(MirCommand mir, TagSelection selection, TagRenderer renderer, TagOutputs outputs) {
        this.mir = mir;
        this.selection = selection;
        this.renderer = renderer;
        this.outputs = outputs;
    }

    void tag(Tagger with, List<AudioReader> inputs, TaggingOptions options) {
        tagger = with;
        files = inputs.size();
        try (ProgressBar bar =
                new ProgressBar(mir.console().err(), mir.console().terminal(), files)) {
            progress = bar;
            with.tagEach(inputs, options.withListener(this), this::finished);
        }
        if (done > 0) {
            renderer.finish();
            outputs.commit();
        }
    }

    int done() {
        return done;
    }

    int failed() {
        return failed;
    }

    @Override
    public void progressed(Progress ofFile) {
        showProgress(ofFile.part(), ofFile.seconds());
    }

    private void finished(TaggingResult result) {
        progress.clear();
        if (result instanceof TaggingResult.Failed failure) {
            failed++;
            mir.show(failure.error());
        } else if (result instanceof TaggingResult.Tagged tagged) {
            done++;
            secondsOfDone += tagged.taggram().duration();
            tagged.notices().forEach(new NoticePrinter(mir));
            show(tagged);
        }
        showProgress(0, 0);
    }

    private void show(TaggingResult.Tagged tagged) {
        TagScores scores = tagged.taggram().scores();
        List<String> warnings = tagged.notices().stream()
                .filter(AudioNotice::isDamage)
                .map(notice -> mir.spool().names().in(notice.sentence()))
                .toList();
        TaggedFile report = new TaggedFile(
                mir.spool().names().of(tagged.file()),
                tagger.card().name(),
                tagged.taggram(),
                selection.from(scores),
                warnings);
        outputs.picture().ifPresent(picture -> TaggramPlot.write(report, picture));
        renderer.render(report);
        outputs.flush();
    }

    private void showProgress(double part, double secondsOfCurrent) {
        double seconds = (System.nanoTime() - started) / 1e9;
        double processed = secondsOfDone + secondsOfCurrent;
        String what = (done + failed) + "/" + files + (files == 1 ? " file" : " files") + "  " + Clock.face(processed)
                + " of audio";
        String rate = String.format(Locale.ROOT, "%.0fx real time", processed / seconds);
        progress.update(done + failed + part, what, rate);
    }
}
