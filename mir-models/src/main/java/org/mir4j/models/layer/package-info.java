// SPDX-License-Identifier: GPL-3.0-or-later
/** Layers that encoders are made of, and how their parameters are named, filled and folded. */
package org.mir4j.models.layer;
