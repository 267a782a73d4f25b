package org.mir4j.models.training.loss;

import org.mir4j.models.settings.Named;

/** {@link LogitDistance}, for teachers; it has no settings. */
@Named("logit-distance")
public record LogitDistanceSettings() implements LossSettings {

    @Override
    public Loss build() {
        return new LogitDistance();
    }
}
