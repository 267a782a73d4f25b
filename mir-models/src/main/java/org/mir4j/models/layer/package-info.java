// SPDX-License-Identifier: GPL-3.0-or-later
/** Layers that networks are made of, and how their parameters are named, loaded and folded. */
package org.mir4j.models.layer;
