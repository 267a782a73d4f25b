// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.store;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import java.util.Map;
import org.mir4j.core.error.ModelException;
import org.mir4j.models.card.ModelCard;
import org.mir4j.models.checkpoint.Tensor;
import org.mir4j.models.engine.PyTorch;
import org.mir4j.models.layer.Parameters;

/** Holds weights of unknown origin against the network that they are to fill, before they get a place in the store. */
final class ArchitectureCheck {

    private ArchitectureCheck() {}

    /** Whether weights fit. */
    static boolean fits(ModelCard card, Map<String, Tensor> weights) {
        try {
            requireFit(card, weights);
            return true;
        } catch (ModelException e) {
            return false;
        }
    }

    static void requireFit(ModelCard card, Map<String, Tensor> weights) {
        try (NDManager manager = PyTorch.engine().newBaseManager(Device.cpu())) {
            Parameters.load(card.task().build(), weights, manager, card.task().inputShape());
        } catch (ModelException e) {
            throw unfit(card, e.getMessage(), e);
        } catch (EngineException | IllegalArgumentException e) {
            throw unfit(card, "its network cannot be built (" + e.getMessage() + ").", e);
        }
    }

    private static ModelException unfit(ModelCard card, String fault, RuntimeException cause) {
        return new ModelException(WeightsCheck.weights(card) + " cannot be imported: " + fault, cause);
    }
}
