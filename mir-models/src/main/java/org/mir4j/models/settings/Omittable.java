// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.settings;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a setting that may be left out: it has a default, or nothing is said by its absence. The record is given null,
 * 0 or false in its place.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Omittable {

    /**
     * The name of another setting, which has to be there where this one is not.
     *
     * @return its name; empty if this one may always be left out
     */
    String replacedBy() default "";

    /**
     * What was in effect before there was this setting, as it is written in a tree. It need not be today's default.
     *
     * @return the value by which a run is the same as one of a version without this setting; empty if there has always
     *     been this setting
     */
    String formerly() default "";
}
