package org.mir4j.models.training.schedule;

import org.mir4j.models.settings.Named;

/** The rate stays. */
@Named("constant")
public record ConstantSchedule() implements ScheduleSettings {

    @Override
    public double factor(double progress) {
        return 1;
    }
}
