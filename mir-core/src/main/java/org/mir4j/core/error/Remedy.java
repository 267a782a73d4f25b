// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.core.error;

/**
 * What can be done about an error, besides what its message says: a program that has a name for it, such as an option, can
 * tell it to whoever uses the program.
 */
public enum Remedy {
    /** Resume the run that is there. */
    RESUME,
    /** Replace what is there. */
    REPLACE,
    /** Write into another directory. */
    OTHER_DIRECTORY,
    /** Keep what is computed in another directory. */
    OTHER_CACHE,
    /** Say which tags of a model stand for the labels of a dataset. */
    LABEL_MAP,
    /** Leave out the tracks that are missing. */
    SKIP_MISSING,
    /** Look at how the files of a dataset have to lie. */
    DATASET_LAYOUT,
    /** Look for another model. */
    OTHER_MODEL,
    /** Look at the tags of a model. */
    MODEL_TAGS,
    /** Name one of several sets of weights. */
    WEIGHTS_KEY,
    /** Name the file of settings that lies beside weights. */
    WEIGHTS_CONFIG,
    /** Name the card of a module. */
    MODULE_CARD
}
