// SPDX-License-Identifier: GPL-3.0-or-later
/** Models: taggers, separators, their evaluation and training. {@link org.mir4j.models.Models} is where to begin. */
@SuppressWarnings({"module", "requires-transitive-automatic"}) // modules that come later, and DJL's
module org.mir4j.models {
    requires transitive ai.djl.api;
    requires transitive org.mir4j.audio;
    requires transitive org.mir4j.core;
    requires ai.djl.pytorch_engine;
    requires com.google.gson;
    requires commons.math3;
    requires java.net.http;
    requires org.apache.commons.csv;
    requires org.snakeyaml.engine.v2;
    requires org.slf4j; // of DJL, which cannot say so, as an automatic module

    exports org.mir4j.models;
    exports org.mir4j.models.card;
    exports org.mir4j.models.checkpoint;
    exports org.mir4j.models.evaluation;
    exports org.mir4j.models.explanation;
    exports org.mir4j.models.separation;
    exports org.mir4j.models.store;
    exports org.mir4j.models.tagging;
    exports org.mir4j.models.training;
    exports org.mir4j.models.training.recipe;
    exports org.mir4j.models.training.separation;
    exports org.mir4j.models.training.tagging;
    exports org.mir4j.models.engine to
            org.mir4j.cli,
            org.mir4j.report;
    exports org.mir4j.models.file to
            org.mir4j.cli,
            org.mir4j.report;
    exports org.mir4j.models.layer to
            org.mir4j.cli;
    exports org.mir4j.models.masking to
            org.mir4j.cli;
    exports org.mir4j.models.network to
            org.mir4j.cli,
            org.mir4j.report;
    exports org.mir4j.models.settings to
            org.mir4j.cli;
    exports org.mir4j.models.waveform to
            org.mir4j.cli;
    exports org.mir4j.models.zoo to
            ai.djl.api;

    provides ai.djl.repository.zoo.ZooProvider with
            org.mir4j.models.zoo.MirZooProvider;
}
