// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * Benchmarks of the stages that tagging, separation and evaluation spend their time in.
 *
 * <p>{@code mir-bench/jmh} runs them, with the settings of the launcher; {@code mir-bench/compare} measures whole
 * commands. {@code docs/performance.md} says how to read both. Nothing here is asserted to take a certain time.
 */
package org.mir4j.bench;
