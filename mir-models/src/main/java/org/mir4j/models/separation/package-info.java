// SPDX-License-Identifier: GPL-3.0-or-later
/** From songs to stems, block by block: segments, masks, filters, and the way back to samples. */
package org.mir4j.models.separation;
