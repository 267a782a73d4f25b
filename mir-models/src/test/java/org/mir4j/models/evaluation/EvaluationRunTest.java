// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mir4j.core.error.AudioException;
import org.mir4j.core.error.MirException;
import org.mir4j.models.run.RunDirectory;

class EvaluationRunTest {

    private static final List<String> TRACKS =
            IntStream.range(0, 50).mapToObj(i -> "track-" + i).toList();

    @TempDir
    Path folder;

    private TrackResults<JsonObject> results = new TrackResults<>(line -> line);

    @Test
    void everyTrackGetsALine() {
        run(TRACKS, 4, (track, line, warnings) -> line.addProperty("length", track.length()));
        assertEquals(new TreeSet<>(TRACKS), lines().keySet());
        assertEquals(8, lines().get("track-10").get("length").getAsInt());
    }

    @Test
    void aTrackThatFailsIsRecordedWithItsCauseAndStopsNoOther() {
        Map<String, Optional<String>> told = run(TRACKS, 3, (track, line, warnings) -> {
            if (track.equals("track-7")) {
                throw new AudioException("track-7 is no audio.");
            }
            if (track.equals("track-8")) {
                throw new IllegalStateException("odd");
            }
        });
        assertEquals("track-7 is no audio.", TrackResults.error(lines().get("track-7")));
        assertTrue(TrackResults.error(lines().get("track-8")).contains("odd"));
        assertEquals(50, told.size());
        assertEquals(Optional.of("track-7 is no audio."), told.get("track-7"));
        assertEquals(Optional.empty(), told.get("track-9"));
    }

    @Test
    void whatWasScoredIsNotScoredAgainAndWhatFailedIs() {
        run(TRACKS.subList(0, 20), 1, (track, line, warnings) -> {
            line.addProperty("session", 1);
            if (track.equals("track-3")) {
                throw new AudioException("not yet there");
            }
        });
        Map<String, Optional<String>> told = run(TRACKS, 2, (track, line, warnings) -> line.addProperty("session", 2));
        assertEquals(31, told.size());
        assertEquals(1, lines().get("track-5").get("session").getAsInt());
        assertEquals(2, lines().get("track-3").get("session").getAsInt());
        assertEquals(2, lines().get("track-49").get("session").getAsInt());
    }

    @Test
    void wantOfMemoryFailsTheTrackAndTheRunGoesOn() {
        Map<String, Optional<String>> told = run(TRACKS, 2, (track, line, warnings) -> {
            if (track.equals("track-10")) {
                throw new OutOfMemoryError("Java heap space");
            }
            if (track.equals("track-11")) {
                throw new StackOverflowError();
            }
        });
        assertEquals(50, told.size());
        assertEquals(50, lines().size());
        assertEquals(
                "There was not enough memory for it (Java heap space). Fewer tracks at once or a larger heap may help.",
                TrackResults.error(lines().get("track-10")));
        assertTrue(TrackResults.error(lines().get("track-11")).contains("StackOverflowError"));
    }

    @Test
    void anInterruptedRunEndsAndRecordsNoFailure() throws Exception {
        Thread runner = Thread.currentThread();
        MirException error = assertThrows(
                MirException.class,
                () -> run(TRACKS, 2, (track, line, warnings) -> {
                    if (track.equals("track-5")) {
                        runner.interrupt();
                    }
                    if (!track.equals("track-4")) {
                        return;
                    }
                    try {
                        new CountDownLatch(1).await(); // until interrupted
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        throw new MirException("interrupted", e);
                    }
                }));
        boolean still = Thread.interrupted();
        assertEquals("The evaluation was interrupted.", error.getMessage());
        assertTrue(still);
        assertTrue(lines().values().stream().allMatch(line -> TrackResults.error(line) == null), lines().toString());
    }

