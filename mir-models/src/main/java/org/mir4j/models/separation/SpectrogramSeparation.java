// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.separation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
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
import org.mir4j.audio.spectral.Stft;
import org.mir4j.audio.spectral.StftSettings;
import org.mir4j.audio.spectral.StftSettings.Padding;
import org.mir4j.models.card.MaskingTask;
import org.mir4j.models.card.MaskingTask.Wiener;
import org.mir4j.models.engine.NativeCopy;
import org.mir4j.models.masking.MaskNetwork;
import org.mir4j.models.separation.SeparationStream.SampleQueue;

/**
 * The separation of one song by a network that masks its spectrogram: STFT, masks, a filter, inverse STFT. All that knows
 * of spectrograms is here.
 *
 * <p>Frames go to the network as {@link SongMasks} wants them; samples leave as soon as no later frame reaches them.
 */
final class SpectrogramSeparation implements BlockSeparation {

    /**
     * What the songs of a model share, for inference only; several threads may use it.
     *
     * @param task what the model does
     * @param stft from samples to spectrograms, and back
     * @param network from magnitudes to masks, with its weights
     * @param batch how many segments the network receives at once
     */
    record Model(MaskingTask task, Stft stft, MaskNetwork network, int batch) {}

    private final Model model;
    private final SongChecks checks;
    private final MaskingTask task;
    private final NDManager manager;
    private final StftBuffer buffer;
    private final ByteBuffer room; // for the samples of a segment
    private final SongMasks masks;
    private final MaskFilter filter;
    private final OverlapAdder adder;
    private final boolean leavesLast;
    private long skip;
    private int framesBefore; // the margin, until the first segment is done
    private long delivered;

    /**
     * @param model is used until this is closed
     * @param manager where the arrays of this song live; closed with it
     * @param checks of the song
     */
    SpectrogramSeparation(Model model, NDManager manager, SongChecks checks) {
        this.model = model;
        this.checks = checks;
        task = model.task();
        int margin = task.segment().margin();
        buffer = new StftBuffer(task.stft(), margin, task.channels());
        masks = SongMasks.of(model, manager);
        long samples = (long) task.channels() * buffer.span(masks.frames());
        room = ByteBuffer.allocateDirect(Math.toIntExact(samples * Float.BYTES)).order(ByteOrder.nativeOrder());
        filter = new MaskFilter(task.wiener());
        skip = task.stft().fftSize() / 2 + (long) margin * task.stft().hop();
        framesBefore = margin;
        this.manager = manager;
        leavesLast = task.wiener() == null && model.network().sharesMixture();
        int stems = task.outputs().size() - (leavesLast ? 1 : 0);
        adder = new OverlapAdder(task.stft(), model.stft(), stems * task.channels(), manager);
    }

    /** Where masks sum to 1, what is left need not be computed. */
    @Override
    public boolean leavesLast() {
        return leavesLast;
    }

    @Override
    public int hop() {
        return task.stft().hop();
    }

    @Override
    public int step() {
        return masks.step() * task.stft().hop();
    }

    @Override
    public List<Separated> push(float[][] block) {
        buffer.append(block);
        List<Separated> ready = new ArrayList<>();
        while (buffer.has(masks.waiting() + masks.frames())) {
            separate(masks.frames(), false, ready);
        }
        return ready;
    }

    @Override
    public List<Separated> finish() {
        buffer.end();
        List<Separated> rest = new ArrayList<>();
        while (buffer.framesLeft() - masks.waiting() > masks.frames()) {
            separate(masks.frames(), false, rest);
        }
        separate(buffer.framesLeft() - masks.waiting(), true, rest);
        return rest;
    }

    /** Has the network receive the next frames, and adds the stems of those that have masks by then. */
    private void separate(int frames, boolean last, List<Separated> ready) {
        checks.requireNoInterruption();
        try (NDManager scope = manager.newSubManager()) {
            NDArray spectrum = model.stft().framed(samples(frames, scope));
            masks.next(spectrum, last, masked -> ready.add(separated(masked)));
        } catch (CancellationException e) {
            throw checks.interrupted(e);
        }
    }

    private Separated separated(SongMasks.Masked masked) {
        checks.requireNoInterruption();
        NDArray known = masked.masks();
        NDArray computed = leavesLast ? known.get(":-1") : known;
        NDArray stems = filter.stems(masked.mixture(), computed);
        Separated separated = new Separated(rows(stems, masked.last()), inSong(filter.highBandShares(known)));
        buffer.advance((int) known.getShape().get(3));
        return separated;
    }

