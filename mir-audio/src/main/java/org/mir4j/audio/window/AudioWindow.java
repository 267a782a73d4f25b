package org.mir4j.audio.window;

/**
 * A stretch of a recording, as long as a model wants it.
 *
 * @param start the first sample's position in the recording
 * @param recorded how many samples are from the recording; the rest, at the end, are zeros
 * @param samples the samples; not copied
 */
public record AudioWindow(long start, int recorded, float[] samples) {}
