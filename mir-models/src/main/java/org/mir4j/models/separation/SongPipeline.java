// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.separation;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.mir4j.core.audio.Waveform;
import org.mir4j.core.concurrent.ParallelMap;
import org.mir4j.models.separation.BlockSeparation.Separated;
import org.mir4j.models.separation.SeparationStream.Piece;

/**
 * Reads a song, separates it and hands over its stems at the same time: the network runs on a thread of its own, a few
 * pieces behind the reading, while the calling thread reads the next ones and is busy with the stems of those before.
 *
 * <p>Blocks are asked for and stems are handed over on the calling thread, in order. {@link ParallelMap} says what happens
 * to failures and interruptions; a song that cannot be read on is handed over up to there.
 */
final class SongPipeline {

    /** Pieces, each as long as a step of the network: one that it works on, and one that waits. */
    private static final int AHEAD = 2;

    private final String name;
    private final SeparationStream stream;
    private final Waveform first;
    private final Supplier<Optional<Waveform>> blocks;

    /**
     * A part of the song that is in work.
     *
     * @param pieces in order
     * @param last whether the song ends with them
     * @param failure why it could not be read on; null if it could
     */
    private record Part(List<Piece> pieces, boolean last, RuntimeException failure) {}

    /**
     * @param name of the song, for messages
     * @param stream of the song, which stays the caller's to close
     * @param first block of the song
     * @param blocks gives the next block, and nothing after the last
     */
    SongPipeline(String name, SeparationStream stream, Waveform first, Supplier<Optional<Waveform>> blocks) {
        this.name = name;
        this.stream = stream;
        this.first = first;
        this.blocks = blocks;
    }

    /**
     * Separates the song.
     *
     * @param parts receives each piece of the song with its stems, in order
     * @throws org.mir4j.core.error.MirException if the song cannot be read, the model fails, or the thread is interrupted
     */
    void run(Consumer<StemAudio> parts) {
        try (ParallelMap<Part, List<List<Separated>>> separated =
                new ParallelMap<>("separation of " + name, new Parts(), this::separate, 1, AHEAD)) {
            while (separated.hasNext()) {
                Part part = separated.input();
                List<List<Separated>> ready = separated.next();
                if (!part.pieces().isEmpty()) {
                    stream.assemble(ready, part.last()).forEach(parts);
                }
                if (part.failure() != null) {
                    throw part.failure();
                }
            }
        }
    }

    /** On the thread of the network. */
    private List<List<Separated>> separate(Part part) {
        List<List<Separated>> ready = new ArrayList<>();
        for (Piece piece : part.pieces()) {
            List<List<Separated>> more = stream.separate(piece);
            for (int group = 0; group < more.size(); group++) {
                if (group == ready.size()) {
                    ready.add(new ArrayList<>());
                }
                ready.get(group).addAll(more.get(group));
            }
        }
        return ready;
    }

    /** The song as it is read, until it ends or cannot be read on. */
    private final class Parts implements Iterator<Part> {

        private boolean begun;
        private boolean ended;

        @Override
        public boolean hasNext() {
            return !ended;
        }

        @Override
        public Part next() {
            if (ended) {
                throw new NoSuchElementException("the song has ended");
            }
            List<Piece> pieces = new ArrayList<>();
            try {
                long length = 0;
                while (!ended && length < stream.step()) {
                    Optional<Waveform> block = begun ? blocks.get() : Optional.of(first);
                    begun = true;
                    ended = block.isEmpty();
                    pieces.add(block.isPresent() ? stream.take(block.get()) : stream.takeEnd());
                    length += block.map(Waveform::length).orElse(0);
                }
                return new Part(pieces, ended, null);
            } catch (RuntimeException e) {
                ended = true;
                return new Part(pieces, false, e);
            }
        }
    }
}
