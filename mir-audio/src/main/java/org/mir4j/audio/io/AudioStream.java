// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.audio.io;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.mir4j.audio.io.FfmpegDecoder.Damage;
import org.mir4j.core.audio.Waveform;
import org.mir4j.core.error.AudioException;

/** An open audio file that hands out its samples block by block. Not for use by several threads. */
public final class AudioStream implements AutoCloseable {

    private static final double LOSSLESS_ROUNDING = 0.005;

    /** A lossy file may lack so much at its end, in seconds or as a part of it, before it is refused. */
    private static final double MISSED_SECONDS = 0.5;

    private static final double MISSED_PART = 0.01;

    private final AudioReader request;
    private final Path file;
    private final AudioSource source;
    private final FfmpegDecoder decoder;
    private final DamageReporter damages;
    private final AudioInfo info;
    private FfmpegResampler resampler;
    private boolean ended;
    private boolean closed;
    private long position; // samples that have left the resampler
    private long delivered;
    private int rate;

    AudioStream(AudioReader request) {
        this.request = request;
        file = request.file();
        requireFile();
        damages = new DamageReporter(request);
        source = new AudioSource(file, request.track(), request.notices());
        try {
            info = source.info();
            requireChannel();
            decoder = new FfmpegDecoder(file, source.packets(), source.parameters(), damages::add);
        } catch (RuntimeException | Error e) {
            source.close();
            throw e;
        }
    }

    private void requireChannel() {
        if (request.channel() >= info.channels()) {
            throw new AudioException(
                    file + " has " + info.channels() + (info.channels() == 1 ? " channel" : " channels")
                            + ", counted from 0; channel " + request.channel() + " was asked for.");
        }
    }

