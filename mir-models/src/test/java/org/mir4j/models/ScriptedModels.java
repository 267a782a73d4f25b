// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.mir4j.models.store.ImportSettings;
import org.mir4j.models.store.InstalledModel;
import org.mir4j.models.store.ModelStore;

/** Modules of TorchScript: those of {@code make_torchscript.py} with their cards, and others of any code. */
public final class ScriptedModels {

    /** Of {@code stems.pt}. */
    public static final String STEMS =
            """
            summary: three stems
            licence: {name: CC0-1.0, url: "https://creativecommons.org/publicdomain/zero/1.0/"}
            task:
              type: waveform-separation
              sampleRate: 8000
              channels: 2
              stems: [vocals, drums, rest]
              chunks: {samples: 512, overlap: 0.25, fade: triangle}
            """;

    /** Of {@code masks.pt}. */
    public static final String MASKS =
            """
            task:
              type: separation
              sampleRate: 8000
              channels: 1
              stft: {fftSize: 64, windowLength: 64, hop: 16, window: hann-periodic, padding: reflect}
              network: {activation: sigmoid}
              stems: [vocals, accompaniment]
              segment: {frames: 33, overlap: 8}
            """;

    /** Of {@code tags.pt}. */
    public static final String TAGS =
            """
            task:
              type: tagging
              windowSeconds: 0.064
              frontEnd: {sampleRate: 8000}
              network: {activation: sigmoid}
              labels: [low, high, noise]
            """;

    /** Of {@code log-mel.pt}. */
    public static final String LOG_MEL =
            """
            task:
              type: tagging
              windowSeconds: 0.064
              frontEnd:
                sampleRate: 8000
                stft: {fftSize: 64, windowLength: 64, hop: 16, window: hann-periodic, padding: reflect}
                power: 2
                mel: {bands: 8, minHertz: 0, maxHertz: 4000, scale: htk, norm: none, triangles: hertz}
                log: {form: decibels, constant: 1e-10, range: 0}
              labels: [low, high, noise]
            """;

    private ScriptedModels() {}

    /** A module that Python made. */
    public static Path module(String name) {
        try {
            return Path.of(ScriptedModels.class
                    .getResource("/torchscript/" + name + ".pt")
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A store of its own. */
    public static ModelStore store(Path home) {
        return new ModelStore(home, Optional.empty());
    }

    /** Imports a module with a card, under the name {@code mine}. */
    public static InstalledModel install(Path folder, Path module, String card) {
        try {
            Path yaml = Files.writeString(folder.resolve("card.yaml"), card);
            return store(folder.resolve("home")).importFiles(List.of(module), "torchscript", "mine", settings(yaml));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Nothing but a card. */
    public static ImportSettings settings(Path card) {
        return ImportSettings.none().withCard(card);
    }

    /** Writes a module without weights that gives one array. */
    public static Path write(Path file, String forward) {
        return writeGiving("Tensor", file, forward);
    }

    /** Writes a module without weights. */
    public static Path writeGiving(String result, Path file, String forward) {
        String code = "class M(Module):\n  __parameters__ = []\n  __buffers__ = []\n  training : bool\n"
                + "  def forward(self: __torch__.M, x: Tensor) -> " + result + ":\n"
                + forward.indent(4);
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("m/version", "3\n".getBytes(StandardCharsets.US_ASCII));
        entries.put("m/constants.pkl", new byte[] {(byte) 0x80, 2, ')', '.'});
        entries.put("m/data.pkl", object());
        entries.put("m/code/__torch__.py", code.getBytes(StandardCharsets.UTF_8));
        return write(file, entries);
    }

    /** Writes a zip, of which some entries are compressed. */
    public static Path write(Path file, Map<String, byte[]> entries, String... compressed) {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (Map.Entry<String, byte[]> each : entries.entrySet()) {
                ZipEntry entry = new ZipEntry(each.getKey());
                CRC32 checksum = new CRC32();
                checksum.update(each.getValue());
                boolean stored = !List.of(compressed).contains(each.getKey());
                entry.setMethod(stored ? ZipEntry.STORED : ZipEntry.DEFLATED);
                entry.setSize(each.getValue().length);
                entry.setCrc(checksum.getValue());
                zip.putNextEntry(entry);
                zip.write(each.getValue());
                zip.closeEntry();
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a zip holds. */
    public static Map<String, byte[]> read(Path file) {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                try (InputStream stream = zip.getInputStream(entry)) {
                    entries.put(entry.getName(), stream.readAllBytes());
                }
            }
            return entries;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code __torch__.M} with {@code training = False}. */
    private static byte[] object() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(new byte[] {(byte) 0x80, 2});
        bytes.writeBytes("c__torch__\nM\n)".getBytes(StandardCharsets.US_ASCII));
        bytes.writeBytes(new byte[] {(byte) 0x81, '}', '(', 'X', 8, 0, 0, 0});
        bytes.writeBytes("training".getBytes(StandardCharsets.US_ASCII));
        bytes.writeBytes(new byte[] {(byte) 0x89, 'u', 'b', '.'});
        return bytes.toByteArray();
    }
}
