// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.waveform;

import ai.djl.ndarray.NDArray;
import org.mir4j.models.layer.ForwardContext;

/** The network of {@link HtDemucsSettings}, which is not built yet. */
final class HtDemucs extends WaveformNetwork {

    HtDemucs(HtDemucsSettings settings, WaveformNetworkSettings.Sizes sizes) {
        super(sizes.channels(), sizes.stems());
        throw new IllegalArgumentException("this kind of network is not built yet: " + settings);
    }

    @Override
    protected NDArray apply(ForwardContext context, NDArray mixture) {
        throw new IllegalStateException();
    }
}
