package org.mir4j.models.separation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.mir4j.core.error.MirException;
import org.mir4j.core.error.ModelException;
import org.mir4j.models.card.SeparationTask;

/** Takes a song apart that comes block by block, in the rate and the channels of the model. */
final class FrameSeparation implements AutoCloseable {

    private final MaskingModel model;
    private final String song;
    private final SeparationTask task;
    private final NDManager manager;
    private final FramedSamples framed;
    private final ByteBuffer room; // for the samples of a segment
    private final SegmentMasks masks;
    private final FrameJoiner joiner;
    private final StemFilter filter;
    private long skip;
    private long delivered;

    /**
     * @param model of the stems
     * @param song its name, for messages
     */
    FrameSeparation(MaskingModel model, String song) {
        this.model = model;
        this.song = song;
        task = model.task();
        framed = new FramedSamples(task.stft(), task.channels());
        long samples = (long) task.channels() * framed.span(task.segment().frames());
        room = ByteBuffer.allocateDirect(Math.toIntExact(samples * Float.BYTES)).order(ByteOrder.nativeOrder());
        filter = StemFilter.of(task);
        skip = task.stft().fftSize() / 2;
        manager = model.scope();
        try {
            int bins = task.stft().bins();
            masks = new SegmentMasks(
                    task.stems().size(), task.channels(), bins, task.segment().overlap(), manager);
            joiner = new FrameJoiner(task.stft(), model.stft(), task.outputs().size() * task.channels(), manager);
        } catch (RuntimeException | Error e) {
            manager.close();
            throw e;
        }
    }

    /**
     * The next part of the stems.
     *
     * @param samples by stem, by channel
     * @param tops by stem, by channel, by frame: the part of the highest frequencies that belongs to the stem
     */
    record Part(float[][][] samples, float[][][] tops) {}

    /**
     * Takes the next samples.
     *
     * @param block by channel
     * @return what is ready, in order
     */
    List<Part> push(float[][] block) {
        framed.append(block);
        List<Part> parts = new ArrayList<>();
        while (framed.has(task.segment().frames())) {
            parts.add(segment(task.segment().frames(), false));
        }
        return parts;
    }

    /** Ends the song, and gives the rest. */
    List<Part> finish() {
        framed.end();
        List<Part> parts = new ArrayList<>();
        while (framed.rest() > task.segment().frames()) {
            parts.add(segment(task.segment().frames(), false));
        }
        parts.add(segment(framed.rest(), true));
        return parts;
    }

    private Part segment(int frames, boolean last) {
        int done = last ? frames : task.segment().step();
        requireNoInterruption();
        try (NDManager scope = model.scope()) {
            NDArray spectrum = model.stft().framed(samples(frames, scope));
            NDArray all = model.masks(spectrum.abs());
            requireNoInterruption();
            masks.fade(all, last);
            framed.advance(done);
            NDArray now = all.get(new NDIndex(":, :, :, :{}", done));
            NDArray stems = filter.stems(spectrum.get(new NDIndex(":, :, :{}", done)), now);
            return part(stems, filter.tops(now), last, scope);
        } catch (CancellationException e) {
            throw interrupted(e);
        }
    }

    /** Between the steps of a segment, each of which takes up to a second or two. */
    private void requireNoInterruption() {
        if (Thread.currentThread().isInterrupted()) {
            throw interrupted(null);
        }
    }

    private MirException interrupted(Exception cause) {
        return new MirException("The separation of " + song + " was interrupted.", cause);
    }

    /** The samples of the next frames, in memory that is used again and again. */
    private NDArray samples(int frames, NDManager scope) {
        float[][] rows = framed.next(frames);
        FloatBuffer samples = room.clear().asFloatBuffer();
        for (float[] row : rows) {
            samples.put(row);
        }
        room.limit(samples.position() * Float.BYTES);
        return scope.create(room, new Shape(rows.length, rows[0].length), DataType.FLOAT32);
    }

    private Part part(NDArray stems, NDArray tops, boolean last, NDManager scope) {
        Shape shape = stems.getShape(); // (S, C, F, T)
        long rows = shape.get(0) * shape.get(1);
        NDArray samples = joiner.join(stems.reshape(rows, shape.get(2), shape.get(3)));
        if (last) {
            samples = samples.concat(joiner.rest(scope), 1);
        }
        long from = Math.min(skip, samples.getShape().get(1));
        skip -= from;
        long to = samples.getShape().get(1);
        if (last) {
            to = Math.min(to, from + framed.samples() - delivered);
        }
        delivered += to - from;
        float[][][] separated = rows(samples.get(new NDIndex(":, {}:{}", from, to)), shape);
        requireFinite(separated);
        return new Part(separated, rows(tops, shape));
    }

    private void requireFinite(float[][][] separated) {
        for (float[][] stem : separated) {
            for (float[] channel : stem) {
                for (float value : channel) {
                    if (!Float.isFinite(value)) {
                        throw new ModelException(song + " cannot be separated: the model " + model.name() + " gives "
                                + value + " for a sample; its weights are damaged, or the song is far too loud.");
                    }
                }
            }
        }
    }

    private static float[][][] rows(NDArray array, Shape shape) {
        int stems = (int) shape.get(0);
        int channels = (int) shape.get(1);
        int count = (int) (array.size() / stems / channels);
        float[] flat = array.toFloatArray();
        float[][][] rows = new float[stems][channels][];
        for (int row = 0; row < stems * channels; row++) {
            rows[row / channels][row % channels] = Arrays.copyOfRange(flat, row * count, (row + 1) * count);
        }
        return rows;
    }

    @Override
    public void close() {
        manager.close();
    }
}
