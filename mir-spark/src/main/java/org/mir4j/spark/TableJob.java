// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.spark;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.storage.StorageLevel;
import org.mir4j.core.error.MirException;
import org.mir4j.models.Models;
import org.mir4j.models.store.InstalledModel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * A job that makes a table of results from a table of recordings, a batch at a time: what is done is kept when a job is
 * stopped, and is left out when it goes on.
 */
@Command(mixinStandardHelpOptions = true, sortOptions = false)
abstract class TableJob implements Callable<Integer> {

    private static final int NOTHING_DONE = 3;
    private static final int MOST_IN_TASK = 256;
    private static final int TASKS_PER_CORE = 16;
    private static final String PIECES = "spark.sql.shuffle.partitions";
    private static final int PIECES_PER_CORE = 4;
    private static final int MOST_CORES = 4096;
    private static final int CORES_WHILE_UNKNOWN = 64;

    private static final Logger LOG = LoggerFactory.getLogger(TableJob.class);

    @Spec
    private CommandLine.Model.CommandSpec spec;

    @Parameters(
            paramLabel = "INPUT",
            description = "a table of recordings (Parquet, CSV, TSV, JSON lines) or a directory of them, in any file"
                    + " system that Spark can read")
    private String input;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "DIR",
            description = "where results go")
    private String output;

    @Option(names = "--column", paramLabel = "NAME", description = "of paths or addresses (default: file, path or url)")
    private String column;

    @Option(
            names = "--format",
            paramLabel = "parquet|csv|tsv|json|files",
            description = "what INPUT is (default: by its name); files: a directory of recordings")
    private InputTable.Format format;

    @Option(names = "--resume", description = "leave recordings that the results have of this model")
    private boolean resume;

    @Option(names = "--retry-errors", description = "resume, and work once more on recordings with errors")
    private boolean retryErrors;

    @Option(
            names = "--batch",
            paramLabel = "N",
            description = "recordings after which results are kept (default: some minutes of work)")
    private Integer batch;

    /** How many recordings a core does in a few minutes, which make a batch. */
    abstract int recordingsPerCore();

    /** The model that is used where none is named. */
    abstract String model();

    /** What results depend on, beside the model. */
    abstract Map<String, String> settings();

    /** Where the table is. */
    String table() {
        return output;
    }

    /** What is worked on. */
    final String input() {
        return input;
    }

    /** What was named with {@code -o}. */
    final String output() {
        return output;
    }

    /**
     * Refuses a model or options before anything is begun.
     *
     * @param model that was found
     */
    abstract void require(InstalledModel model);

    /** The rows of some recordings, whose names are in the column {@code file}. */
    abstract Dataset<Row> rows(Dataset<Row> recordings, InstalledModel model);

    /**
     * The recordings that are to be in a batch of their own, after the others, because they are long.
     *
     * @param recordings all that are worked on
     * @param model that works on them
     * @return a row for each, the name first
     */
    List<Row> longOnes(Dataset<Row> recordings, InstalledModel model) {
        return List.of();
    }

    /** The rows of long recordings. */
    Dataset<Row> rowsOfLong(SparkSession spark, List<Row> longOnes, InstalledModel model) {
        throw new IllegalStateException("no recording is long");
    }

    /** Something that is wrong with the options. */
    final ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    /**
     * Runs a job, and ends the process with its exit code where that is not 0.
     *
     * @param job with its options
     * @param arguments of the command line
     */
    static void main(Callable<Integer> job, String... arguments) {
        int code = run(job, arguments);
        SparkSession.getDefaultSession().foreach(session -> {
            session.stop();
            return null;
        });
        if (code != 0) {
            System.exit(code);
        }
    }

    /** Runs a job, and gives its exit code: 0, or 2 for wrong use, or 3 where nothing could be done. */
    static int run(Callable<Integer> job, String... arguments) {
        return command(job).execute(arguments);
    }

    static CommandLine command(Callable<Integer> job) {
        return new CommandLine(job)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    String sentence = failure.getMessage();
                    if (failure instanceof MirException known) {
                        sentence += ways(known);
                    } else {
                        LOG.error("The job failed", failure);
                        sentence = "The job failed: " + sentence + " What was done is kept; go on with --resume.";
                    }
                    command.getErr().println("mir: " + sentence);
                    return NOTHING_DONE;
                });
    }

    /** What can be done about a failure with the options of a job; sentences, after a space. */
    private static String ways(MirException failure) {
        return failure.remedies().stream()
                .map(remedy -> switch (remedy) {
                    case RESUME -> " --resume resumes it.";
                    case OTHER_DIRECTORY -> " --out names another directory.";
                    case LABEL_MAP -> " --map FILE says it, with one line label,tag each.";
                    case SKIP_MISSING -> " --skip-missing does that.";
                    default -> "";
                })
                .collect(Collectors.joining());
    }

    @Override
    public Integer call() {
        if (batch != null && batch < 1) {
            throw wrong("--batch takes a number from 1 up, got " + batch + ".");
        }
        InstalledModel installed = Models.get(model());
        require(installed);
        SparkSession spark = SparkSession.builder().getOrCreate();
        divideByCores(spark);
        ResultTable results = new ResultTable(spark, table());
        String sha256 = installed.card().weightsSha256();
        Dataset<Row> named = new InputTable(spark).read(input, format, column);
        results.open(sha256, allSettings(installed), resume || retryErrors);
        if (retryErrors) {
            results.takeOutErrors(sha256);
        }
        Dataset<Row> left = left(named, results, sha256).persist(StorageLevel.DISK_ONLY());
        try {
            work(left, results, installed);
        } finally {
            left.unpersist();
        }
        return 0;
    }

    /** Names are short: Spark's usual 200 pieces of every step would take longer than what is done to them. */
    private static void divideByCores(SparkSession spark) {
        if (!spark.sparkContext().getConf().contains(PIECES)) {
            spark.conf().set(PIECES, PIECES_PER_CORE * cores(spark));
        }
    }

    private Map<String, String> allSettings(InstalledModel installed) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put(ResultTable.JOB, getClass().getSimpleName());
        all.put("model", installed.card().name());
        all.putAll(settings());
        return all;
    }

    private static Dataset<Row> left(Dataset<Row> named, ResultTable results, String sha256) {
        Optional<Dataset<Row>> done = results.rows()
                .map(rows -> rows.filter(functions.col(Columns.SHA_256).equalTo(sha256))
                        .select(Columns.FILE));
        return done.map(files ->
                        named.join(files, named.col(Columns.FILE).equalTo(files.col(Columns.FILE)), "left_anti"))
                .orElse(named);
    }

    private void work(Dataset<Row> left, ResultTable results, InstalledModel model) {
        long recordings = left.count();
        List<Row> longOnes = recordings == 0 ? List.of() : longOnes(left, model);
        workInBatches(LongRecordings.without(longOnes, left), recordings - longOnes.size(), results, model);
        if (!longOnes.isEmpty()) {
            results.add(rowsOfLong(left.sparkSession(), longOnes, model));
            say(longOnes.size() + " long recordings are done, in parts.");
        }
        long errors = results.rows()
                .map(rows -> rows.filter(functions
                                .col(Columns.SHA_256)
                                .equalTo(model.card().weightsSha256())
                                .and(functions.col(Columns.ERROR).isNotNull()))
                        .count())
                .orElse(0L);
        say(recordings + " recordings were worked on; the table " + table() + " has " + errors + " with errors.");
    }

    private void workInBatches(Dataset<Row> left, long recordings, ResultTable results, InstalledModel model) {
        int cores = cores(left.sparkSession());
        long full = batch == null ? (long) recordingsPerCore() * cores : batch;
        long batches = (recordings + full - 1) / full;
        Column number = functions.pmod(functions.xxhash64(functions.col(Columns.FILE)), functions.lit(batches));
        for (long i = 0; i < batches; i++) {
            Dataset<Row> some = batches == 1 ? left : left.filter(number.equalTo(i));
            long count = batches == 1 ? recordings : some.count();
            if (count > 0) {
                results.add(rows(some.repartition(tasks(count, cores)), model));
            }
            say("batch " + (i + 1) + " of " + batches + " is done.");
        }
    }

    /** Enough tasks for cores to end at about the same time, and not so many that files become small. */
    private static int tasks(long recordings, int cores) {
        long full = (recordings + MOST_IN_TASK - 1) / MOST_IN_TASK;
        return (int) Math.max(full, Math.min(recordings, (long) TASKS_PER_CORE * cores));
    }

    /** Those that Spark has, or may have where it takes executors as it needs them. */
    private static int cores(SparkSession spark) {
        SparkConf conf = spark.sparkContext().getConf();
        int now = spark.sparkContext().defaultParallelism();
        if (!conf.getBoolean("spark.dynamicAllocation.enabled", false)) {
            return now;
        }
        long executors = conf.getInt("spark.dynamicAllocation.maxExecutors", Integer.MAX_VALUE);
        long most = executors == Integer.MAX_VALUE
                ? CORES_WHILE_UNKNOWN
                : executors * conf.getInt("spark.executor.cores", 1);
        return (int) Math.max(now, Math.min(most, MOST_CORES));
    }

    private void say(String sentence) {
        spec.commandLine().getErr().println("mir: " + sentence);
    }
}
