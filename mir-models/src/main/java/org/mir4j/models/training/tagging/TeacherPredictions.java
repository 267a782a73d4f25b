// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training.tagging;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mir4j.core.error.ModelException;
import org.mir4j.core.tagging.Taggram;
import org.mir4j.models.cache.ContentCache;
import org.mir4j.models.checkpoint.Checkpoint;
import org.mir4j.models.checkpoint.Tensor;

/**
 * What all teachers scored in one recording.
 *
 * @param scores one per teacher, in the teachers' order
 */
record TeacherPredictions(List<TeacherPredictions.Scores> scores) {

    /** Keeps its own list. */
    public TeacherPredictions {
        scores = List.copyOf(scores);
    }

    /**
     * What a model scored in a recording, window by window.
     *
     * @param starts of the windows, in seconds
     * @param ends of what is recorded in them, in seconds
     * @param scores of each window, in the order of the model's labels
     */
    public record Scores(float[] starts, float[] ends, float[][] scores) {

        /** What a taggram says. */
        static Scores of(Taggram taggram) {
            List<Taggram.Window> windows = taggram.windows();
            Scores all = new Scores(new float[windows.size()], new float[windows.size()], new float[windows.size()][]);
            for (int i = 0; i < windows.size(); i++) {
                all.starts[i] = (float) windows.get(i).start();
                all.ends[i] = (float) windows.get(i).end();
                all.scores[i] = windows.get(i).scores().values();
            }
            return all;
        }

        /** Files of scores for so many labels. */
        static ContentCache.Format<Scores> format(int labels) {
            return new ContentCache.Format<>() {
                @Override
                public Optional<Scores> read(Path file) {
                    return Scores.read(file, labels);
                }

                @Override
                public void write(Path draft, Scores scores) throws IOException {
                    scores.write(draft);
                }
            };
        }

        private void write(Path draft) throws IOException {
            int labels = scores[0].length;
            float[] flat = new float[scores.length * labels];
            for (int i = 0; i < scores.length; i++) {
                System.arraycopy(scores[i], 0, flat, i * labels, labels);
            }
            Map<String, Tensor> tensors = new LinkedHashMap<>();
            tensors.put("starts", new Tensor(new long[] {starts.length}, starts));
            tensors.put("ends", new Tensor(new long[] {ends.length}, ends));
            tensors.put("scores", new Tensor(new long[] {scores.length, labels}, flat));
            Checkpoint.write(draft, tensors);
        }

        /** What was written; empty if it is damaged, or are not scores for so many labels. */
        private static Optional<Scores> read(Path file, int labels) {
            Map<String, Tensor> tensors;
            try {
                tensors = Checkpoint.read(file);
            } catch (ModelException e) {
                if (Thread.currentThread().isInterrupted()) {
                    throw e; // the file is as good as any
                }
                return Optional.empty();
            }
            Tensor flat = tensors.get("scores");
            Tensor starts = tensors.get("starts");
            Tensor ends = tensors.get("ends");
            boolean whole = flat != null
                    && starts != null
                    && ends != null
                    && flat.shape().length == 2
                    && flat.shape()[1] == labels
                    && flat.shape()[0] > 0
                    && flat.shape()[0] == starts.values().length
                    && flat.shape()[0] == ends.values().length;
            if (!whole) {
                return Optional.empty();
            }
            float[][] rows = new float[(int) flat.shape()[0]][labels];
            for (int i = 0; i < rows.length; i++) {
                System.arraycopy(flat.values(), i * labels, rows[i], 0, labels);
            }
            return Optional.of(new Scores(starts.values(), ends.values(), rows));
        }
    }
}
