// SPDX-License-Identifier: GPL-3.0-or-later
/** The datasets that the toolkit knows by name. */
package org.mir4j.datasets;
