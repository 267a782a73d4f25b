// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.separation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import java.util.Optional;
import org.mir4j.models.card.MaskingTask;
import org.mir4j.models.engine.Autograd;
import org.mir4j.models.engine.NativeCopy;
import org.mir4j.models.masking.FrameQueue;
import org.mir4j.models.masking.MaskNetwork;
import org.mir4j.models.masking.MaskStream;

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
     */
    record Masked(NDArray mixture, NDArray masks) {}

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
     * @return the next frames that have masks, attached where the spectrum is; empty if there are none
     */
    Optional<Masked> next(NDArray spectrum, boolean last);

    /** Masks of a network that reads on: no frame is received twice, and there are no seams. */
    final class Streamed implements SongMasks {

        /** So few that what a network makes of them stays in the caches of a CPU, and that it needs little memory. */
        private static final int MOST_FRAMES = 224;

        private final int frames;
        private final int together;
        private final MaskStream stream;
        private final FrameQueue mixture;
        private final FrameQueue masks;

        private Streamed(MaskingTask task, MaskStream stream, NDManager manager) {
            this.stream = stream;
            frames = Math.min(task.segment().step(), MOST_FRAMES);
            together = task.wiener() == null ? 1 : task.wiener().window();
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
        public Optional<Masked> next(NDArray spectrum, boolean last) {
            NDManager scope = spectrum.getManager();
            NDArray magnitudes = spectrum.abs().expandDims(0);
            NDArray more = Autograd.unrecorded(() -> stream.push(magnitudes, last));
            mixture.append(spectrum.swapAxes(1, 2));
            if (more != null) {
                masks.append(more.squeeze(0).swapAxes(2, 3));
            }
            long count = last ? masks.length() : masks.length() / together * together;
            return count == 0
                    ? Optional.empty()
                    : Optional.of(new Masked(
                            mixture.take(count, scope).swapAxes(1, 2),
                            masks.take(count, scope).swapAxes(2, 3)));
        }
    }

    /** Masks of segments, each of which the network receives by itself, some at a time. */
    final class Segmented implements SongMasks {

        private final MaskNetwork network;
        private final int length;
        private final int step;
        private final int batch;
        private final MaskCrossfade crossfade;

        Segmented(SpectrogramSeparation.Model model, NDManager manager) {
            network = model.network();
            length = model.task().segment().frames();
            step = model.task().segment().step();
            batch = model.batch();
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
        public Optional<Masked> next(NDArray spectrum, boolean last) {
            NDArray magnitudes = spectrum.abs();
            long frames = spectrum.getShape().get(2);
            NDList segments = new NDList();
            long from = 0;
            for (; last ? from + length < frames : from + length <= frames; from += step) {
                segments.add(magnitudes.get(new NDIndex(":, :, {}:{}", from, from + length)));
            }
            NDList masks = new NDList();
            if (!segments.isEmpty()) {
                NDArray all = masks(segments.size() == 1 ? segments.get(0).expandDims(0) : NDArrays.stack(segments));
                for (int segment = 0; segment < segments.size(); segment++) {
                    NDArray one = all.get(segment);
                    crossfade.fade(one, false);
                    masks.add(one.get(new NDIndex(":, :, :, :{}", step)));
                }
            }
            if (last) {
                NDArray rest = masks(
                                magnitudes.get(new NDIndex(":, :, {}:", from)).expandDims(0))
                        .get(0);
                crossfade.fade(rest, true);
                masks.add(rest);
            }
            NDArray known = masks.size() == 1 ? masks.get(0) : NDArrays.concat(masks, 3);
            long done = known.getShape().get(3);
            return Optional.of(new Masked(spectrum.get(new NDIndex(":, :, :{}", done)), known));
        }

        /** {@code (B, C, F, T)} magnitudes to {@code (B, S, C, F, T)} masks. */
        private NDArray masks(NDArray magnitudes) {
            ParameterStore parameters = new ParameterStore(magnitudes.getManager(), false);
            return Autograd.unrecorded(() ->
                    network.forward(parameters, new NDList(magnitudes), false).singletonOrThrow());
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
         * Fades the masks of a segment in, and keeps those of the frames that it shares with the next.
         *
         * @param masks {@code (S, C, F, T)}, changed in place
         * @param last whether there is no next one
         */
        void fade(NDArray masks, boolean last) {
            if (overlap == 0) {
                return;
            }
            if (begun) {
                NDArray shared = masks.get(new NDIndex(":, :, :, :{}", overlap));
                NDArray ramp = masks.getManager().create(ramp(), new Shape(overlap));
                // before + ramp (after - before)
                shared.subi(tail).muli(ramp).addi(tail);
            }
            if (!last) {
                NativeCopy.into(
                        tail,
                        masks.get(new NDIndex(":, :, :, {}:", masks.getShape().get(3) - overlap)));
                begun = true;
            }
        }

        /** How much of the later segment there is in each frame: nothing, then more and more, then all. */
        private float[] ramp() {
            float[] ramp = new float[overlap];
            for (int t = 0; t < overlap; t++) {
                ramp[t] = (float) Math.max(0, Math.min(1, 2 * (t + 0.5) / overlap - 0.5));
            }
            return ramp;
        }
    }
}
