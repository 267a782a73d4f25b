// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.store;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mir4j.core.error.ModelException;
import org.mir4j.models.card.ModelCard;
import org.mir4j.models.card.Source;
import org.mir4j.models.card.WaveformTask;
import org.mir4j.models.card.WaveformTask.Chunks;
import org.mir4j.models.checkpoint.Checkpoint;
import org.mir4j.models.checkpoint.CheckpointContents;
import org.mir4j.models.checkpoint.Tensor;
import org.mir4j.models.store.ImportSettings.Setting;
import org.mir4j.models.waveform.BagSettings;
import org.mir4j.models.waveform.HtDemucsSettings;
import org.mir4j.models.waveform.HybridDemucsSettings;
import org.mir4j.models.waveform.WaveformNetworkSettings;

/**
 * Checkpoints as the authors of Demucs save them, and bags of these: the files say themselves what their networks are.
 */
final class DemucsImport implements ImportFamily {

    private static final double OVERLAP = 0.25;
    private static final List<String> CITATIONS = List.of(
            "Rouard, Massa, Défossez, \"Hybrid Transformers for Music Source Separation\", ICASSP 2023",
            "Défossez, \"Hybrid Spectrogram and Waveform Source Separation\", MDX Workshop, ISMIR 2021");

    @Override
    public List<String> names() {
        return List.of("demucs"); // htdemucs is a known model, and those come first
    }

    @Override
    public Set<Setting> settings() {
        return Set.of();
    }

    @Override
    public boolean takes(ImportRequest request, ModelCard like) {
        return like.task() instanceof WaveformTask task
                && isDemucs(task.network())
                && (isBag(request.paths().get(0))
                        || request.checkpoints().stream().anyMatch(file -> DemucsCheckpoint.is(file.contents())));
    }

    /** Whether these are the settings of one of Demucs' networks, or of several. */
    static boolean isDemucs(WaveformNetworkSettings network) {
        return network instanceof HtDemucsSettings
                || network instanceof HybridDemucsSettings
                || network instanceof BagSettings bag
                        && bag.members().stream().allMatch(member -> isDemucs(member.network()));
    }

    /**
     * The card of a published model with the networks that its files say themselves: a card can be mistaken about what
     * weights do not show.
     *
     * @param card of any model
     * @param files of it, whose checksums are right
     * @return the same card where the files are no checkpoints of Demucs
     * @throws ModelException if the files are of other stems, rate or channels than the card
     */
    static ModelCard settled(ModelCard card, List<Path> files) {
        if (!(card.task() instanceof WaveformTask task && isDemucs(task.network()))) {
            return card;
        }
        List<CheckpointContents> contents = files.stream().map(Checkpoint::open).toList();
        if (!contents.stream().allMatch(DemucsCheckpoint::is)) {
            return card;
        }
        List<DemucsCheckpoint> members =
                contents.stream().map(DemucsCheckpoint::of).toList();
        for (DemucsCheckpoint member : members) {
            String found = outputs(member.stems(), member.channels(), member.sampleRate());
            if (!found.equals(outputs(task))) {
                throw new ModelException("The files of " + card.name() + " are not what its card says: they give "
                        + found + ", expected " + outputs(task) + ".");
            }
        }
        return card.with(new WaveformTask(
                task.sampleRate(),
                task.channels(),
                settled(task.network(), members),
                task.stems(),
                task.chunks(),
                task.normalised()));
    }

    private static String outputs(WaveformTask task) {
        return outputs(task.stems(), task.channels(), task.sampleRate());
    }

    private static String outputs(List<String> stems, int channels, int rate) {
        return String.join(", ", stems) + " of " + channels + " channels at " + rate + " Hz";
    }

    private static WaveformNetworkSettings settled(WaveformNetworkSettings network, List<DemucsCheckpoint> members) {
        if (!(network instanceof BagSettings bag)) {
            return members.get(0).settings();
        }
        List<BagSettings.Member> settled = new ArrayList<>();
        for (BagSettings.Member member : bag.members()) {
            settled.add(new BagSettings.Member(members.get(settled.size()).settings(), member.weights()));
        }
        return new BagSettings(settled);
    }

    private static boolean isBag(Path file) {
        return file.toString().matches("(?i).*\\.ya?ml");
    }

    @Override
    public Imported read(ImportRequest request) {
        Path path = request.onlyPath("A model of Demucs, or a bag of several that a YAML file names,");
        if (!isBag(path)) {
            return imported(request, request.checkpoints(), DemucsBag.ofOne());
        }
        DemucsBag bag = DemucsBag.read(path);
        return imported(request, bag.files().stream().map(ForeignFile::open).toList(), bag.content());
    }

    private static Imported imported(ImportRequest request, List<ForeignFile> files, DemucsBag.Content bag) {
        files.forEach(DemucsCheckpoint::requireChecksumInName);
        List<DemucsCheckpoint> members =
                files.stream().map(file -> DemucsCheckpoint.of(file.contents())).toList();
        WaveformTask task = task(request, bag, members);
        request.like().ifPresent(like -> requireLike(request.paths().get(0), task, like));
        ModelCard card = card(request, source(files), task);
        List<Map<String, Tensor>> tensors =
                members.stream().map(DemucsCheckpoint::tensors).toList();
        return new Imported(card, WeightsCheck.passed(card, tensors));
    }

