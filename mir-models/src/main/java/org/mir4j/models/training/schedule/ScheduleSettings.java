package org.mir4j.models.training.schedule;

/** How the learning rate changes while training goes on, which says which one it is. */
public sealed interface ScheduleSettings permits ConstantSchedule, CosineSchedule, StepSchedule {

    /**
     * What the learning rate is multiplied by.
     *
     * @param progress how much of the training is done, from 0 to 1
     * @return the factor
     */
    double factor(double progress);

    /**
     * The rate stays.
     *
     * @return the schedule
     */
    static ScheduleSettings constant() {
        return new ConstantSchedule();
    }

    /** Refuses a part of the training that is none. */
    static void requirePart(String what, double part) {
        if (!(part >= 0 && part < 1)) {
            throw new IllegalArgumentException(what + " is a part from 0 to less than 1, got " + part);
        }
    }
}
