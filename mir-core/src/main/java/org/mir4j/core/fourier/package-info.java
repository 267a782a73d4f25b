// SPDX-License-Identifier: GPL-3.0-or-later
/** The discrete Fourier transform in plain Java, for metrics, where no engine is at hand, and for ideal masks. */
package org.mir4j.core.fourier;
