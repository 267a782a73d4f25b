package org.mir4j.cli.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mir4j.cli.report.html.ReadPage;
import org.mir4j.cli.report.html.Runs;
import org.mir4j.core.dataset.Recording;
import org.mir4j.models.evaluation.run.RunDirectory;
import org.mir4j.models.evaluation.tagging.TaggingFindings;

/** The page knows the sentences by which a run says that it is of a part of the split. */
class TrackChoiceReportTest {

    private static final TaggingFindings FINDINGS = Runs.tags(3, 30);

    @ParameterizedTest
    @CsvSource({"2, false", "9, true"})
    void runOfSomeTracksIsNotComparedWithPublishedNumbers(int limit, boolean missing) {
        RunOptions options = new RunOptions(
                Path.of("songs"),
                "test",
                new RunDirectory(Path.of("run")),
                RunDirectory.Existing.KEEP,
                1,
                OptionalInt.of(limit),
                true);
        List<String> notes = TrackChoice.of(
                        List.of("a", "b", "c"),
                        track -> missing && track.equals("b") ? Stream.of(absent()) : Stream.empty(),
                        options)
                .notes();

        assertEquals(
                List.of("Not comparable. The published numbers are of the whole split, and this run is not:"),
                warnings(notes));
    }

    @Test
    void runOfAllTracksIs() {
        assertEquals(List.of(), warnings(List.of()));
    }

    private static List<String> warnings(List<String> notes) {
        return ReadPage.of(Runs.summary(FINDINGS.headlines(), 30, List.of(), notes), FINDINGS)
                .texts("//p[@class='warning']");
    }

    private static Recording absent() {
        return Recording.of(Path.of("no", "such", "song.wav"));
    }
}
