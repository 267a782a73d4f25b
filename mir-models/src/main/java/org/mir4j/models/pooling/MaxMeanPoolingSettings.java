package org.mir4j.models.pooling;

import org.mir4j.models.sequence.Summary;
import org.mir4j.models.settings.Named;

/** {@link MaxMeanPooling}, which has no settings. */
@Named("max-mean")
public record MaxMeanPoolingSettings() implements PoolingSettings {

    @Override
    public PoolingHead build(int features, Summary summary) {
        PoolingSettings.requireFrames(summary, "max-mean");
        return new MaxMeanPooling();
    }
}
