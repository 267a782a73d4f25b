// SPDX-License-Identifier: GPL-3.0-or-later
/** From recordings to tags: one at a time, or many with decoding ahead of inference. */
package org.mir4j.models.tagging;
