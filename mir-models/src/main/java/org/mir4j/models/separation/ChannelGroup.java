package org.mir4j.models.separation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.mir4j.audio.io.StreamResampler;
import org.mir4j.core.audio.Waveform;
import org.mir4j.models.card.SeparationTask;

/**
 * Channels of a song that are taken apart together, as many as the model hears, from the song's rate to the model's and
 * back.
 *
 * <p>What the song has lost after it went that way lies above the model's band, or at the edge of its own. It is shared
 * between the stems as the highest frequencies are that the model hears.
 */
final class ChannelGroup implements AutoCloseable {

    private final SeparationTask task;
    private final int rate;
    private final int stems;
    private final int channels;
    private final FrameSeparation separation;
    private final StreamResampler down;
    private final StreamResampler up;
    private final SampleQueue whole; // the song itself
    private final SampleQueue heard; // the song as the model hears it
    private final TopParts tops = new TopParts();
    private long delivered;

    ChannelGroup(MaskingModel model, String song, int rate) {
        this.rate = rate;
        task = model.task();
        stems = task.outputs().size();
        channels = task.channels();
        whole = new SampleQueue(channels);
        heard = new SampleQueue(channels);
        separation = new FrameSeparation(model, song);
        StreamResampler toModel = null;
        try {
            toModel = new StreamResampler(rate, task.sampleRate(), channels);
            down = toModel;
            up = new StreamResampler(task.sampleRate(), rate, (stems + 1) * channels);
        } catch (RuntimeException | Error e) {
            separation.close();
            if (toModel != null) {
                toModel.close();
            }
            throw e;
        }
    }

    /**
     * Takes the next samples.
     *
     * @param block by channel
     * @return what is ready, in parts: by stem, then by channel, one row after the other
     */
    List<float[][]> push(float[][] block) {
        whole.append(block);
        List<float[][]> ready = new ArrayList<>();
        for (FrameSeparation.Part part : separated(down.resample(new Waveform(block, rate)))) {
            ready.add(finished(up.resample(raw(part)).channels()));
        }
        return ready;
    }

    /** Ends the song, and gives the rest. */
    List<float[][]> finish() {
        List<FrameSeparation.Part> parts = separated(down.finish());
        parts.addAll(separation.finish());
        List<float[][]> ready = new ArrayList<>();
        for (FrameSeparation.Part part : parts) {
            ready.add(finished(up.resample(raw(part)).channels()));
        }
        ready.add(finished(up.finish(delivered + whole.length()).channels()));
        return ready;
    }

    private List<FrameSeparation.Part> separated(Waveform lowered) {
        heard.append(lowered.channels());
        return separation.push(lowered.channels());
    }

    /** The stems and what they were taken from, at the model's rate. */
    private Waveform raw(FrameSeparation.Part part) {
        tops.append(part.tops());
        List<float[]> rows = new ArrayList<>();
        for (float[][] stem : part.samples()) {
            rows.addAll(List.of(stem));
        }
        rows.addAll(List.of(heard.take(rows.get(0).length)));
        return new Waveform(rows.toArray(float[][]::new), task.sampleRate());
    }

    /** At the song's rate, no longer than the song, with what lies above the model's band. */
    private float[][] finished(float[][] rows) {
        int count = Math.min(rows[0].length, whole.length());
        float[][] original = whole.take(count);
        float[][] finished = new float[stems * channels][];
        for (int row = 0; row < finished.length; row++) {
            finished[row] = Arrays.copyOf(rows[row], count);
            if (rate != task.sampleRate()) {
                int channel = row % channels;
                addTop(finished[row], row / channels, channel, original[channel], rows[stems * channels + channel]);
            }
        }
        delivered += count;
        tops.forget((long) (delivered * framesASample()));
        return finished;
    }

    private void addTop(float[] stem, int index, int channel, float[] whole, float[] band) {
        double step = framesASample();
        float[] parts = new float[stem.length];
        tops.read(index, channel, delivered * step, step, parts);
        for (int n = 0; n < stem.length; n++) {
            stem[n] += parts[n] * (whole[n] - band[n]);
        }
    }

    private double framesASample() {
        return (double) task.sampleRate() / rate / task.stft().hop();
    }

    @Override
    public void close() {
        separation.close();
        down.close();
        up.close();
    }
}
