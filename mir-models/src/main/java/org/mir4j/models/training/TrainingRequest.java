// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training;

import java.nio.file.Path;
import org.mir4j.models.engine.PyTorch;
import org.mir4j.models.run.RunDirectory;

/**
 * Where a training takes place.
 *
 * @param root where the data lie
 * @param directory of the run
 * @param cache where is kept what recordings and teachers have come to
 * @param place where networks run
 * @param existing what to do with a training that is there
 */
public record TrainingRequest(
        Path root, Path directory, Path cache, PyTorch.Place place, RunDirectory.Existing existing) {}
