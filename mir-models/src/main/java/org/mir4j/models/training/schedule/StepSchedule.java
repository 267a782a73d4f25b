package org.mir4j.models.training.schedule;

import java.util.List;
import java.util.Objects;
import org.mir4j.models.settings.Named;

/**
 * The rate drops at fixed moments.
 *
 * @param at after which parts of the training, for example 0.6 and 0.9
 * @param factor what the rate is multiplied by at each
 */
@Named("steps")
public record StepSchedule(List<Double> at, double factor) implements ScheduleSettings {

    /** Refuses parts outside of the training, and factors that would not make the rate smaller. */
    public StepSchedule {
        if (at == null || at.isEmpty() || at.stream().anyMatch(Objects::isNull)) {
            throw new IllegalArgumentException("a schedule in steps says at which parts of the training they are");
        }
        at.forEach(part -> ScheduleSettings.requirePart("the moment of a step", part));
        if (!(factor > 0 && factor < 1)) {
            throw new IllegalArgumentException("a step's factor lies between 0 and 1, got " + factor);
        }
        at = List.copyOf(at);
    }

    @Override
    public double factor(double progress) {
        long passed = at.stream().filter(part -> progress >= part).count();
        return Math.pow(factor, passed);
    }
}
