// SPDX-License-Identifier: GPL-3.0-or-later
/** The one family of errors: every message says what was found, what was expected and what to do. */
package org.mir4j.core.error;
