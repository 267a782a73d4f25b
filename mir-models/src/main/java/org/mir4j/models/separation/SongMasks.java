// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.separation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.util.Optional;
import java.util.function.Consumer;
import org.mir4j.models.card.MaskingTask;
import org.mir4j.models.card.MaskingTask.Wiener;
import org.mir4j.models.engine.Autograd;
import org.mir4j.models.engine.NativeCopy;
import org.mir4j.models.masking.FrameQueue;
import org.mir4j.models.masking.MaskNetwork;
import org.mir4j.models.masking.MaskStream;
import org.mir4j.models.masking.SegmentMasks;

/**
 * How the masks of a song come about, whose frames the network receives in parts.
 *
 * <p>A network whose masks depend on a few frames around them {@link Streamed reads on} from part to part. Any other
 * receives {@link Segmented segments}, which overlap.
 */
interface SongMasks {

    /**
     * Frames that have masks.
     *
     * @param mixture complex, {@code (C, F, T)}
     * @param masks {@code (S, C, F, T)}
     * @param last whether the song ends with them
     */
    record Masked(NDArray mixture, NDArray masks, boolean last) {}

    /** For a new song, with what is remembered of it in the memory of a manager. */
    static SongMasks of(SpectrogramSeparation.Model model, NDManager manager) {
        Optional<MaskStream> stream = model.task().segment().margin() > 0
                ? Optional.empty() // where the network has a grid of segments of its own
                : model.network().stream(manager);
        return stream.isPresent() ? new Streamed(model.task(), stream.get(), manager) : new Segmented(model, manager);
    }

    /** How many frames are received at once. */
    int frames();

    /** From the first of them to the first of those that are received next. */
    int step();

    /** How many frames have been received for good that have no masks yet. */
    int waiting();

    /**
     * Receives the next frames.
     *
     * @param spectrum complex, {@code (C, F, T)}: {@link #frames} frames, or fewer that are the last
     * @param last whether the song ends with them
     * @param masked receives the next frames that have masks, in order, as many at a time as are filtered together; what it
     *     receives is closed when it returns
     */
    void next(NDArray spectrum, boolean last, Consumer<Masked> masked);

    /** Masks of a network that reads on: no frame is received twice, and there are no seams. */
    final class Streamed implements SongMasks {

        /** So few that what a network makes of them stays in the caches of a CPU, and that it needs little memory. */
        private static final int MOST_FRAMES = 224;

        private final int frames;
        private final Wiener wiener; // null where masks are applied as they are
        private final MaskStream stream;
        private final FrameQueue mixture;
        private final FrameQueue masks;

        private Streamed(MaskingTask task, MaskStream stream, NDManager manager) {
            this.stream = stream;
            frames = Math.min(task.segment().step(), MOST_FRAMES);
            wiener = task.wiener();
            // frame after frame in memory, as PyTorch's STFT gives them
            mixture = new FrameQueue(1, manager);
            masks = new FrameQueue(2, manager);
        }

        @Override
        public int frames() {
            return frames;
        }

        @Override
        public int step() {
            return frames;
        }

        @Override
        public int waiting() {
            return (int) mixture.length();
        }

        @Override
        public void next(NDArray spectrum, boolean last, Consumer<Masked> masked) {
            NDArray magnitudes = spectrum.abs().expandDims(0);
            NDArray more = Autograd.unrecorded(() -> stream.push(magnitudes, last));
            mixture.append(spectrum.swapAxes(1, 2));
            if (more != null) {
                masks.append(more.squeeze(0).swapAxes(2, 3));
            }
            long window = wiener == null ? masks.length() : wiener.window();
            while (masks.length() > 0 && (last || masks.length() >= window)) {
                long count = Math.min(window, masks.length());
                try (NDManager scope = spectrum.getManager().newSubManager()) {
                    NDArray frames = mixture.take(count, scope).swapAxes(1, 2);
                    NDArray theirs = masks.take(count, scope).swapAxes(2, 3);
                    masked.accept(new Masked(frames, theirs, last && masks.length() == 0));
                }
            }
        }
    }

    /** Masks of segments, each of which the network receives by itself, some at a time. */
    final class Segmented implements SongMasks {

        private final MaskNetwork network;
        private final int length;
        private final int step;
        private final int batch;
        private final Wiener wiener; // null where masks are applied as they are
        private final MaskCrossfade crossfade;

        Segmented(SpectrogramSeparation.Model model, NDManager manager) {
            network = model.network();
            length = model.task().segment().frames();
            step = model.task().segment().step();
            batch = model.batch();
            wiener = model.task().wiener();
            crossfade = new MaskCrossfade(model.task(), manager);
        }

