// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.mir4j.core.error.ModelException;
import org.mir4j.core.error.Reason;

/**
 * Checks what {@code torch.jit.save} writes: a zip of a pickle, its storages and code. PyTorch reads the file itself; this
 * is to see before that it is whole, and that its code works on tensors only.
 *
 * <p>That is no sandbox: whoever means harm may find a fault of PyTorch's to use. A module is a program of its author.
 */
public final class TorchScriptFile {

    private static final String CODE = "/code/";
    private static final String CONSTANTS = "/constants.pkl";
    private static final int START = 8;

    /** The form for phones, in which code is no text; PyTorch looks for these letters first. */
    private static final String FLATBUFFER = "PTMF";

    /** The code of the largest networks, with where it comes from, has some megabytes. */
    private static final int MOST_CODE = 1 << 26;

    private static final String HOW = "; build the network in Python, load its weights, and write"
            + " torch.jit.script(network.eval()).save('FILE.pt')";

    private TorchScriptFile() {}

    /**
     * Refuses what is no TorchScript, damaged, or has code that reaches beyond tensors. Nothing is run for this.
     *
     * @param file of {@code torch.jit.save}
     * @throws ModelException if it is refused, with what to do where it is something else
     */
    public static void require(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new ModelException(
                    file + (Files.exists(file) ? " is not a file" : " does not exist") + "; expected TorchScript.");
        }
        try {
            requireStart(file);
            TorchFile.reading(file, zip -> {
                requireWhole(zip, Files.size(file));
                return zip;
            });
        } catch (ModelException e) {
            throw new ModelException(file + " is refused as TorchScript: " + e.getMessage() + ".", e);
        } catch (IOException e) {
            throw new ModelException(file + " is damaged, or no TorchScript: " + Reason.of(e) + ".", e);
        } catch (RuntimeException e) {
            throw new ModelException(file + " is damaged, or no TorchScript: " + Reason.inText(e) + ".", e);
        }
    }

    private static void requireStart(Path file) throws IOException {
        byte[] bytes;
        try (InputStream stream = Files.newInputStream(file)) {
            bytes = stream.readNBytes(START);
        }
        String start = new String(bytes, StandardCharsets.ISO_8859_1);
        if (start.startsWith("<")) {
            throw new ModelException("it starts with '<', so it is a web page or other markup; get the file itself");
        }
        if (!start.startsWith("PK\u0003\u0004")) {
            throw new ModelException("it is no zip, as those of torch.jit.save are" + HOW);
        }
        if (start.endsWith(FLATBUFFER)) {
            throw new ModelException("it is in the form for mobile devices" + HOW);
        }
    }

    private static void requireWhole(ZipFile zip, long size) throws IOException {
        boolean code = false;
        boolean constants = false;
        Set<String> names = new HashSet<>();
        long left = size;
        long leftOfCode = MOST_CODE;
        for (ZipEntry entry : Collections.list(zip.entries())) {
            // PyTorch looks names up in either case
            String name = entry.getName().toLowerCase(Locale.ROOT);
            if (!names.add(name)) {
                throw new ModelException("it has two entries " + entry.getName());
            }
            boolean ofCode = name.contains(CODE) || name.endsWith(".py");
            if (ofCode) {
                leftOfCode -= entry.getSize();
                requireCode(zip, entry, leftOfCode);
            } else {
                TorchFile.requireStored(entry);
                left -= entry.getSize();
                if (left < 0) {
                    throw new ModelException("its entries claim more bytes than the " + size + " that it has");
                }
                TorchFile.requireSound(zip, entry);
            }
            constants |= name.endsWith(CONSTANTS);
            code |= ofCode;
        }
        if (!code || !constants) {
            throw new ModelException("it is a checkpoint of torch.save, which holds weights and no network" + HOW);
        }
    }

    /** Code is compressed where it has more than some lines. */
    private static void requireCode(ZipFile zip, ZipEntry entry, long left) throws IOException {
        if (left < 0) {
            throw new ModelException("its code has more than " + MOST_CODE + " bytes, which no network needs");
        }
        byte[] bytes;
        try (InputStream stream = zip.getInputStream(entry)) {
            bytes = stream.readNBytes((int) Math.min(MOST_CODE, entry.getSize() + 1));
        }
        TorchFile.requireChecksum(entry, bytes);
        if (entry.getName().toLowerCase(Locale.ROOT).endsWith(".py")) {
            TorchScriptCode.requireTensorsOnly(new String(bytes, StandardCharsets.ISO_8859_1));
        }
    }
}
