// SPDX-License-Identifier: GPL-3.0-or-later
/** Models on disk: known, fetched, checked, imported and exported. */
package org.mir4j.models.store;