        @Override
        public int frames() {
            return length + (batch - 1) * step;
        }

        @Override
        public int step() {
            return batch * step;
        }

        @Override
        public int waiting() {
            return 0;
        }

        @Override
        public void next(NDArray spectrum, boolean last, Consumer<Masked> masked) {
            NDArray magnitudes = spectrum.abs();
            long frames = spectrum.getShape().get(2);
            NDList whole = new NDList();
            long from = 0;
            for (; last ? from + length < frames : from + length <= frames; from += step) {
                whole.add(magnitudes.get(new NDIndex(":, :, {}:{}", from, from + length)));
            }
            if (!whole.isEmpty()) {
                SegmentMasks masks = masks(whole.size() == 1 ? whole.get(0).expandDims(0) : NDArrays.stack(whole));
                for (int segment = 0; segment < whole.size(); segment++) {
                    long start = (long) segment * step;
                    hand(spectrum.get(new NDIndex(":, :, {}:{}", start, start + step)), masks, segment, false, masked);
                    if (step < length) {
                        crossfade.keep(masks.of(segment, step, length));
                    }
                }
            }
            if (last) {
                NDArray rest = magnitudes.get(new NDIndex(":, :, {}:", from)).expandDims(0);
                hand(spectrum.get(new NDIndex(":, :, {}:", from)), masks(rest), 0, true, masked);
            }
        }

        /** Hands over the frames of a mixture with their masks, which are the first of a segment. */
        private void hand(NDArray mixture, SegmentMasks masks, int segment, boolean last, Consumer<Masked> masked) {
            long frames = mixture.getShape().get(2);
            long window = wiener == null ? frames : wiener.window();
            for (long from = 0; from < frames; from += window) {
                long to = Math.min(frames, from + window);
                try (NDManager scope = mixture.getManager().newSubManager()) {
                    NDArray part = mixture.get(new NDIndex(":, :, {}:{}", from, to));
                    part.attach(scope);
                    NDArray theirs = masks.of(segment, from, to);
                    theirs.attach(scope);
                    crossfade.fade(theirs, from);
                    masked.accept(new Masked(part, theirs, last && to == frames));
                }
            }
        }

        /** {@code (B, C, F, T)} magnitudes to the masks of each of them. */
        private SegmentMasks masks(NDArray magnitudes) {
            return Autograd.unrecorded(() -> network.segments(magnitudes));
        }
    }

    /**
     * The masks of a song from those of its segments: over the frames that two segments share, the one fades into the
     * other, in the middle half of them, so that no mask counts where its segment has hardly anything before or after.
     */
    final class MaskCrossfade {

        private final int overlap;
        private final NDArray tail; // (S, C, F, O) of the segment before
        private boolean begun;

        /**
         * @param task says S, C, F, and how many frames two segments share, O
         * @param manager where the masks of these live
         */
        MaskCrossfade(MaskingTask task, NDManager manager) {
            overlap = task.segment().overlap();
            tail = manager.zeros(
                    new Shape(task.stems().size(), task.channels(), task.stft().bins(), Math.max(1, overlap)));
        }

        /**
         * Fades masks of a segment in.
         *
         * @param masks {@code (S, C, F, T)}, changed in place
         * @param first the first of these frames, counted from that of the segment
         */
        void fade(NDArray masks, long first) {
            long shared = Math.min(overlap - first, masks.getShape().get(3));
            if (!begun || shared <= 0) {
                return;
            }
            try (NDArray before = tail.get(new NDIndex(":, :, :, {}:{}", first, first + shared))) {
                NDArray after = masks.get(new NDIndex(":, :, :, :{}", shared));
                NDArray ramp = masks.getManager().create(ramp((int) first, (int) shared));
                after.subi(before).muli(ramp).addi(before);
            }
        }

        /**
         * Keeps the masks of a segment for the frames that it shares with the next.
         *
         * @param masks {@code (S, C, F, O)}
         */
        void keep(NDArray masks) {
            NativeCopy.into(tail, masks);
            begun = true;
        }

        /** How much of the later segment there is in each frame: nothing, then more and more, then all. */
        private float[] ramp(int first, int count) {
            float[] ramp = new float[count];
            for (int t = 0; t < count; t++) {
                ramp[t] = (float) Math.max(0, Math.min(1, 2 * (first + t + 0.5) / overlap - 0.5));
            }
            return ramp;
        }
    }
}
