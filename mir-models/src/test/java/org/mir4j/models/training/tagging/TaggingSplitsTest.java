// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.training.tagging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mir4j.models.training.tagging.MadeUpSongs.song;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mir4j.core.dataset.Labelling;
import org.mir4j.core.dataset.TaggedTrack;
import org.mir4j.core.error.DatasetException;
import org.mir4j.models.training.recipe.RecipeFile;
import org.mir4j.models.training.recipe.Recipes;

class TaggingSplitsTest {

    private static final Path ROOT = Path.of("root");
    private static final int FEW = 6;
    private static final MadeUpSongs SONGS = new MadeUpSongs(Labelling.MULTIPLE, "rock", "jazz")
            .split("train", song("a", "rock"), song("b"))
            .split("more", song("c", "jazz", "rock"), song("a", "rock"))
            .split("valid", song("d", "jazz"))
            .split("nothing");

    private static TaggingRecipe recipe(String... changes) {
        String yaml = Recipes.LEAST;
        for (int i = 0; i < changes.length; i += 2) {
            assertTrue(yaml.contains(changes[i]), changes[i]);
            yaml = yaml.replace(changes[i], changes[i + 1]);
        }
        return (TaggingRecipe) RecipeFile.parse(yaml, "recipe.yaml");
    }

    private static TaggingSplits load(TaggingRecipe recipe) {
        return TaggingSplits.load(recipe, SONGS, ROOT);
    }

    private static void refuses(String message, TaggingRecipe recipe) {
        assertEquals(
                message,
                assertThrows(DatasetException.class, () -> load(recipe)).getMessage());
    }

    private static List<String> ids(List<TaggedTrack> tracks) {
        return tracks.stream().map(TaggedTrack::id).toList();
    }

    @Test
    void tracksAreThoseOfTheSplits() {
        TaggingSplits splits = load(recipe());
        assertEquals(List.of("rock", "jazz"), splits.labels());
        assertEquals(Set.of("rock", "jazz"), splits.known());
        assertEquals(List.of("a", "b"), ids(splits.train()));
        assertEquals(List.of("d"), ids(splits.validation()));
        assertEquals(ROOT.resolve("a.wav"), splits.train().get(0).recording().file());
    }

    @Test
    void aTrackOfSeveralSplitsComesOnce() {
        assertEquals(
                List.of("a", "b", "c"),
                ids(load(recipe("[train]", "[train, more]")).train()));
    }

    @Test
    void splitsThatShareTracksAreRefused() {
        refuses(
                "The splits of songs to train and to validate on share 1 tracks, such as a; nothing measured on them"
                        + " would count.",
                recipe("validation: [valid]", "validation: [more]"));
    }

    @Test
    void aSplitThatThereIsNotIsNamed() {
        refuses(
                "The dataset songs has no split 'test'; there are: train, more, valid, nothing.",
                recipe("[valid]", "[test]"));
    }

    @Test
    void labelsMayBeAPartInAnotherOrder() {
        assertEquals(List.of("jazz"), load(Recipes.with("labels: [jazz]")).labels());
        assertEquals(
                List.of("jazz", "rock"),
                load(Recipes.with("labels: [jazz, rock]")).labels());
    }

    @Test
    void labelsThatNobodyKnowsAreRefused() {
        refuses(
                "The recipe's labels [pop] are none of the 2 of songs, and no teacher knows them; the dataset's labels"
                        + " are [rock, jazz].",
                Recipes.with("labels: [rock, pop]"));
    }

    @Test
    void labelsOfTeachersMayBeLearned() {
        TaggingSplits splits = load(Recipes.with("labels: [rock, pop]", "teachers: {tags: {pop: {one: Pop}}}"));
        assertEquals(List.of("rock", "pop"), splits.labels());
        assertEquals(Set.of("rock", "jazz"), splits.known());
    }

    @Test
    void teachersForLabelsThatAreNoneAreRefused() {
        refuses(
                "The recipe has teachers for [pop], which are none of its labels.",
                Recipes.with("teachers: {tags: {pop: {one: Pop}}}"));
        refuses(
                "The recipe has teachers for [jazz], which are none of its labels.",
                Recipes.with("labels: [rock]", "teachers: {tags: {jazz: {one: Jazz}}}"));
    }

    @Test
    void splitsWithoutTracksAreRefused() {
        refuses("There are no tracks to train on in songs by this recipe.", recipe("[train]", "[nothing]"));
        refuses("There are no tracks to validate on in songs by this recipe.", recipe("[valid]", "[nothing]"));
    }

    @Test
    void oneClassATrackIsNotLearnedWhereAnyNumberOfLabelsHold() {
        refuses(
                "The loss 'cross-entropy' takes exactly one label per track, and any number of labels hold for the tracks"
                        + " of songs; use 'binary-cross-entropy'.",
                recipe("binary-cross-entropy", "cross-entropy"));
        MadeUpSongs genres = new MadeUpSongs(Labelling.SINGLE, "rock", "jazz")
                .split("train", song("a", "rock"))
                .split("valid", song("b", "jazz"));
        TaggingRecipe recipe = recipe("binary-cross-entropy", "cross-entropy");
        assertEquals(List.of("a"), ids(TaggingSplits.load(recipe, genres, ROOT).train()));
    }

    private static TaggingSplits heldOut(long seed, double part, String[] labels, TaggedTrack... tracks) {
        MadeUpSongs songs = new MadeUpSongs(Labelling.MULTIPLE, labels).split("train", tracks);
        return TaggingSplits.load(
                recipe("validation: [valid]", "holdOut: " + part, "seed: 1", "seed: " + seed), songs, ROOT);
    }

