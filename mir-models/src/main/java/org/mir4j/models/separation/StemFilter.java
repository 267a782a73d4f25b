package org.mir4j.models.separation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import java.util.ArrayList;
import java.util.List;
import org.mir4j.models.card.SeparationTask;
import org.mir4j.models.card.SeparationTask.Wiener;
import org.mir4j.models.masking.MaskNetwork;

/** From a mixture and its masks to the spectrograms of stems. */
interface StemFilter {

    /**
     * The stems.
     *
     * @param mixture complex, {@code (C, F, T)}
     * @param masks {@code (S, C, F, T)}
     * @return complex, {@code (S', C, F, T)}
     */
    NDArray stems(NDArray mixture, NDArray masks);

    /**
     * What part of the frequencies that the model does not hear belongs to each stem: that of the highest it hears.
     *
     * @param masks {@code (S, C, F, T)}
     * @return {@code (S', C, T)}, from 0 to 1
     */
    default NDArray tops(NDArray masks) {
        long bins = masks.getShape().get(2);
        NDArray highest = masks.get(new NDIndex(":, :, {}:", MaskNetwork.firstExtended(bins)));
        return highest.mean(new int[] {2}).clip(0, 1);
    }

    /** The filter that a task asks for. */
    static StemFilter of(SeparationTask task) {
        return task.wiener() == null ? new Masks() : new Wieners(task.wiener());
    }

    /** The masks as they are. */
    final class Masks implements StemFilter {

        @Override
        public NDArray stems(NDArray mixture, NDArray masks) {
            return mixture.expandDims(0).mul(masks);
        }
    }

    /** A Wiener filter a window. */
    final class Wieners implements StemFilter {

        private final Wiener settings;
        private final WienerFilter filter;

        Wieners(Wiener settings) {
            this.settings = settings;
            filter = new WienerFilter(
                    new WienerFilter.Settings(settings.iterations(), settings.softmask(), settings.residual() != null));
        }

        @Override
        public NDArray stems(NDArray mixture, NDArray masks) {
            NDArray magnitudes = masks.mul(mixture.abs().expandDims(0));
            long frames = mixture.getShape().get(2);
            List<NDArray> windows = new ArrayList<>();
            for (long from = 0; from < frames; from += settings.window()) {
                long to = Math.min(frames, from + settings.window());
                windows.add(filter.apply(
                        magnitudes.get(new NDIndex(":, :, :, {}:{}", from, to)),
                        mixture.get(new NDIndex(":, :, {}:{}", from, to))));
            }
            return windows.size() == 1 ? windows.get(0) : NDArrays.concat(new NDList(windows), 3);
        }

        /** The residual takes what the others leave. */
        @Override
        public NDArray tops(NDArray masks) {
            NDArray tops = StemFilter.super.tops(masks);
            if (settings.residual() == null) {
                return tops;
            }
            NDArray rest = tops.sum(new int[] {0}, true).neg().add(1).clip(0, 1);
            return tops.concat(rest, 0);
        }
    }
}
