package org.mir4j.models.card;

/** What a model does, with all that is needed to build it. */
public sealed interface ModelTask permits TaggingTask, SeparationTask {}
