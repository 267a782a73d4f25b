package org.mir4j.models.training.schedule;

import org.mir4j.models.settings.Named;
import org.mir4j.models.settings.Omittable;

/**
 * The rate rises in a line, then falls as half a cosine.
 *
 * <p>Source: Loshchilov, Hutter, "SGDR: stochastic gradient descent with warm restarts", ICLR 2017, equation 5, without
 * restarts.
 *
 * @param warmUp for what part of the training the rate rises; 0 by default
 * @param floor the factor at the end; 0 by default
 */
@Named("cosine")
public record CosineSchedule(@Omittable double warmUp, @Omittable double floor) implements ScheduleSettings {

    /** Refuses parts outside of the training. */
    public CosineSchedule {
        ScheduleSettings.requirePart("the warm-up", warmUp);
        ScheduleSettings.requirePart("the floor", floor);
    }

    @Override
    public double factor(double progress) {
        if (progress < warmUp) {
            return progress / warmUp;
        }
        double fallen = Math.min(1, (progress - warmUp) / (1 - warmUp));
        return floor + (1 - floor) * (1 + Math.cos(Math.PI * fallen)) / 2;
    }
}
