// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.network;

import org.mir4j.models.settings.Named;

/**
 * The settings of {@link Patches}.
 *
 * @param width features of a patch's embedding
 * @param bands height of a patch
 * @param frames width of a patch
 * @param bandStride from one patch to the next higher one; less than {@code bands} where they overlap
 * @param frameStride from one patch to the next later one; less than {@code frames} where they overlap
 */
@Named("patches")
public record PatchesSettings(int width, int bands, int frames, int bandStride, int frameStride)
        implements EncoderSettings {

    /** Refuses patches without size, and such as would leave out something in between. */
    public PatchesSettings {
        if (width < 1 || bands < 1 || frames < 1 || bandStride < 1 || frameStride < 1) {
            throw new IllegalArgumentException("patches have at least one feature, band and frame, and so have their"
                    + " strides; got width " + width + ", " + bands + " x " + frames + " with strides " + bandStride
                    + " x " + frameStride);
        }
        if (bandStride > bands || frameStride > frames) {
            throw new IllegalArgumentException("patches of " + bands + " x " + frames + " with strides " + bandStride
                    + " x " + frameStride + " would leave out what lies between them");
        }
    }

    @Override
    public Encoder build(int melBands) {
        return new Patches(this);
    }
}
