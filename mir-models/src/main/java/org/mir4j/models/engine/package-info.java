// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * PyTorch: when it starts, with how many threads, on which device; what DJL does not reach of it (gradients, random
 * numbers, copies of native memory); and a loaded network, with the lock and the end of its natives.
 */
package org.mir4j.models.engine;
