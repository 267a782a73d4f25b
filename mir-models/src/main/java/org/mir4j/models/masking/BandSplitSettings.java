// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.masking;

import java.util.List;
import org.mir4j.models.layer.Cell;
import org.mir4j.models.layer.RecurrentCells;
import org.mir4j.models.settings.Named;
import org.mir4j.models.settings.Omittable;

/**
 * The settings of {@link BandSplit}.
 *
 * @param bands how many frequency bins each band has, from the lowest; bins above the last one are a band of their own
 * @param features of a band and frame
 * @param hidden features of each direction of the recurrent networks
 * @param layers how often time and bands are read
 * @param cell of the recurrent networks; LSTM by default
 * @param head features between the two layers that make masks of a band's features
 * @param stride frames that are read as one, which divides the work of the recurrent networks; 1 by default
 * @param mask how masks come about; sigmoid by default
 * @param compression the exponent that magnitudes are raised to, more than 0 and at most 1; 0.5 by default
 */
@Named("band-split")
public record BandSplitSettings(
        List<Integer> bands,
        int features,
        int hidden,
        int layers,
        @Omittable Cell cell,
        int head,
        @Omittable int stride,
        @Omittable Mask mask,
        @Omittable double compression)
        implements MaskNetworkSettings {

    /** Refuses bands without bins, and networks without features or layers. */
    public BandSplitSettings {
        cell = cell == null ? Cell.LSTM : cell;
        mask = mask == null ? Mask.SIGMOID : mask;
        compression = Compression.orDefault(compression);
        if (bands == null || bands.isEmpty() || bands.stream().anyMatch(width -> width == null || width < 1)) {
            throw new IllegalArgumentException("there is at least one band of at least one bin, got " + bands);
        }
        bands = List.copyOf(bands);
        stride = stride == 0 ? 1 : stride;
        if (features < 1 || hidden < 1 || layers < 1 || head < 1 || stride < 1) {
            throw new IllegalArgumentException("a band-split network has at least one feature everywhere, one layer and"
                    + " one frame at once, got " + features + " features, " + hidden + " hidden ones, " + head
                    + " in its heads, " + layers + " layers and " + stride + " frames");
        }
    }

    /** The recurrent networks. */
    RecurrentCells.Settings cells() {
        return new RecurrentCells.Settings(cell, hidden, 1, true, 0);
    }

    @Override
    public MaskNetwork build(int channels, int bins, int stems) {
        return new BandSplit(this, channels, bins, stems);
    }
}
