// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.spark;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import org.apache.spark.sql.Row;
import org.mir4j.audio.io.AudioNotice;
import org.mir4j.audio.io.AudioReader;
import org.mir4j.core.error.MirException;
import org.mir4j.models.tagging.TaggingResult;

/** Tags whole recordings. */
final class TagRows extends RecordingRows {

    private static final long serialVersionUID = 1L;

    private final SharedModel model;
    private final TagTable table;

    TagRows(RecordingSource source, SharedModel model, TagTable table) {
        super(source);
        this.model = model;
        this.table = table;
    }

    @Override
    void work(Iterator<LocalRecording> recordings, Consumer<Row> results) {
        Readers readers = new Readers(recordings, results);
        model.tagger().tagEach(() -> readers, table.settings().options(), result -> {
            try (LocalRecording recording = readers.handedOut.remove()) {
                results.accept(row(recording, result));
            }
        });
    }

    private Row row(LocalRecording recording, TaggingResult result) {
        if (result instanceof TaggingResult.Failed failed) {
            return table.failed(recording.name(), recording.named(TaskAttempt.sentence(failed.error())));
        }
        TaggingResult.Tagged tagged = (TaggingResult.Tagged) result;
        List<String> warnings = tagged.notices().stream()
                .map(AudioNotice::sentence)
                .map(recording::named)
                .toList();
        return table.tagged(recording.name(), tagged.taggram(), warnings);
    }

    /** Readers of the recordings that are there; rows of the others are results at once. */
    private final class Readers implements Iterator<AudioReader> {

        private final Iterator<LocalRecording> recordings;
        private final Consumer<Row> results;
        private final Deque<LocalRecording> handedOut = new ArrayDeque<>();
        private AudioReader next;

        Readers(Iterator<LocalRecording> recordings, Consumer<Row> results) {
            this.recordings = recordings;
            this.results = results;
        }

        @Override
        public boolean hasNext() {
            while (next == null && recordings.hasNext()) {
                LocalRecording recording = recordings.next();
                try {
                    next = AudioReader.of(recording.require());
                    handedOut.add(recording);
                } catch (MirException e) {
                    results.accept(table.failed(recording.name(), TaskAttempt.sentence(e)));
                }
            }
            return next != null;
        }

        @Override
        public AudioReader next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            AudioReader reader = next;
            next = null;
            return reader;
        }
    }
}
