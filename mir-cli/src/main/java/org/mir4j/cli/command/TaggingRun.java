// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.mir4j.audio.io.AudioNotice;
import org.mir4j.audio.io.AudioReader;
import org.mir4j.audio.window.Windowing;
import org.mir4j.cli.terminal.ProgressBar;
import org.mir4j.core.error.AudioException;
import org.mir4j.core.tagging.TagScores;
import org.mir4j.models.tagging.Tagger;
import org.mir4j.models.tagging.TaggingListener;
import org.mir4j.models.tagging.TaggingResult;
import org.mir4j.report.export.TagRenderer;
import org.mir4j.report.export.TagSelection;
import org.mir4j.report.export.TaggedFile;
import org.mir4j.report.plot.Clock;
import org.mir4j.report.plot.TaggramPlot;

/** Tags files and shows each as soon as it is done, with a progress bar below. */
final class TaggingRun implements TaggingListener {

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
    private Path measured;
    private double duration; // of what was measured, in seconds

    TaggingRun(MirCommand mir, TagSelection selection, TagRenderer renderer, TagOutputs outputs) {
        this.mir = mir;
        this.selection = selection;
        this.renderer = renderer;
        this.outputs = outputs;
    }

    void tag(Tagger with, List<AudioReader> inputs, Windowing windowing) {
        tagger = with;
        files = inputs.size();
        try (ProgressBar bar =
                new ProgressBar(mir.console().err(), mir.console().terminal(), files)) {
            progress = bar;
            with.tagEach(inputs, windowing, this);
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
    public void progressed(Path file, double seconds) {
        showProgress(file, seconds);
    }

    @Override
    public void finished(TaggingResult result) {
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
        showProgress(null, 0);
    }

    private void show(TaggingResult.Tagged tagged) {
        TagScores scores = tagged.taggram().scores(tagger.card().tagging().aggregation());
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

    private void showProgress(Path current, double secondsOfCurrent) {
        double seconds = (System.nanoTime() - started) / 1e9;
        double heard = secondsOfDone + secondsOfCurrent;
        String what = (done + failed) + "/" + files + (files == 1 ? " file" : " files") + "  " + Clock.face(heard)
                + " of audio";
        String rate = String.format(Locale.ROOT, "%.0fx real time", heard / seconds);
        progress.update(done + failed + part(current, secondsOfCurrent), what, rate);
    }

    /** How much of a file is done, from 0 to 1; 0 if nobody knows how long it is. */
    private double part(Path file, double seconds) {
        if (file == null || !mir.console().terminal().errorShown()) {
            return 0;
        }
        if (!file.equals(measured)) {
            measured = file;
            duration = duration(file);
        }
        return duration > 0 ? Math.min(1, seconds / duration) : 0;
    }

    private static double duration(Path file) {
        try {
            return AudioReader.of(file).info().declaredDuration().orElse(0);
        } catch (AudioException e) {
            return 0; // what is wrong with it is said where it is tagged
        }
    }
}
