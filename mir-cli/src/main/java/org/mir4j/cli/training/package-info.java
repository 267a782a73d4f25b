// SPDX-License-Identifier: GPL-3.0-or-later
/** What a person sees of a training, and how they stop it. */
package org.mir4j.cli.training;
