// SPDX-License-Identifier: GPL-3.0-or-later
/** Whole networks: an encoder, a pooling head and a classifier, described by settings and built from them. */
package org.mir4j.models.network;
