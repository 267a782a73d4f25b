// SPDX-License-Identifier: GPL-3.0-or-later
/** Records of settings as trees of keys and values: what cards and recipes are written in. */
package org.mir4j.models.settings;
