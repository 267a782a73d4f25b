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
}