    @Test
    void warningsAreHeardAndKept() {
        List<String> warned = Collections.synchronizedList(new ArrayList<>());
        EvaluationListener listener = new EvaluationListener() {
            @Override
            public void warned(String track, String warning) {
                warned.add(track + ": " + warning);
            }
        };
        new EvaluationRun<String>(new RunDirectory(folder), track -> track, listener)
                .run(TRACKS.subList(0, 3), 2, results, (track, line, warnings) -> {
                    if (track.equals("track-1")) {
                        warnings.addAll(List.of("It is short.", "It is soft."));
                    }
                    if (track.equals("track-2")) {
                        warnings.add("It is damaged.");
                        throw new AudioException("It cannot be scored.");
                    }
                });
        assertEquals(
                Set.of("track-1: It is short.", "track-1: It is soft.", "track-2: It is damaged."), Set.copyOf(warned));
        assertEquals(List.of("It is short.", "It is soft."), TrackResults.warnings(lines().get("track-1")));
        assertEquals(List.of("It is damaged."), TrackResults.warnings(lines().get("track-2")));
        assertEquals("It cannot be scored.", TrackResults.error(lines().get("track-2")));
        assertEquals(List.of(), TrackResults.warnings(lines().get("track-0")));
    }

    @Test
    void theFirstTwentyWarningsOfAllTracksAreBroughtTogether() {
        assertEquals(List.of(), new TrackResults<>(line -> line).warnings());
        run(TRACKS.subList(0, 25), 1, (track, line, warnings) -> {
            warnings.add(track + ".wav is short.");
            if (track.equals("track-3")) {
                throw new AudioException("It cannot be scored.");
            }
        });
        List<String> all = results.warnings();
        assertEquals(21, all.size());
        assertEquals("track-3.wav is short.", all.get(3));
        assertEquals("5 more warnings stand in results.jsonl.", all.get(20));
    }

    @Test
    void whatIsKnownOfTheTracksIsWhatAResumedRunReads() {
        run(TRACKS.subList(0, 9), 2, (track, line, warnings) -> {
            line.addProperty("score", 0.1f * track.length());
            warnings.add(track + " is short.");
            if (track.equals("track-3")) {
                throw new AudioException("It cannot be scored.");
            }
        });
        TrackResults<JsonObject> first = results;
        run(TRACKS.subList(0, 9), 1, (track, line, warnings) -> {
            throw new AudioException("It still cannot be scored.");
        });
        for (String track : TRACKS.subList(0, 9)) {
            assertEquals(String.valueOf(first.scores(track)), String.valueOf(results.scores(track)));
        }
        assertEquals(
                List.of(new EvaluationResult.Failure("track-3", "It still cannot be scored.")),
                results.failures(TRACKS.subList(0, 9), "It was not scored."));
        assertEquals(
                first.warnings().stream()
                        .filter(each -> !each.startsWith("track-3"))
                        .toList(),
                results.warnings());
    }

    @Test
    void tracksAreWorkedOnAtOnce() {
        CountDownLatch both = new CountDownLatch(2);
        run(TRACKS.subList(0, 2), 2, (track, line, warnings) -> {
            both.countDown();
            try {
                both.await(); // only ends if both tracks are in work
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        assertEquals(2, lines().size());
    }

    private Map<String, Optional<String>> run(List<String> tracks, int workers, EvaluationRun.Scoring<String> scoring) {
        Map<String, Optional<String>> told = Collections.synchronizedMap(new TreeMap<>());
        EvaluationListener listener = new EvaluationListener() {
            @Override
            public void finished(String track, Optional<String> failure) {
                told.put(track, failure);
            }
        };
        results = new TrackResults<>(line -> line);
        new EvaluationRun<String>(new RunDirectory(folder), track -> track, listener)
                .run(tracks, workers, results, scoring);
        return told;
    }

    private Map<String, JsonObject> lines() {
        Map<String, JsonObject> lines = new TreeMap<>();
        ResultsFile.read(new RunDirectory(folder).resultsFile(), line -> lines.put(TrackResults.track(line), line));
        return lines;
    }
}
