package org.mir4j.models.pooling;

import org.mir4j.models.sequence.Summary;
import org.mir4j.models.settings.Named;

/** {@link LastPooling}, which has no settings. */
@Named("last")
public record LastPoolingSettings() implements PoolingSettings {

    @Override
    public PoolingHead build(int features, Summary summary) {
        if (summary != Summary.LAST_FRAME && summary != Summary.BOTH_ENDS) {
            throw new IllegalArgumentException("the head 'last' takes the last state of a recurrent or causal encoder,"
                    + " and this encoder's last frame has not seen the others");
        }
        return new LastPooling(summary == Summary.BOTH_ENDS);
    }
}
