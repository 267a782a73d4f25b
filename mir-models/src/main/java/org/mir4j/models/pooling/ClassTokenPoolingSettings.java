package org.mir4j.models.pooling;

import org.mir4j.models.sequence.Summary;
import org.mir4j.models.settings.Named;

/** {@link ClassTokenPooling}, which has no settings. */
@Named("class-token")
public record ClassTokenPoolingSettings() implements PoolingSettings {

    @Override
    public PoolingHead build(int features, Summary summary) {
        if (summary != Summary.CLASS_TOKEN) {
            throw new IllegalArgumentException("the head 'class-token' takes the class token in front of the frames,"
                    + " and this encoder puts none there; give the transformer a class token, or use another head");
        }
        return new ClassTokenPooling();
    }
}
