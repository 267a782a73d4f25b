// SPDX-License-Identifier: GPL-3.0-or-later
/** Networks from the samples of a mixture to those of its stems. */
package org.mir4j.models.waveform;
