package org.mir4j.models.pooling;

import org.mir4j.models.sequence.Summary;
import org.mir4j.models.settings.Named;

/** {@link MaxPooling}, which has no settings. */
@Named("max")
public record MaxPoolingSettings() implements PoolingSettings {

    @Override
    public PoolingHead build(int features, Summary summary) {
        PoolingSettings.requireFrames(summary, "max");
        return new MaxPooling();
    }
}
