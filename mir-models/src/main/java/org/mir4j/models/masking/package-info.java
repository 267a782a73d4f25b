// SPDX-License-Identifier: GPL-3.0-or-later
/** Networks from the spectrogram of a mixture to a mask for each of its stems. */
package org.mir4j.models.masking;