    /** Every track has one label, in turn. */
    private static TaggingSplits heldOut(long seed, int tracks, int labels) {
        String[] names = IntStream.range(0, labels).mapToObj(i -> "label-" + i).toArray(String[]::new);
        TaggedTrack[] all = IntStream.range(0, tracks)
                .mapToObj(i -> song("track-" + i, names[i % labels]))
                .toArray(TaggedTrack[]::new);
        return heldOut(seed, 0.2, names, all);
    }

    private static long count(List<TaggedTrack> tracks, String label) {
        return tracks.stream().filter(track -> track.present().contains(label)).count();
    }

    @Test
    void aPartThatIsHeldOutIsNotTrainedOn() {
        TaggingSplits splits = heldOut(1, 1000, 1);
        Set<String> both = new HashSet<>(ids(splits.train()));
        both.addAll(ids(splits.validation()));
        assertEquals(1000, both.size());
        assertEquals(1000, splits.train().size() + splits.validation().size());
        assertEquals(200, splits.validation().size());
    }

    @Test
    void whatIsHeldOutIsAMatterOfNameAndSeed() {
        assertEquals(heldOut(1, 200, 4), heldOut(1, 200, 4));
        assertNotEquals(
                ids(heldOut(1, 200, 4).validation()), ids(heldOut(2, 200, 4).validation()));
    }

    @Test
    void everyLabelHasItsPartOfWhatIsHeldOut() {
        for (int seed = 0; seed < 20; seed++) {
            TaggingSplits splits = heldOut(seed, 100, 10);
            for (String label : splits.labels()) {
                assertEquals(2, count(splits.validation(), label), label + " by seed " + seed);
            }
        }
    }

    @Test
    void ofTracksWithSeveralLabelsTheRareOnesAreSharedOutToo() {
        Random random = new Random(5);
        String[] labels = {"common", "frequent", "usual", "rare", "rarest"};
        double[] shares = {0.7, 0.5, 0.2, 0.03, 0.01};
        TaggedTrack[] tracks = IntStream.range(0, 500)
                .mapToObj(i -> song(
                        "track-" + i,
                        IntStream.range(0, labels.length)
                                .filter(k -> random.nextDouble() < shares[k])
                                .mapToObj(k -> labels[k])
                                .toArray(String[]::new)))
                .toArray(TaggedTrack[]::new);
        TaggingSplits splits = heldOut(1, 0.2, labels, tracks);
        assertEquals(100, splits.validation().size(), 2);
        for (String label : labels) {
            long all = count(List.of(tracks), label);
            assertEquals(Math.max(1, 0.2 * all), count(splits.validation(), label), 0.05 * all + 1, label);
            assertTrue(count(splits.validation(), label) > 0, label);
        }
    }

    @Test
    void twoTracksOfALabelAreOneOnEitherSide() {
        TaggingSplits splits =
                heldOut(1, 0.1, new String[] {"few"}, song("a", "few"), song("b", "few"), song("c"), song("d"));
        assertEquals(1, count(splits.validation(), "few"));
        assertEquals(1, count(splits.train(), "few"));
    }

    @Test
    void tracksAreRefusedOnlyWhereNoSplitGivesEachLabelOneOnEitherSide() {
        String[] labels = {"a", "b", "c", "d", "e", "f"};
        int possible = 0;
        for (int seed = 0; seed < 200; seed++) {
            List<Set<Integer>> tracksOf = fewTracksEach(labels.length, new Random(seed));
            TaggedTrack[] tracks = IntStream.range(0, FEW)
                    .mapToObj(track -> song(
                            "track-" + track,
                            IntStream.range(0, labels.length)
                                    .filter(label -> tracksOf.get(label).contains(track))
                                    .mapToObj(label -> labels[label])
                                    .toArray(String[]::new)))
                    .toArray(TaggedTrack[]::new);
            int asked = seed;
            if (IntStream.range(0, 1 << FEW).anyMatch(heldOut -> isOnBothSides(tracksOf, heldOut))) {
                possible++;
                TaggingSplits splits = heldOut(asked, 0.2, labels, tracks);
                for (String label : labels) {
                    assertTrue(count(splits.train(), label) > 0 && count(splits.validation(), label) > 0, label);
                }
            } else {
                assertThrows(DatasetException.class, () -> heldOut(asked, 0.2, labels, tracks));
            }
        }
        assertTrue(possible > 50 && possible < 200, "splits are possible for " + possible);
    }

    /** Labels of two or three tracks each. */
    private static List<Set<Integer>> fewTracksEach(int labels, Random random) {
        List<Set<Integer>> all = new ArrayList<>();
        for (int label = 0; label < labels; label++) {
            Set<Integer> tracks = new HashSet<>();
            int size = 2 + random.nextInt(2);
            while (tracks.size() < size) {
                tracks.add(random.nextInt(FEW));
            }
            all.add(tracks);
        }
        return all;
    }

    /** Whether a set of tracks, a bit each, has some but not all tracks of each label. */
    private static boolean isOnBothSides(List<Set<Integer>> tracksOf, int heldOut) {
        return tracksOf.stream()
                .allMatch(tracks -> tracks.stream()
                                .map(track -> heldOut >> track & 1)
                                .distinct()
                                .count()
                        == 2);
    }

    @Test
    void aLabelThatIsLeftWithoutTracksOnASideIsNamed() {
        DatasetException refused = assertThrows(
                DatasetException.class,
                () -> heldOut(
                        1,
                        0.2,
                        new String[] {"rock", "jazz"},
                        song("a", "rock"),
                        song("b", "rock"),
                        song("c", "jazz")));
        assertEquals(
                "Of the label 'jazz' there is 1 track, and by holding out 0.2 of all, none would be left to validate on;"
                        + " add some, or leave the label out of the recipe's labels.",
                refused.getMessage());
    }
}
