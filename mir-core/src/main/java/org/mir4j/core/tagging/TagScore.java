package org.mir4j.core.tagging;

/**
 * One tag and how much a model believes in it.
 *
 * @param tag the tag's name
 * @param score in [0, 1]
 */
public record TagScore(String tag, float score) {}
