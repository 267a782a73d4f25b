// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * The toolkit on Apache Spark: {@link org.mir4j.spark.MirSpark} for programs, and the jobs {@code TagJob}, {@code EmbedJob},
 * {@code SeparateJob} and {@code EvaluateJob} for {@code spark-submit}. Work is shared out, tried again and stored by Spark;
 * what is done to a recording is the library's.
 */
package org.mir4j.spark;
