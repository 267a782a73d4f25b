// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.network;

import org.mir4j.models.settings.Named;
import org.mir4j.models.settings.Omittable;

/**
 * The settings of {@link Frames}.
 *
 * @param norm whether the input goes through a batch norm; not by default
 */
@Named("frames")
public record FramesSettings(@Omittable boolean norm) implements EncoderSettings {

    @Override
    public Encoder build(int melBands) {
        return new Frames(this);
    }
}
