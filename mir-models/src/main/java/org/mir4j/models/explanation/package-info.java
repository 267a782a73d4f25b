// SPDX-License-Identifier: GPL-3.0-or-later
/** What in a sound makes a model give a tag, and what the filters of a model listen for. */
package org.mir4j.models.explanation;
