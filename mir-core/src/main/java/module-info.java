// SPDX-License-Identifier: GPL-3.0-or-later
/** Values of music information retrieval, metrics, the dataset contract and the error types. */
@SuppressWarnings("module") // modules that come later
module org.mir4j.core {
    requires commons.math3;

    exports org.mir4j.core.audio;
    exports org.mir4j.core.dataset;
    exports org.mir4j.core.error;
    exports org.mir4j.core.metric;
    exports org.mir4j.core.tagging;
    exports org.mir4j.core.concurrent to
            org.mir4j.cli,
            org.mir4j.datasets,
            org.mir4j.models;
    exports org.mir4j.core.fourier to
            org.mir4j.models;
}
