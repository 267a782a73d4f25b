// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.spark;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.spark.SparkConf;

/**
 * What the environment of executors has to say for native memory and cores to be used well, as the command's launcher says
 * it; {@code spark.executorEnv.NAME} sets it.
 *
 * @param wanted values by the names of variables
 */
record ExecutorSettings(Map<String, String> wanted) {

    private static final String PREFIX = "spark.executorEnv.";

    /** For models that tag: large tensors stay with the process. */
    static ExecutorSettings tagging() {
        return of("4000000000");
    }

    /** For models that separate: large tensors are given back, or holes between them add up. */
    static ExecutorSettings separation() {
        return of("20000000");
    }

    private static ExecutorSettings of(String largest) {
        Map<String, String> wanted = new LinkedHashMap<>();
        wanted.put("MALLOC_ARENA_MAX", "1");
        wanted.put("MALLOC_MMAP_THRESHOLD_", largest);
        wanted.put("MALLOC_TRIM_THRESHOLD_", "8000000000");
        wanted.put("OMP_WAIT_POLICY", "passive"); // threads that wait for work sleep
        wanted.put("LC_ALL", "C.UTF-8"); // or files with accents in their names cannot be opened
        return new ExecutorSettings(wanted);
    }

    /**
     * What is absent, in a sentence.
     *
     * @param conf of the application
     * @param environment of this process, which is the executor where there is no cluster
     * @return empty if nothing is
     */
    Optional<String> missing(SparkConf conf, UnaryOperator<String> environment) {
        boolean local = conf.get("spark.master", "local").matches("local(\\[.*])?"); // else, a cluster
        Map<String, String> absent = wanted.entrySet().stream()
                .filter(setting ->
                        local ? environment.apply(setting.getKey()) == null : !conf.contains(PREFIX + setting.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, LinkedHashMap::new));
        if (absent.isEmpty()) {
            return Optional.empty();
        }
        String advice = absent.entrySet().stream()
                .map(setting -> local
                        ? setting.getKey() + "=" + setting.getValue()
                        : "--conf " + PREFIX + setting.getKey() + "=" + setting.getValue())
                .collect(Collectors.joining(" "));
        return Optional.of("The environment of the executors lacks " + String.join(", ", absent.keySet())
                + ": they take more memory and up to twice the time, or cannot open names with accents. Start with "
                + advice + ".");
    }
}
