// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.datasets.verify;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.mir4j.core.dataset.Checksum;
import org.mir4j.core.dataset.DatasetFile;
import org.mir4j.core.dataset.Recording;
import org.mir4j.core.error.MirException;
import org.mir4j.datasets.files.FileLookup;

/** Finds out whether one file is whole. */
final class FileCheck {

    /**
     * What came out.
     *
     * @param file what was looked for
     * @param there whether it was there
     * @param check how it was looked at
     * @param damage what is wrong with it, if anything
     */
    record Result(DatasetFile file, boolean there, Check check, Optional<Damage> damage) {}

    private final DatasetFile file;
    private final Path path;
    private final List<Recording> recordings;
    private final Decoder decoder;

    FileCheck(Path root, DatasetFile file, List<Recording> recordings, Decoder decoder) {
        this.file = file;
        this.path = FileLookup.find(root, file.path());
        this.recordings = recordings;
        this.decoder = decoder;
    }

    Result run() {
        Check check =
                file.checksum().isPresent() ? Check.CHECKSUM : recordings.isEmpty() ? Check.READING : Check.DECODING;
        boolean there = Files.isRegularFile(path);
        return new Result(file, there, check, there ? damage(check) : Optional.empty());
    }

    private Optional<Damage> damage(Check check) {
        try {
            if (Files.size(path) == 0) {
                return Optional.of(new Damage.Empty());
            }
            switch (check) {
                case CHECKSUM -> {
                    Checksum expected = file.checksum().orElseThrow();
                    Checksum found = checksum(expected.algorithm());
                    return found.equals(expected) ? Optional.empty() : Optional.of(new Damage.Altered(found, expected));
                }
                case DECODING -> recordings.forEach(decoder::decode);
                case READING -> {
                    try (InputStream stream = Files.newInputStream(path)) {
                        stream.transferTo(OutputStream.nullOutputStream());
                    }
                }
                default -> throw new IllegalStateException("no such check: " + check);
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(new Damage.Unreadable(e.toString()));
        } catch (RuntimeException e) {
            // a damaged file may bring out what the decoder's author never met; it must not end the verification
            return Optional.of(new Damage.Undecodable(e instanceof MirException ? e.getMessage() : e.toString()));
        }
    }

    private Checksum checksum(String algorithm) throws IOException {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Java has no " + algorithm, e);
        }
        try (InputStream stream = new DigestInputStream(Files.newInputStream(path), digest)) {
            stream.transferTo(OutputStream.nullOutputStream());
        }
        return new Checksum(algorithm, HexFormat.of().formatHex(digest.digest()));
    }
}
