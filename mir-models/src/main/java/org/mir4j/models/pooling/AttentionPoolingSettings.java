package org.mir4j.models.pooling;

import org.mir4j.models.sequence.Summary;
import org.mir4j.models.settings.Named;

/**
 * The settings of {@link AttentionPooling}.
 *
 * @param hidden size of the embedding from which weights are read
 */
@Named("attention")
public record AttentionPoolingSettings(int hidden) implements PoolingSettings {

    /** Refuses an embedding of no size. */
    public AttentionPoolingSettings {
        if (hidden < 1) {
            throw new IllegalArgumentException("attention needs a hidden size of at least 1, got " + hidden);
        }
    }

    @Override
    public PoolingHead build(int features, Summary summary) {
        PoolingSettings.requireFrames(summary, "attention");
        return new AttentionPooling(hidden);
    }
}
