// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.core.dataset;

/** How the separation of a dataset is measured by those who publish on it. */
public enum SeparationProtocol {
    /** BSS Eval v4: frames of a second, the median over frames, then over tracks (Stöter 2018, museval). */
    BSS_EVAL_V4,
    /** BSS Eval v3 of whole mono signals: GNSDR, GSIR and GSAR, means weighted by length (Hsu and Jang 2010). */
    BSS_EVAL_V3
}
