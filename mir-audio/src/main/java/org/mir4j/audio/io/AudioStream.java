package org.mir4j.audio.io;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.mir4j.core.audio.Waveform;
import org.mir4j.core.error.AudioException;

/** An open audio file that hands out its samples block by block. Not for use by several threads. */
public final class AudioStream implements AutoCloseable {

    private final AudioReader request;
    private final Path file;
    private final FfmpegDecoder decoder;
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
        RiffLength.check(file);
        OggEnd.check(file);
        decoder = new FfmpegDecoder(file, request.track());
        info = decoder.info();
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
     * @throws AudioException if the file turns out to be cut off or damaged, holds samples that are no numbers, no
     *     samples at all, or none in the range asked for
     */
    public Optional<Waveform> next() {
        if (closed) {
            throw new IllegalStateException(file + " has been closed");
        }
        while (!ended) {
            float[][] block = withinRange(decode());
            if (block[0].length > 0) {
                requireNumbers(block);
                delivered += block[0].length;
                return Optional.of(new Waveform(block, rate));
            }
        }
        return Optional.empty();
    }

    private float[][] decode() {
        AVFrame frame = decoder.next();
        if (frame != null && resampler != null && resampler.fits(frame)) {
            return resampler.convert(frame);
        }
        float[][] rest = resampler == null ? new float[1][0] : resampler.drain();
        if (frame == null) {
            ended = true;
            requireComplete();
            return rest;
        }
        return concatenate(rest, restart(frame).convert(frame));
    }

    /** A new resampler, for the first frame and for one whose format differs, as in chained Ogg files. */
    private FfmpegResampler restart(AVFrame frame) {
        int outRate = request.sampleRate() == 0 ? info.sampleRate() : request.sampleRate();
        FfmpegResampler next = new FfmpegResampler(file, frame, outRate, request.downMixed());
        if (resampler != null) {
            int channels = resampler.outChannels();
            resampler.close();
            resampler = null;
            if (channels != next.outChannels()) {
                int found = next.outChannels();
                next.close();
                throw new AudioException(file + " changes from " + channels + " to " + found + " channels at "
                        + seconds(decoder.decodedSeconds()) + "; read it in mono.");
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
        if (position >= to) {
            ended = true;
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
        return new AudioException(file + " lasts " + seconds((double) position / rate)
                + ", so nothing lies in the range that starts at " + seconds(request.start()) + ".");
    }

    private void requireComplete() {
        double decoded = decoder.decodedSeconds();
        if (decoder.lossless() && decoder.damagedPackets() > 0) {
            throw new AudioException(file + " is damaged or cut off: " + decoder.damagedPackets() + " of its "
                    + info.codec() + " packets could not be decoded (" + seconds(decoded) + " could).");
        }
        if (decoded == 0 || info.declaredDuration().isEmpty()) {
            return;
        }
        double declared = info.declaredDuration().getAsDouble();
        // headers of lossy files round, and count the encoder's padding in or out
        double slack = decoder.lossless() ? 0.005 : Math.max(0.5, declared / 100);
        if (decoded < declared - slack) {
            throw new AudioException(file + " is cut off: its header declares " + seconds(declared) + ", only "
                    + seconds(decoded) + " could be decoded.");
        }
        if (decoder.lossless() && decoded > declared + slack) {
            throw new AudioException(file + " lies about its length: its header declares " + seconds(declared)
                    + ", but " + seconds(decoded) + " were decoded.");
        }
    }

    private void requireNumbers(float[][] block) {
        for (float[] channel : block) {
            for (int n = 0; n < channel.length; n++) {
                if (!Float.isFinite(channel[n])) {
                    double at = request.start() + (double) (delivered + n) / rate;
                    throw new AudioException(file + " holds samples that are no numbers (" + channel[n] + " near "
                            + seconds(at) + "); it was written by a faulty program.");
                }
            }
        }
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

    private static String seconds(double value) {
        return String.format(Locale.ROOT, "%.2f s", value);
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
    }
}
