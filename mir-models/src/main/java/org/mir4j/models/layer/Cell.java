// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.layer;

/** The kinds of recurrent cells; {@code h} is the state, {@code *} multiplies number by number. */
public enum Cell {
    /** {@code h' = tanh(W x + b + U h + c)} (Elman, "Finding structure in time", Cognitive Science 14, 1990). */
    RNN(1),
    /**
     * With input, forget and output gates {@code i, f, o = sigmoid(W x + b + U h + c)} and
     * {@code g = tanh(W x + b + U h + c)}: {@code m' = f * m + i * g}, {@code h' = o * tanh(m')} (Hochreiter, Schmidhuber,
     * "Long short-term memory", Neural Computation 9, 1997; the forget gate: Gers et al., 2000).
     */
    LSTM(4),
    /**
     * With reset and update gates {@code r, z = sigmoid(W x + b + U h + c)}:
     * {@code h' = (1 - z) * tanh(W x + b + r * (U h + c)) + z * h} (Cho et al., "Learning phrase representations using
     * RNN encoder-decoder", EMNLP 2014, in cuDNN's form).
     */
    GRU(3);

    private final int gates;

    Cell(int gates) {
        this.gates = gates;
    }

    /** How many matrices are stacked in one weight. */
    int gates() {
        return gates;
    }
}
