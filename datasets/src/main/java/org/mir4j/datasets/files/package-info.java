// SPDX-License-Identifier: GPL-3.0-or-later
/** The files of a dataset on disk: where they lie, under which names, and what they add up to. */
package org.mir4j.datasets.files;
