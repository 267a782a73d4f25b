// SPDX-License-Identifier: GPL-3.0-or-later
/** Results as tables, for the terminal. */
package org.mir4j.cli.render;