    /** The shares of frames that stand at samples of the song, {@code (S, C, T)}, by stem, by channel. */
    private float[][][] inSong(NDArray shares) {
        int frames = (int) shares.getShape().get(2);
        int before = Math.min(framesBefore, frames);
        framesBefore -= before;
        int channels = (int) shares.getShape().get(1);
        float[][] rows = rows(shares, (int) shares.getShape().get(0) * channels);
        float[][][] split = new float[rows.length / channels][channels][];
        for (int row = 0; row < rows.length; row++) {
            split[row / channels][row % channels] = Arrays.copyOfRange(rows[row], before, frames);
        }
        return split;
    }

    /** The samples of the next frames after those that wait for masks, {@code (C, N)}, in memory that is used again and again. */
    private NDArray samples(int frames, NDManager scope) {
        FloatBuffer samples = room.clear().asFloatBuffer();
        buffer.copyFrames(masks.waiting(), frames, samples);
        room.limit(samples.position() * Float.BYTES);
        return scope.create(room, new Shape(task.channels(), buffer.span(frames)), DataType.FLOAT32);
    }

    /** The samples of the stems' next frames, {@code (S, C, F, T)}, that are complete, and those of the mixture. */
    private float[][] rows(NDArray stems, boolean last) {
        Shape shape = stems.getShape();
        int count = (int) (shape.get(0) * shape.get(1));
        NDArray samples = adder.add(stems.reshape(count, shape.get(2), shape.get(3)));
        if (last) {
            samples = samples.concat(adder.rest(stems.getManager()), 1);
        }
        int to = (int) samples.getShape().get(1);
        int from = (int) Math.min(skip, to);
        skip -= from;
        to = (int) Math.min(to, from + buffer.received() - delivered);
        delivered += to - from;
        float[][] separated = rows(samples.get(new NDIndex(":, {}:{}", from, to)), count);
        checks.requireFinite(separated, task.sampleRate());
        float[][] rows = Arrays.copyOf(separated, count + task.channels());
        System.arraycopy(buffer.copy(from, to), 0, rows, count, task.channels());
        return rows;
    }

    private static float[][] rows(NDArray array, int count) {
        float[] flat = array.toFloatArray();
        int length = flat.length / count;
        float[][] rows = new float[count][];
        for (int row = 0; row < count; row++) {
            rows[row] = Arrays.copyOfRange(flat, row * length, (row + 1) * length);
        }
        return rows;
    }

    @Override
    public void close() {
        manager.close(); // and with it all that masks remember
    }

    /**
     * The samples of a song as the frames of its STFT see them: with what stands before the first and after the last. A
     * song that is too short to be mirrored stands between zeros. A margin of frames may stand before the first and after
     * the last, over zeros.
     *
     * <p>Where a window has fewer than four hops, the last samples may lie under nothing but the vanishing edge of the
     * last frame's. One frame more follows there, so that the end of a song can be joined again like its middle.
     */
    private static final class StftBuffer {

        /** Hops a window. */
        private static final int WELL_COVERED = 4;

        private final StftSettings stft;
        private final int half;
        private final int margin;
        private final int extraFrames;
        private final SampleQueue samples; // from the first sample of the next frame on
        private long received;
        private long framesDone;

        StftBuffer(StftSettings stft, int margin, int channels) {
            this.stft = stft;
            this.margin = margin;
            half = stft.fftSize() / 2;
            extraFrames = WELL_COVERED * stft.hop() > stft.windowLength() ? 1 : 0;
            samples = new SampleQueue(channels, half + 1);
            samples.appendZeros(half + margin * stft.hop());
        }

        void append(float[][] block) {
            boolean couldMirror = canMirror();
            samples.append(block);
            received += block[0].length;
            if (canMirror() && !couldMirror && stft.padding() == Padding.REFLECT) {
                samples.mirrorFirst(half);
            }
        }

        private boolean canMirror() {
            return received > half;
        }

        /** Ends the song. */
        void end() {
            if (canMirror() && stft.padding() == Padding.REFLECT) {
                samples.appendMirrored(half);
            } else {
                samples.appendZeros(half);
            }
            samples.appendZeros((margin + extraFrames) * stft.hop());
        }

        /** How many samples the song has had so far. */
        long received() {
            return received;
        }

        /** Whether the samples of so many frames are there. */
        boolean has(int frames) {
            return canMirror() && samples.length() >= span(frames);
        }

        /** How many frames the rest of an ended song has. */
        int framesLeft() {
            return Math.toIntExact(stft.frames(received) + 2L * margin + extraFrames - framesDone);
        }

        /** The samples of frames from the one after so many on, which stay. */
        void copyFrames(int skipped, int frames, FloatBuffer target) {
            samples.copyInto(target, skipped * stft.hop(), span(frames));
        }

        /** Samples from one place up to another, counted from the first of the next frame. */
        float[][] copy(int from, int to) {
            return samples.copy(from, to);
        }

        /** Goes on by so many frames. */
        void advance(int frames) {
            framesDone += frames;
            samples.drop(frames * stft.hop());
        }

