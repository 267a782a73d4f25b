// SPDX-License-Identifier: GPL-3.0-or-later
/** Where this toolkit keeps what outlives a run, and what does not, and where native libraries are unpacked. */
package org.mir4j.audio.home;
