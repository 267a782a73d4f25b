package org.mir4j.models.encoder;

import java.util.List;
import org.mir4j.models.settings.Named;

/**
 * The settings of {@link Fcn}.
 *
 * @param channels of each convolution
 * @param pooling after each convolution: frequency, time
 */
@Named("fcn")
public record FcnSettings(List<Integer> channels, List<List<Integer>> pooling) implements EncoderSettings {

    /** Refuses convolutions without their pooling. */
    public FcnSettings {
        PooledConvolutions.requireSame(channels, pooling);
    }

    @Override
    public Encoder build(int melBands) {
        return new Fcn(this);
    }
}
