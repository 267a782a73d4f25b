// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * The values that travel through the toolkit, its metrics, and its errors.
 *
 * <p>Nothing here loads native code or knows of an engine, and files are opened for their checksums alone:
 * {@link org.mir4j.core.audio} holds samples, {@link org.mir4j.core.tagging} scores of tags,
 * {@link org.mir4j.core.dataset} says what a dataset is, {@link org.mir4j.core.metric} how good tags and separated stems
 * are, {@link org.mir4j.core.concurrent} how work is shared between threads, {@link org.mir4j.core.error} what can go
 * wrong.
 */
package org.mir4j.core;
