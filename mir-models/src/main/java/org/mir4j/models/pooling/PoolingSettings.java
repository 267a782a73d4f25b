package org.mir4j.models.pooling;

import org.mir4j.models.sequence.Summary;

/** The settings of a many-to-one head, which say which one it is. */
public sealed interface PoolingSettings
        permits MeanPoolingSettings,
                MaxPoolingSettings,
                MaxMeanPoolingSettings,
                AttentionPoolingSettings,
                SplitAttentionPoolingSettings,
                AutoPoolingSettings,
                LastPoolingSettings,
                ClassTokenPoolingSettings {

    /**
     * Builds the head.
     *
     * @param features of a frame, E
     * @param summary where the sequence that comes in is summed up
     * @return a new block without parameters
     * @throws IllegalArgumentException if the head cannot be put on such a sequence
     */
    PoolingHead build(int features, Summary summary);

    /** Refuses a sequence in which a class token stands that would be pooled as if it were a frame. */
    static void requireFrames(Summary summary, String head) {
        if (summary == Summary.CLASS_TOKEN) {
            throw new IllegalArgumentException("the encoder puts a class token in front of the frames, which the head '"
                    + head + "' would take for one of them; use the head 'class-token', or no token");
        }
    }
}