    /** Refuses what is of another kind than the known model that it is said to be like; sizes may differ. */
    private static void requireLike(Path file, WaveformTask task, ModelCard like) {
        WaveformTask known = (WaveformTask) like.task();
        String found = inWords(task.network()) + " for " + outputs(task);
        String expected = inWords(known.network()) + " for " + outputs(known);
        if (task.network().getClass() != known.network().getClass()
                || !outputs(task).equals(outputs(known))) {
            throw new ModelException(file + " is not like " + like.name() + ": it is " + found + ", expected "
                    + expected + ". Whatever a file of Demucs holds, it can be imported like demucs.");
        }
    }

    private static WaveformTask task(ImportRequest request, DemucsBag.Content bag, List<DemucsCheckpoint> members) {
        try {
            return task(bag, members);
        } catch (IllegalArgumentException e) {
            throw request.refusal(e);
        }
    }

    /** What networks do together. */
    static WaveformTask task(DemucsBag.Content bag, List<DemucsCheckpoint> members) {
        List<DemucsCheckpoint> lengthened = members.stream()
                .map(member -> lengthened(member, bag.segment()))
                .toList();
        DemucsCheckpoint first = lengthened.get(0);
        lengthened.forEach(member -> requireLike(first, member));
        List<BagSettings.Member> networks = new ArrayList<>();
        for (DemucsCheckpoint member : lengthened) {
            List<Double> weights = bag.weights() == null ? null : bag.weights().get(networks.size());
            networks.add(new BagSettings.Member(member.settings(), weights));
        }
        WaveformTask task = new WaveformTask(
                first.sampleRate(),
                first.channels(),
                networks.size() == 1 ? first.settings() : new BagSettings(networks),
                first.stems(),
                new Chunks(first.samples(), OVERLAP, WaveformTask.Fade.TRIANGLE),
                true);
        task.build(); // says what does not fit
        return task;
    }

    /** A bag makes the segments of networks without a transformer longer. */
    private static DemucsCheckpoint lengthened(DemucsCheckpoint member, Double segment) {
        if (segment == null || member.kind() == DemucsNetwork.TRANSFORMER) {
            return member;
        }
        long samples = (long) (segment * member.sampleRate());
        return samples > member.samples() ? member.withSamples((int) Math.min(samples, Integer.MAX_VALUE)) : member;
    }

    private static void requireLike(DemucsCheckpoint first, DemucsCheckpoint other) {
        requireSame("stems", first, first.stems(), other, other.stems());
        requireSame("Hz", first, first.sampleRate(), other, other.sampleRate());
        requireSame("channels", first, first.channels(), other, other.channels());
        if (first.samples() != other.samples()) {
            throw new IllegalArgumentException("the models of a bag have segments of one length, and those of "
                    + first.file().file().getFileName() + " last " + first.seconds() + ", those of "
                    + other.file().file().getFileName() + " " + other.seconds()
                    + "; 'segment: SECONDS' in the bag's YAML makes those of Hybrid Demucs as long");
        }
    }

    private static void requireSame(
            String what, DemucsCheckpoint first, Object value, DemucsCheckpoint other, Object otherValue) {
        if (!value.equals(otherValue)) {
            throw new IllegalArgumentException("the models of a bag have the same " + what + ", and "
                    + first.file().file().getFileName() + " has " + value + ", "
                    + other.file().file().getFileName() + " " + otherValue);
        }
    }

    private static Source source(List<ForeignFile> files) {
        if (files.size() == 1) {
            ForeignFile file = files.get(0);
            return new Source(null, file.name(), file.sha256(), List.of(), List.of(), null);
        }
        List<Source.Part> parts = new ArrayList<>();
        for (ForeignFile file : files) {
            parts.add(new Source.Part(null, file.name(), file.sha256(), parts.size() + "."));
        }
        return new Source(null, null, null, List.of(), List.of(), null, parts);
    }

    private static ModelCard card(ImportRequest request, Source source, WaveformTask task) {
        Optional<ModelCard> like = request.like();
        return like.map(model -> model.like(request.name(), source, task))
                .orElseGet(() -> new ModelCard(
                        request.name(),
                        "imported, " + inWords(task.network()),
                        source,
                        ModelCard.Licence.unknown(),
                        CITATIONS,
                        List.of(),
                        List.of(),
                        null,
                        task));
    }

    private static String inWords(WaveformNetworkSettings network) {
        return network instanceof BagSettings bag
                ? "a bag of " + bag.members().size() + " of Demucs' networks"
                : network instanceof HtDemucsSettings
                        ? DemucsNetwork.TRANSFORMER.inWords()
                        : DemucsNetwork.HYBRID.inWords();
    }
}
