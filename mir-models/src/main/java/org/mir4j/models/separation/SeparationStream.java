package org.mir4j.models.separation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.mir4j.core.audio.Waveform;
import org.mir4j.core.error.AudioException;

/**
 * A song on its way through a separator, block by block: stems come out in the song's own rate and channels, aligned to
 * the sample and as long as the song. Memory does not grow with the song. Not for use by several threads.
 *
 * <p>A model of two channels hears those of a song two by two, a last one that is left over on both its channels; a model
 * of one channel hears them one after the other.
 */
public final class SeparationStream implements AutoCloseable {

    private final String name;
    private final int rate;
    private final int channels;
    private final int together;
    private final List<String> names;
    private final List<ChannelGroup> groups = new ArrayList<>();
    private final SampleQueue song;
    private long pushed;
    private boolean ended;

    SeparationStream(MaskingModel model, String name, int rate, int channels) {
        this.name = name;
        this.rate = rate;
        this.channels = channels;
        together = model.task().channels();
        names = model.task().outputs();
        song = new SampleQueue(channels);
        try {
            for (int first = 0; first < channels; first += together) {
                groups.add(new ChannelGroup(model, name, rate));
            }
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    /**
     * Takes the next samples.
     *
     * @param block of the song's rate and channels
     * @return what is ready, in parts: stems with their piece of the song
     * @throws AudioException if a sample is not finite
     * @throws org.mir4j.core.error.MirException if the model fails, or the thread is interrupted
     */
    public List<StemAudio> push(Waveform block) {
        if (ended) {
            throw new IllegalStateException("the song has ended");
        }
        if (block.sampleRate() != rate || block.channels().length != channels) {
            throw new IllegalArgumentException(
                    "the song has " + channels + " channels at " + rate + " Hz, got " + StemAudio.shape(block));
        }
        requireFinite(block);
        song.append(block.channels());
        List<List<float[][]>> ready = new ArrayList<>();
        for (int group = 0; group < groups.size(); group++) {
            ready.add(groups.get(group).push(heard(block.channels(), group)));
        }
        return parts(ready);
    }

    /**
     * Ends the song.
     *
     * @return the rest
     * @throws org.mir4j.core.error.MirException if the model fails, or the thread is interrupted
     */
    public List<StemAudio> finish() {
        ended = true;
        return parts(groups.stream().map(ChannelGroup::finish).toList());
    }

    private void requireFinite(Waveform block) {
        for (int c = 0; c < channels; c++) {
            for (int n = 0; n < block.length(); n++) {
                float value = block.channels()[c][n];
                if (!Float.isFinite(value)) {
                    throw new AudioException(String.format(
                            Locale.ROOT,
                            "%s holds a sample that is not finite (%s in channel %d at %.2f s); expected numbers, nominally"
                                    + " from -1 to 1.",
                            name,
                            value,
                            c + 1,
                            (double) (pushed + n) / rate));
                }
            }
        }
        pushed += block.length();
    }

    /** What a group hears of a song. */
    private float[][] heard(float[][] block, int group) {
        float[][] rows = new float[together][];
        for (int c = 0; c < together; c++) {
            rows[c] = block[Math.min(channels - 1, group * together + c)];
        }
        return rows;
    }

    private List<StemAudio> parts(List<List<float[][]>> groups) {
        List<StemAudio> parts = new ArrayList<>();
        for (int part = 0; part < groups.get(0).size(); part++) {
            List<float[][]> pieces = new ArrayList<>();
            for (List<float[][]> group : groups) {
                pieces.add(group.get(part));
            }
            if (pieces.get(0)[0].length > 0) {
                parts.add(part(pieces));
            }
        }
        return parts;
    }

    private StemAudio part(List<float[][]> groups) {
        Map<String, Waveform> stems = new LinkedHashMap<>();
        for (int stem = 0; stem < names.size(); stem++) {
            float[][] rows = new float[channels][];
            for (int c = 0; c < channels; c++) {
                float[][] group = groups.get(c / together);
                int row = stem * together + c % together;
                boolean alone = together == 2 && c == channels - 1 && c % 2 == 0;
                rows[c] = alone ? mean(group[row], group[row + 1]) : group[row];
            }
            stems.put(names.get(stem), new Waveform(rows, rate));
        }
        return new StemAudio(new Waveform(song.take(groups.get(0)[0].length), rate), stems);
    }

    private static float[] mean(float[] left, float[] right) {
        float[] mean = new float[left.length];
        for (int n = 0; n < mean.length; n++) {
            mean[n] = (left[n] + right[n]) / 2;
        }
        return mean;
    }

    @Override
    public void close() {
        groups.forEach(ChannelGroup::close);
    }
}
