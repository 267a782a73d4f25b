// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.checkpoint;

/** In which form the weights of a model lie in a store. */
public enum WeightsFormat {
    /** Tensors by name, for a network that is built of blocks. */
    SAFETENSORS("safetensors", "weights.safetensors"),
    /** The file that {@code torch.jit.save} wrote, as it came: a network together with its weights. */
    TORCHSCRIPT("pt", "module.pt");

    private final String ending;
    private final String fileName;

    WeightsFormat(String ending, String fileName) {
        this.ending = ending;
        this.fileName = fileName;
    }

    /**
     * How names of such files end.
     *
     * @return the ending, without a dot
     */
    public String ending() {
        return ending;
    }

    /**
     * The name of the file in the directory of a model.
     *
     * @return its name
     */
    public String fileName() {
        return fileName;
    }
}
