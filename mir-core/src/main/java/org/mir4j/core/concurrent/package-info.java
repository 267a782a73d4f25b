// SPDX-License-Identifier: GPL-3.0-or-later
/** Work on several threads, with one rule for its end, its failures and its progress. */
package org.mir4j.core.concurrent;