    private void requireFile() {
        if (file.getFileSystem() != FileSystems.getDefault()) {
            throw new AudioException(file + " lies in a file system of Java's ("
                    + file.getFileSystem().provider().getScheme()
                    + "), where FFmpeg cannot read; copy it to a folder first.");
        }
        if (Files.notExists(file)) {
            throw new AudioException(file + " does not exist.");
        }
        if (!Files.isRegularFile(file)) {
            throw new AudioException(file + " is not a file; expected an audio file.");
        }
        if (!Files.isReadable(file)) {
            throw new AudioException(file + " may not be read by this user.");
        }
        try {
            if (Files.size(file) == 0) {
                throw new AudioException(file + " is empty (0 bytes).");
            }
        } catch (IOException e) {
            throw new AudioException(file + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    /**
     * What the file's header says.
     *
     * @return format, rate, channels, declared duration and tags
     */
    public AudioInfo info() {
        return info;
    }

    /**
     * The next samples: as many as are at hand, at least one.
     *
     * @return a block with as many channels and at the rate that were asked for, or empty at the end
     * @throws AudioException if the file turns out to be cut off or damaged, holds samples that are not finite, no
     *     samples at all, or none in the range asked for
     */
    public Optional<Waveform> next() {
        if (closed) {
            throw new IllegalStateException(file + " has been closed");
        }
        while (!ended) {
            Waveform block = new Waveform(withinRange(decode()), rate);
            if (block.length() > 0) {
                requireFinite(block);
                delivered += block.length();
                return Optional.of(block);
            }
        }
        return Optional.empty();
    }

    private float[][] decode() {
        AVFrame frame = decoder.next();
        if (frame != null && resampler != null && resampler.fits(frame)) {
            return chosen(resampler.convert(frame));
        }
        float[][] rest = resampler == null ? new float[1][0] : chosen(resampler.drain());
        if (frame == null) {
            ended = true;
            requireComplete();
            return rest;
        }
        return concatenate(rest, chosen(restart(frame).convert(frame)));
    }

    /** The channel that was asked for, if it was one. */
    private float[][] chosen(float[][] block) {
        return request.channel() < 0 ? block : new float[][] {block[request.channel()]};
    }

    /** A new resampler, for the first frame and for one whose format differs, as in chained Ogg files. */
    private FfmpegResampler restart(AVFrame frame) {
        int outRate = request.sampleRate() == 0 ? info.sampleRate() : request.sampleRate();
        FfmpegResampler next = new FfmpegResampler(file, frame, outRate, request.downMixed() && request.channel() < 0);
        if (resampler != null) {
            int channels = resampler.outChannels();
            resampler.close();
            resampler = null;
            boolean differ =
                    request.channel() < 0 ? channels != next.outChannels() : request.channel() >= next.outChannels();
            if (differ) {
                int found = next.outChannels();
                next.close();
                throw new AudioException(file + " changes from " + channels + " to " + found + " channels at "
                        + Seconds.of(decoder.seconds()) + "; read it in mono.");
            }
        }
        resampler = next;
        rate = next.outRate();
        return next;
    }

    private float[][] withinRange(float[][] block) {
        long from = Math.round(request.start() * rate);
        double length = request.duration() * rate;
        long to = (long) Math.min(Long.MAX_VALUE, from + Math.max(1.0, Math.floor(length + 0.5)));
        int size = block[0].length;
        int first = (int) Math.min(size, Math.max(0, from - position));
        int last = (int) Math.min(size, Math.max(0, to - position));
        position += size;
        if (position >= to && !ended) {
            ended = true;
            damages.finish(0);
        }
        if (ended && delivered == 0 && first >= last) {
            throw nothingThere();
        }
        return first == 0 && last == size ? block : slice(block, first, last);
    }

    private AudioException nothingThere() {
        if (decoder.decodedSeconds() == 0) {
            return new AudioException(
                    file + " holds no audio: not one sample could be decoded from its " + info.codec() + " stream.");
        }
        if (position == 0) {
            long samples = Math.round(decoder.decodedSeconds() * info.sampleRate());
            return new AudioException(file + " is too short to be resampled from " + info.sampleRate() + " to " + rate
                    + " Hz: it has " + samples + (samples == 1 ? " sample." : " samples."));
        }
        return new AudioException(file + " lasts " + Seconds.of((double) position / rate)
                + ", so nothing lies in the range that starts at " + Seconds.of(request.start()) + ".");
    }

    private void requireComplete() {
        double decoded = decoder.decodedSeconds();
        double declared = source.packets().declaredDuration().orElse(0);
        boolean whole = declared > 0 && decoded >= declared - LOSSLESS_ROUNDING; // damage behind it is not its own
        if (decoder.lossless() && decoder.damagedPackets() > 0 && !whole) {
            throw new AudioException(file + " is damaged or cut off: " + decoder.damagedPackets() + " of its "
                    + info.codec() + " packets could not be decoded (" + Seconds.of(decoded) + " could).");
        }
        damages.finish(decoder.lossless() ? 0 : decoder.damagedPackets());
        if (decoded == 0 || declared == 0) {
            return;
        }
        if (decoder.lossless() && decoded > declared + LOSSLESS_ROUNDING) {
            throw new AudioException(file + " lies about its length: its header declares " + Seconds.of(declared)
                    + ", but " + Seconds.of(decoded) + " were decoded.");
        }
        double missing = declared - decoder.recordedSeconds();
        if (missing > (decoder.lossless() ? LOSSLESS_ROUNDING : source.packets().rounding())) {
            String sentence = file + " is cut off: its header declares " + Seconds.of(declared) + ", only "
                    + Seconds.of(decoder.seconds()) + " could be decoded.";
            if (decoder.lossless() || missing > Math.max(MISSED_SECONDS, declared * MISSED_PART)) {
                throw new AudioException(sentence);
            }
            request.notices().accept(new AudioNotice(AudioNotice.Kind.DAMAGE, sentence));
        }
    }

    private void requireFinite(Waveform block) {
        block.notFinite().ifPresent(sample -> {
            double at = request.start() + (double) (delivered + sample.index()) / rate;
            throw new AudioException(file + " holds samples that are not finite (" + sample.value() + " near "
                    + Seconds.of(at) + "); it was written by a faulty program.");
        });
    }

    private static float[][] slice(float[][] block, int first, int last) {
        return Arrays.stream(block)
                .map(channel -> Arrays.copyOfRange(channel, first, Math.max(first, last)))
                .toArray(float[][]::new);
    }

    private static float[][] concatenate(float[][] head, float[][] tail) {
        if (head[0].length == 0) {
            return tail;
        }
        float[][] both = new float[tail.length][];
        for (int c = 0; c < tail.length; c++) {
            both[c] = Arrays.copyOf(head[c], head[c].length + tail[c].length);
            System.arraycopy(tail[c], 0, both[c], head[c].length, tail[c].length);
        }
        return both;
    }

    /** Releases the file and the decoder. */
    @Override
    public void close() {
        closed = true;
        if (resampler != null) {
            resampler.close();
            resampler = null;
        }
        decoder.close();
        source.close();
    }

    /** Says what of a file is damaged: the first places by themselves, and how many more there are. */
    private static final class DamageReporter {

        private static final int NAMED = 10;

        private final AudioReader request;
        private int count;
        private double seconds;

        DamageReporter(AudioReader request) {
            this.request = request;
        }

        void add(Damage damage) {
            if (damage.at() + damage.seconds() <= request.start()
                    || damage.at() >= request.start() + request.duration()) {
                return; // of what was asked for, nothing is lost
            }
            count++;
            seconds += damage.seconds();
            if (count <= NAMED) {
                say(request.file() + " is damaged at " + Seconds.of(damage.at()) + ": " + Seconds.of(damage.seconds())
                        + " could not be decoded and are silent.");
            }
        }

        /**
         * Says the rest, at the end of the file.
         *
         * @param packets how many could not be decoded
         */
        void finish(int packets) {
            if (count == 0 && packets > 0) {
                say(
                        request.file() + " is damaged: " + packets
                                + " of its packets could not be decoded. What is lost is shorter than what can be told from its times.");
            }
            if (count > NAMED) {
                say(request.file() + " is damaged at " + count + " places; " + Seconds.of(seconds)
                        + " in all are silent.");
            }
        }

        private void say(String sentence) {
            request.notices().accept(new AudioNotice(AudioNotice.Kind.DAMAGE, sentence));
        }
    }
}
