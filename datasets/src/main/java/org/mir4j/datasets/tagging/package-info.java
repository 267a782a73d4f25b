// SPDX-License-Identifier: GPL-3.0-or-later
/** Recordings with labels: music tagging, genres, instruments, sounds. One class a dataset. */
package org.mir4j.datasets.tagging;
