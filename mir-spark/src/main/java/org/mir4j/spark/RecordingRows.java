// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.spark;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.mir4j.core.concurrent.ParallelMap;

/**
 * What a task does to the rows of a partition, which name recordings: a bounded number of rows at a time, so that memory does
 * not grow with the partition, the next ones fetched while some are worked on.
 */
abstract class RecordingRows implements MapPartitionsFunction<Row, Row> {

    private static final long serialVersionUID = 1L;

    private static final int CHUNK = 64;
    private static final int FETCHERS = 2;
    private static final int AHEAD = 4;

    private final RecordingSource source;

    RecordingRows(RecordingSource source) {
        this.source = source;
    }

    /**
     * Works on some recordings.
     *
     * @param recordings fetched, or not to be had; each is closed by the one that takes it
     * @param results takes a row for each
     */
    abstract void work(Iterator<LocalRecording> recordings, Consumer<Row> results);

    @Override
    public final Iterator<Row> call(Iterator<Row> rows) {
        return new Iterator<>() {
            private Iterator<Row> ready = Collections.emptyIterator();

            @Override
            public boolean hasNext() {
                while (!ready.hasNext() && rows.hasNext()) {
                    ready = chunk(rows).iterator();
                }
                return ready.hasNext();
            }

            @Override
            public Row next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                return ready.next();
            }
        };
    }

    private List<Row> chunk(Iterator<Row> rows) {
        List<Row> results = new ArrayList<>();
        Path directory = ScratchDirectory.make("recordings-");
        try (ParallelMap<Row, LocalRecording> fetched =
                new ParallelMap<>("fetching", new First(rows), row -> source.of(row, directory), FETCHERS, AHEAD)) {
            work(fetched, results::add);
            return results;
        } finally {
            ScratchDirectory.delete(directory);
        }
    }

    /** The first of the rows that are left, taken one by one: they may hold the bytes of recordings. */
    private static final class First implements Iterator<Row> {

        private final Iterator<Row> rows;
        private int taken;

        First(Iterator<Row> rows) {
            this.rows = rows;
        }

        @Override
        public boolean hasNext() {
            return taken < CHUNK && rows.hasNext();
        }

        @Override
        public Row next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            taken++;
            return rows.next();
        }
    }
}
