// SPDX-License-Identifier: GPL-3.0-or-later
/** How songs are taken apart into files: where they go, at what level, and all of a song or none. */
package org.mir4j.cli.separation;
