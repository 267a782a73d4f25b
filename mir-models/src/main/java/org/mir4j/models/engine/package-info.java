// SPDX-License-Identifier: GPL-3.0-or-later
/** PyTorch: when it starts, with how many threads, on which device. */
package org.mir4j.models.engine;
