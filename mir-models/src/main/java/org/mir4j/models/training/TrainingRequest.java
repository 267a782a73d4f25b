// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training;

import ai.djl.Device;
import java.nio.file.Path;
import java.util.Optional;
import org.mir4j.models.ExistingRun;

/**
 * Where a training takes place.
 *
 * @param root where the data lie
 * @param directory of the run
 * @param cache where is kept what recordings and teachers have come to
 * @param device where networks run; empty for the first GPU if PyTorch sees one, else the CPU
 * @param existing what to do with a training that is there
 */
public record TrainingRequest(Path root, Path directory, Path cache, Optional<Device> device, ExistingRun existing) {}
