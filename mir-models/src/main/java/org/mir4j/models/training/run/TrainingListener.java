package org.mir4j.models.training.run;

/** Hears how a training goes on, on the thread that trains. */
public interface TrainingListener {

    /**
     * A step is done.
     *
     * @param step what there is to know of it
     */
    void stepped(StepReport step);

    /**
     * An epoch is done and validated.
     *
     * @param epoch what there is to know of it
     */
    void finished(EpochReport epoch);
}
