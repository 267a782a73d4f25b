// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.spark;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.apache.spark.sql.Row;
import org.mir4j.audio.io.AudioReader;
import org.mir4j.core.error.MirException;
import org.mir4j.models.tagging.Tagger;
import org.mir4j.models.tagging.TaggingOptions;

/** Embeds recordings. */
final class EmbeddingRows extends RecordingRows {

    private static final long serialVersionUID = 1L;

    private final SharedModel model;
    private final EmbeddingTable table;

    EmbeddingRows(RecordingSource source, SharedModel model, EmbeddingTable table) {
        super(source);
        this.model = model;
        this.table = table;
    }

    @Override
    void work(Iterator<LocalRecording> recordings, Consumer<Row> results) {
        Tagger tagger = model.tagger(); // if it cannot be loaded, that is no recording's fault
        while (recordings.hasNext()) {
            try (LocalRecording recording = recordings.next()) {
                results.accept(row(tagger, recording));
            }
        }
    }

    private Row row(Tagger tagger, LocalRecording recording) {
        List<String> warnings = new ArrayList<>();
        try {
            AudioReader reader = AudioReader.of(recording.require())
                    .notices(notice -> warnings.add(recording.named(notice.sentence())));
            return table.embedded(recording.name(), tagger.embeddings(reader, TaggingOptions.standard()), warnings);
        } catch (MirException e) {
            return table.failed(recording.name(), recording.named(TaskAttempt.sentence(e)));
        }
    }
}
