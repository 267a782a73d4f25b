// SPDX-License-Identifier: GPL-3.0-or-later
/** Signals, and their transforms in plain Java: what metrics need where no engine is at hand. */
package org.mir4j.core.signal;