        /** How many samples a channel so many frames lie over. */
        int span(int frames) {
            return (frames - 1) * stft.hop() + stft.fftSize();
        }
    }

    /** From a mixture and its masks to the spectrograms of stems: as the masks are, or by Wiener filters. */
    private static final class MaskFilter {

        private final Wiener settings; // null where masks are applied as they are
        private final WienerFilter wiener;

        MaskFilter(Wiener settings) {
            this.settings = settings;
            wiener = settings == null
                    ? null
                    : new WienerFilter(new WienerFilter.Settings(
                            settings.iterations(), settings.softmask(), settings.residual() != null));
        }

        /**
         * The stems.
         *
         * @param mixture complex, {@code (C, F, T)}
         * @param masks {@code (S, C, F, T)}
         * @return complex, {@code (S', C, F, T)}, with the residual if there is one
         */
        NDArray stems(NDArray mixture, NDArray masks) {
            return wiener == null ? mixture.expandDims(0).mul(masks) : wiener.apply(masks, mixture);
        }

        /**
         * How much of the frequencies that the model does not receive belongs to each stem: as much as of the highest that
         * it does. The residual takes what the others leave.
         *
         * @param masks {@code (S, C, F, T)}
         * @return {@code (S', C, T)}, from 0 to 1
         */
        NDArray highBandShares(NDArray masks) {
            long bins = masks.getShape().get(2);
            NDArray highest = masks.get(new NDIndex(":, :, {}:", MaskNetwork.firstExtended(bins)));
            NDArray shares = highest.mean(new int[] {2}).clip(0, 1);
            if (settings == null || settings.residual() == null) {
                return shares;
            }
            NDArray rest = shares.sum(new int[] {0}, true).neg().add(1).clip(0, 1);
            return shares.concat(rest, 0);
        }
    }

    /**
     * The inverse STFT of a spectrogram that comes in parts: what the frames of the next part add to the samples is waited
     * for, so that the parts make no difference.
     *
     * <p>Source: Griffin, Lim, "Signal estimation from modified short-time Fourier transform", IEEE TASSP 32(2), 1984,
     * equation 6.
     */
    private static final class OverlapAdder {

        /** How many samples of frames are worked on together: so few that their memory is used again and again. */
        private static final int TOGETHER = 1 << 21;

        private final Stft stft;
        private final int hop;
        private final long step;
        private final NDArray sum; // (R, whole hops that a frame reaches over after its first), of earlier frames
        private final NDArray weight; // (1, the same)

        OverlapAdder(StftSettings settings, Stft stft, int rows, NDManager manager) {
            this.stft = stft;
            hop = settings.hop();
            step = Math.max(1, TOGETHER / rows / settings.fftSize());
            int carried = (settings.fftSize() - 1) / hop * hop;
            sum = manager.zeros(new Shape(rows, carried));
            weight = manager.zeros(new Shape(1, carried));
        }

        /**
         * Takes the next frames.
         *
         * @param spectrum complex, {@code (R, F, T)}
         * @return {@code (R, T hop)}: the samples that no later frame reaches
         */
        NDArray add(NDArray spectrum) {
            long frames = spectrum.getShape().get(2);
            NDList samples = new NDList();
            for (long from = 0; from < frames; from += step) {
                samples.add(addTogether(spectrum.get(new NDIndex(":, :, {}:{}", from, Math.min(frames, from + step)))));
            }
            return samples.size() == 1 ? samples.get(0) : NDArrays.concat(samples, 1);
        }

        private NDArray addTogether(NDArray spectrum) {
            long frames = spectrum.getShape().get(2);
            NDManager manager = spectrum.getManager();
            try (NDManager scope = manager.newSubManager()) {
                spectrum.attach(scope);
                NDArray added = with(sum, stft.overlapped(spectrum));
                NDArray weights = with(weight, stft.overlappedWindows(frames, scope));
                keep(sum, added, frames * hop);
                keep(weight, weights, frames * hop);
                String done = ":, :" + frames * hop;
                NDArray samples = added.get(done).div(weights.get(done).maximum(Float.MIN_NORMAL));
                samples.attach(manager);
                return samples;
            }
        }

        /** What follows the last frame. */
        NDArray rest(NDManager scope) {
            try (NDArray weights = weight.maximum(Float.MIN_NORMAL)) {
                NDArray samples = sum.div(weights);
                samples.attach(scope);
                return samples;
            }
        }

        private static NDArray with(NDArray carried, NDArray overlapped) {
            overlapped.get(":, :" + carried.getShape().get(1)).addi(carried);
            return overlapped;
        }

        private static void keep(NDArray carried, NDArray added, long from) {
            NativeCopy.into(carried, added.get(":, " + from + ":"));
        }
    }
}
