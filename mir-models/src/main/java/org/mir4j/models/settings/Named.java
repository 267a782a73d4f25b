// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.settings;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The name under which a record of settings is written where one of several kinds is allowed. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Named {

    /** Lower-case words with hyphens. */
    String value();

    /**
     * Whether a tree that names no kind means this one: the first that there was, before there were others. It is written
     * without its name then.
     */
    boolean implied() default false;
}
