// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.engine;

/**
 * DJL logs through SLF4J, which at the start of a program that has no logging writes three lines to standard error to say
 * so. A library should bring no logging of its own, which would be in the way of the program's; it can do without the
 * lines. Where a program has a logging provider, all stays as it is.
 */
final class SilentLogging {

    private static final String VERBOSITY = "slf4j.internal.verbosity";
    private static final String PROVIDERS = "META-INF/services/org.slf4j.spi.SLF4JServiceProvider";

    private SilentLogging() {}

    /** Has an effect before DJL is used for the first time. */
    static void prepare() {
        if (System.getProperty(VERBOSITY) == null
                && System.getProperty("slf4j.provider") == null
                && SilentLogging.class.getClassLoader().getResource(PROVIDERS) == null) {
            System.setProperty(VERBOSITY, "ERROR");
        }
    }
}
