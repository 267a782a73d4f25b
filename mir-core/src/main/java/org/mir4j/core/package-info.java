/**
 * The values that travel through the toolkit, its errors and its reports of progress.
 *
 * <p>Nothing here opens a file, loads native code or knows of an engine: {@link org.mir4j.core.audio} holds samples,
 * {@link org.mir4j.core.tagging} scores of tags, {@link org.mir4j.core.error} what can go wrong;
 * {@link org.mir4j.core.metric.separation} tells how well sources were separated.
 */
package org.mir4j.core;
