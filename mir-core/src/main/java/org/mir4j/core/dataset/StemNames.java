package org.mir4j.core.dataset;

/** The stems that are more than names: what one is follows from the others. */
public final class StemNames {

    /** The voice's stem. */
    public static final String VOCALS = "vocals";

    /** The sum of all stems but the vocals, which no dataset of four stems lists. */
    public static final String ACCOMPANIMENT = "accompaniment";

    private StemNames() {}
}
