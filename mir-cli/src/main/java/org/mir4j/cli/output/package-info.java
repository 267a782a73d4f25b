// SPDX-License-Identifier: GPL-3.0-or-later
/** Where results go. */
package org.mir4j.cli.output;
