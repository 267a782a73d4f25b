// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.explanation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.mir4j.audio.io.AudioReader;
import org.mir4j.audio.window.AudioWindow;
import org.mir4j.audio.window.WindowReader;
import org.mir4j.audio.window.Windowing;
import org.mir4j.core.tagging.Taggram.Aggregation;
import org.mir4j.models.card.ModelCard;
import org.mir4j.models.explanation.FileExplanation.ScoredWindow;

/** The way along one recording: first the windows that it is tagged by, explained, then overlapping ones, scored. */
final class FileWalk {

    /** Overlapping windows are so many to a window's length. */
    private static final int OVERLAP = 4;

    /** More windows would tell no more in a picture. */
    private static final int MOST_WINDOWS = 120;

    private final Explainer explainer;
    private final ModelCard card;
    private final AudioReader recording;
    private final String tag;
    private final Consumer<Stretch> listener;
    private final List<ScoredWindow> windows = new ArrayList<>();
    private final FrameWeights weights = new FrameWeights();
    private AudioWindow first;
    private long samples;

    FileWalk(Explainer explainer, AudioReader recording, String tag, Consumer<Stretch> listener) {
        this.explainer = explainer;
        card = explainer.card();
        this.recording = recording;
        this.tag = tag;
        this.listener = listener;
    }

    FileExplanation explanation() {
        explainConsecutive();
        var scores = windows.stream().mapToDouble(ScoredWindow::score);
        double score =
                (card.tagging().aggregation() == Aggregation.MEAN ? scores.average() : scores.max()).getAsDouble();
        Moments moments = moments();
        int overlapping = overlapping();
        if (moments == Moments.WINDOWS && overlapping > windows.size()) {
            scoreOverlapping(overlapping);
        }
        return new FileExplanation(tag, seconds(samples), score, windows, moments);
    }

    /** Weights that follow the places in a window, and not the music, say nothing of moments. */
    private Moments moments() {
        if (explainer.moments() != Moments.FRAME_WEIGHTS) {
            return explainer.moments();
        }
        if (weights.windows() == 1) {
            // the same music in other places tells what a second window would
            AudioWindow turned = turned(first);
            weights.add(heard(explainer.explain(turned, tag), turned));
        }
        return weights.followTheMusic() ? Moments.FRAME_WEIGHTS : Moments.WINDOWS;
    }

    /** The second half of what the model receives of a window, and then the first; what it masks stays behind both. */
    private AudioWindow turned(AudioWindow window) {
        float[] samples = window.samples().clone();
        int length = card.tagging().masks(window) ? window.recorded() : samples.length;
        int half = length / 2;
        System.arraycopy(window.samples(), half, samples, 0, length - half);
        System.arraycopy(window.samples(), 0, samples, length - half, half);
        return new AudioWindow(window.start(), window.recorded(), samples);
    }

    /** The moments of a window without those that the model masks. */
    private float[] heard(Explanation explanation, AudioWindow window) {
        float[] moments = explanation.moments();
        double part = card.tagging().masks(window) ? (double) window.recorded() / window.samples().length : 1;
        return Arrays.copyOf(moments, (int) Math.ceil(part * moments.length));
    }

    private WindowReader open(Windowing windowing) {
        AudioReader reader = recording.atRate(card.tagging().frontEnd().sampleRate());
        return WindowReader.open(
                reader,
                card.tagging().windowSamples(),
                windowing,
                card.tagging().shortClips());
    }

    private void explainConsecutive() {
        try (WindowReader reader = open(new Windowing.Consecutive())) {
            double heard = 0;
            for (Optional<AudioWindow> next = reader.next(); next.isPresent(); next = reader.next()) {
                AudioWindow window = next.get();
                Explanation explanation = explainer.explain(window, tag);
                double start = seconds(window.start());
                double end = start + seconds(window.recorded());
                windows.add(new ScoredWindow(start, end, explanation.score()));
                weights.add(heard(explanation, window));
                first = first == null ? window : first;
                listener.accept(stretch(explanation, start, Math.max(start, heard), end));
                heard = end;
            }
            samples = reader.samples();
        }
    }

    /** What a window from a start explains from a later moment to its end. */
    private Stretch stretch(Explanation explanation, double start, double from, double end) {
        float[] moments = explanation.moments();
        int first = (int) Math.round((from - start) / card.tagging().windowSeconds() * moments.length);
        int last = (int) Math.round((end - start) / card.tagging().windowSeconds() * moments.length);
        return new Stretch(
                from,
                end,
                FrameRows.between(
                        explanation.levels(),
                        from - start,
                        end - start,
                        card.tagging().frontEnd()),
                FrameRows.between(
                        explanation.saliency(),
                        from - start,
                        end - start,
                        card.tagging().frontEnd()),
                Arrays.copyOfRange(moments, first, Math.min(last, moments.length)));
    }

    /** How many windows overlap as they should; 0 for a recording that is no longer than one. */
    private int overlapping() {
        double lengths = (double) (samples - card.tagging().windowSamples())
                / card.tagging().windowSamples();
        return (int) Math.max(0, Math.min(MOST_WINDOWS, Math.ceil(OVERLAP * lengths)));
    }

    private void scoreOverlapping(int count) {
        try (WindowReader reader = open(new Windowing.Spread(count))) {
            for (Optional<AudioWindow> next = reader.next(); next.isPresent(); next = reader.next()) {
                double start = seconds(next.get().start());
                double end = start + seconds(next.get().recorded());
                windows.add(
                        new ScoredWindow(start, end, explainer.score(next.get().samples(), tag)));
            }
        }
    }

    private double seconds(long count) {
        return (double) count / card.tagging().frontEnd().sampleRate();
    }
}
