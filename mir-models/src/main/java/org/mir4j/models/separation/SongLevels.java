// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.separation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.mir4j.audio.io.AudioReader;
import org.mir4j.audio.io.AudioStream;
import org.mir4j.audio.io.Resampler;
import org.mir4j.core.audio.Waveform;
import org.mir4j.models.card.SeparationTask;
import org.mir4j.models.card.WaveformTask;

/** Measures a song before it is separated, where a model wants it at a common level; for all others there is nothing to do. */
final class SongLevels implements AutoCloseable {

    private final SeparationTask task;
    private final List<Resampler> resamplers = new ArrayList<>(); // by group of channels
    private final List<SongLevel.Meter> meters = new ArrayList<>();

    private SongLevels(SeparationTask task) {
        this.task = task;
    }

    /** Whether a model's songs have to be measured. */
    static boolean areNeededBy(SeparationTask task) {
        return task instanceof WaveformTask waveform && waveform.normalised();
    }

    /**
     * Measures a song, if its model wants that.
     *
     * @param task of the model
     * @param blocks gives the next block, and nothing after the last; asked for none where nothing is to be measured
     * @return the level of each group of channels; none if the song stays as it is
     */
    static List<SongLevel> of(SeparationTask task, Supplier<Optional<Waveform>> blocks) {
        return of(List.of(task), blocks).get(0);
    }

    /** The same for several models, in one pass. */
    static List<List<SongLevel>> of(List<SeparationTask> tasks, Supplier<Optional<Waveform>> blocks) {
        List<SongLevels> measured = tasks.stream().map(SongLevels::new).toList();
        try {
            if (tasks.stream().anyMatch(SongLevels::areNeededBy)) {
                Optional<Waveform> block = blocks.get();
                // what is incomplete after an interruption counts for nothing: whoever separates the song gives up then
                for (; block.isPresent() && !Thread.currentThread().isInterrupted(); block = blocks.get()) {
                    for (SongLevels levels : measured) {
                        levels.add(block.get());
                    }
                }
            }
            return measured.stream().map(SongLevels::finish).toList();
        } finally {
            measured.forEach(SongLevels::close);
        }
    }

    /**
     * Reads a file once before it is separated, if one of its models wants that; what is to be said of it is said later.
     */
    static List<List<SongLevel>> of(List<SeparationTask> tasks, AudioReader song) {
        if (tasks.stream().noneMatch(SongLevels::areNeededBy)) {
            return of(tasks, Optional::empty);
        }
        try (AudioStream audio = song.notices(notice -> {}).open()) {
            return of(tasks, audio::next);
        }
    }

    private void add(Waveform block) {
        if (!areNeededBy(task)) {
            return;
        }
        float[][] channels = block.channels();
        for (int group = 0; group * task.channels() < channels.length; group++) {
            if (group == meters.size()) {
                resamplers.add(new Resampler(block.sampleRate(), task.sampleRate(), 1));
                meters.add(new SongLevel.Meter());
            }
            Waveform mono = new Waveform(new float[][] {mean(channels, group)}, block.sampleRate());
            meters.get(group).add(resamplers.get(group).resample(mono).channels());
        }
    }

    /** The mean of the channels of a group, as the model receives them. */
    private float[] mean(float[][] channels, int group) {
        float[] mean = new float[channels[0].length];
        for (int c = 0; c < task.channels(); c++) {
            float[] channel = channels[Math.min(channels.length - 1, group * task.channels() + c)];
            for (int n = 0; n < mean.length; n++) {
                mean[n] += channel[n] / task.channels();
            }
        }
        return mean;
    }

    private List<SongLevel> finish() {
        List<SongLevel> levels = new ArrayList<>();
        for (int group = 0; group < meters.size(); group++) {
            meters.get(group).add(resamplers.get(group).finish().channels());
            levels.add(meters.get(group).level());
        }
        return levels;
    }

    @Override
    public void close() {
        resamplers.forEach(Resampler::close);
    }
}
