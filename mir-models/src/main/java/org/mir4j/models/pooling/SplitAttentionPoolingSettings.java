package org.mir4j.models.pooling;

import org.mir4j.models.sequence.Summary;
import org.mir4j.models.settings.Named;

/** {@link SplitAttentionPooling}, which has no settings. */
@Named("split-attention")
public record SplitAttentionPoolingSettings() implements PoolingSettings {

    @Override
    public PoolingHead build(int features, Summary summary) {
        PoolingSettings.requireFrames(summary, "split-attention");
        if (features % 2 != 0) {
            throw new IllegalArgumentException("the head 'split-attention' cuts the features of a frame in two halves,"
                    + " and there are " + features + "; give the layer before it an even number of features");
        }
        return new SplitAttentionPooling();
    }
}
