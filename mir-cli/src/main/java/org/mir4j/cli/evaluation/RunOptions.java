// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.cli.evaluation;

import java.nio.file.Path;
import java.util.OptionalInt;
import org.mir4j.models.run.RunDirectory;

/**
 * What every evaluation is asked.
 *
 * @param root where the dataset lies
 * @param split which of its splits
 * @param directory where the run is kept
 * @param existing what to do with a run that is there
 * @param workers how many tracks are worked on at once
 * @param limit how many tracks to score; empty for all
 * @param skipMissing whether tracks whose recordings are not there are left out
 */
public record RunOptions(
        Path root,
        String split,
        RunDirectory directory,
        RunDirectory.Existing existing,
        int workers,
        OptionalInt limit,
        boolean skipMissing) {}
