// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.spark;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.mir4j.core.error.AudioException;
import org.mir4j.core.error.MirException;
import org.mir4j.core.error.ModelException;

/**
 * What becomes of a failure. That of a recording is a fact to be written down. One that may be the machine's, for want of
 * memory, of room, or of an answer from a server, fails the task, which Spark tries again, mostly elsewhere; the last attempt
 * writes it down, so that one recording does not end a job.
 */
final class TaskAttempt {

    private static final int USUAL_FAILURES = 4;
    private static final Pattern LOCAL = Pattern.compile("local(?:\\[[^,]*(?:,\\s*(\\d+))?])?");

    private TaskAttempt() {}

    /**
     * Refuses to write a failure down that another attempt may not meet.
     *
     * @param error of a recording
     * @return its sentence
     * @throws MirException the error itself, if the task is to be tried again
     */
    static String sentence(MirException error) {
        if (Thread.currentThread().isInterrupted() || !isOfRecording(error) && !isLast()) {
            throw error;
        }
        return error.getMessage();
    }

    private static boolean isOfRecording(MirException error) {
        if (!(error instanceof AudioException || error instanceof ModelException)) {
            return false;
        }
        for (Throwable cause = error.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof Error || cause instanceof IOException && !isLasting(cause)) {
                return false;
            }
        }
        return true;
    }

    /** Whether the next attempt would meet it, too. */
    private static boolean isLasting(Throwable cause) {
        return cause instanceof NoSuchFileException
                || cause instanceof AccessDeniedException
                || cause instanceof FileNotFoundException;
    }

    private static boolean isLast() {
        TaskContext task = TaskContext.get();
        return task == null || task.attemptNumber() + 1 >= most(SparkEnv.get().conf());
    }

    /** How often Spark tries a task: in one process as often as its master's name says, which is mostly once. */
    static int most(SparkConf conf) {
        Matcher local = LOCAL.matcher(conf.get("spark.master", ""));
        if (!local.matches()) {
            return conf.getInt("spark.task.maxFailures", USUAL_FAILURES);
        }
        return local.group(1) == null ? 1 : Integer.parseInt(local.group(1));
    }
}
