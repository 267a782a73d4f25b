// SPDX-License-Identifier: GPL-3.0-or-later
/** Files that are there whole or not at all. */
package org.mir4j.models.file;
