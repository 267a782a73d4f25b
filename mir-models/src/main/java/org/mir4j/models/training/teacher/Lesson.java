package org.mir4j.models.training.teacher;

import java.util.List;

/**
 * What all teachers scored in one recording.
 *
 * @param scores one a teacher, in the teachers' order
 */
public record Lesson(List<TeacherScores> scores) {

    /** Keeps its own list. */
    public Lesson {
        scores = List.copyOf(scores);
    }
}
