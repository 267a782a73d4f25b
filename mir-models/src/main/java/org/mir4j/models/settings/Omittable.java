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
}
