// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mir4j.core.error.ModelException;
import org.mir4j.models.checkpoint.TorchTensors.Storage;
import org.mir4j.models.checkpoint.TorchTensors.View;

/** Turns storages into tensors, one storage after the other, once it is known that there is room for them. */
final class StorageNumbers {

    /** Brings the bytes of a storage, of which there are as many as it claims. */
    interface Source {

        ByteBuffer bytes(Storage storage) throws IOException;
    }

    /**
     * How many numbers a file may come to for each of its bytes. Tensors that share a storage are read more than once,
     * which is harmless for tied weights and a bomb in the hands of a thousand views.
     */
    private static final long NUMBERS_A_BYTE = 4;

    private StorageNumbers() {}

    static Map<String, Tensor> tensors(Map<String, View> views, Collection<String> names, long fileSize, Source source)
            throws IOException {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        Map<Storage, List<String>> byStorage = new LinkedHashMap<>();
        long numbers = 0;
        for (String name : names) {
            View view = views.get(name);
            tensors.put(name, null); // its place in the order
            byStorage
                    .computeIfAbsent(view.storage(), storage -> new ArrayList<>())
                    .add(name);
            numbers += view.size();
        }
        requireFewNumbers(numbers, fileSize);
        for (Map.Entry<Storage, List<String>> storage : byStorage.entrySet()) {
            ByteBuffer bytes = source.bytes(storage.getKey());
            fill(tensors, storage.getValue(), views, bytes);
        }
        return tensors;
    }

    private static void fill(
            Map<String, Tensor> tensors, List<String> names, Map<String, View> views, ByteBuffer bytes) {
        Map<View, Tensor> read = new LinkedHashMap<>();
        for (String name : names) {
            tensors.put(name, read.computeIfAbsent(views.get(name), view -> TorchTensors.tensor(view, bytes)));
        }
    }

    private static void requireFewNumbers(long numbers, long fileSize) {
        if (numbers > NUMBERS_A_BYTE * fileSize) {
            throw new ModelException("its tensors share their numbers so often that they come to more than "
                    + NUMBERS_A_BYTE + " numbers for each of its " + fileSize + " bytes");
        }
        requireRoom(numbers * Float.BYTES + fileSize);
    }

    /** Refuses numbers for which there is no room, before room is taken for them. */
    static void requireRoom(long bytes) {
        long most = Runtime.getRuntime().maxMemory();
        if (bytes > most) {
            throw new ModelException("its numbers take " + (bytes >> 20) + " MB to read, and Java may use "
                    + (most >> 20) + " MB (-Xmx in MIR_JAVA_OPTS gives it more)");
        }
    }
}
