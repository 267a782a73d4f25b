// SPDX-License-Identifier: GPL-3.0-or-later
/** Where native libraries are unpacked before they are loaded. */
package org.mir4j.audio.natives;
