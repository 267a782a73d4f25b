package org.mir4j.models.checkpoint;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mir4j.core.error.ModelException;

/** What the pickles of {@code torch.save} may refer to: storages, tensors over them, and ordered dictionaries. */
final class TorchTensors implements Pickle.Builder {

    /** A run of numbers, by the key under which the file keeps its bytes. */
    record Storage(String key, NumberType type, long length) {}

    /** A view of a storage. */
    record View(Storage storage, long offset, long[] shape, long[] strides) {

        /** How many numbers it shows; known to be no more than its storage has. */
        int size() {
            return Math.toIntExact(Arrays.stream(shape).reduce(1, (a, b) -> a * b));
        }
    }

    private enum Known {
        ORDERED_DICT,
        REBUILD_TENSOR,
        REBUILD_PARAMETER
    }

    private final Map<String, Storage> storages = new LinkedHashMap<>();

    /** All storages that the pickle has named so far, by key. */
    Map<String, Storage> storages() {
        return storages;
    }

    @Override
    public Object global(String module, String name) {
        String global = module + "." + name;
        return switch (global) {
            case "collections.OrderedDict" -> Known.ORDERED_DICT;
            case "torch._utils._rebuild_tensor_v2" -> Known.REBUILD_TENSOR;
            case "torch._utils._rebuild_parameter" -> Known.REBUILD_PARAMETER;
            default ->
                NumberType.ofTorch(module.equals("torch") ? name : "")
                        .orElseThrow(() -> new ModelException("the pickle wants to use " + global
                                + ", which no file of weights needs; nothing of it was run"));
        };
    }

    @Override
    public Object call(Object callable, List<?> arguments) {
        if (callable == Known.ORDERED_DICT && arguments.isEmpty()) {
            return new LinkedHashMap<>();
        }
        if (callable == Known.REBUILD_TENSOR && arguments.size() >= 4) {
            return view(
                    (Storage) arguments.get(0),
                    (Long) arguments.get(1),
                    sizes(arguments.get(2)),
                    sizes(arguments.get(3)));
        }
        if (callable == Known.REBUILD_PARAMETER && !arguments.isEmpty()) {
            return arguments.get(0);
        }
        // no text of a foreign object here: it may be endless
        throw new ModelException("the pickle calls " + (callable instanceof Enum<?> known ? known : "no known thing")
                + " with " + arguments.size() + " arguments");
    }

    @Override
    public Object persistent(Object id) {
        List<?> parts = (List<?>) id;
        if (parts.size() < 5 || !"storage".equals(parts.get(0)) || !(parts.get(1) instanceof NumberType type)) {
            throw new ModelException("the pickle refers to something outside of it that is no storage of numbers");
        }
        if (parts.size() > 5 && parts.get(5) != null) {
            throw new ModelException("the file holds a view of another storage, as PyTorch before 0.4 wrote;"
                    + " load and save it again with a newer PyTorch");
        }
        Storage storage = new Storage((String) parts.get(2), type, (Long) parts.get(4));
        if (storage.length() < 0) {
            throw new ModelException("storage " + storage.key() + " claims " + storage.length() + " numbers");
        }
        Storage earlier = storages.putIfAbsent(storage.key(), storage);
        return earlier == null ? storage : earlier;
    }

    private static View view(Storage storage, long offset, long[] shape, long[] strides) {
        Tensor.requireFewAxes("over storage " + storage.key(), shape.length);
        boolean fits = offset >= 0 && shape.length == strides.length;
        long last = offset;
        long size = 1;
        try {
            for (int d = 0; fits && d < shape.length; d++) {
                fits = shape[d] >= 0 && strides[d] >= 0;
                size = Math.multiplyExact(size, shape[d]);
                last = Math.addExact(last, Math.multiplyExact(Math.max(0, shape[d] - 1), strides[d]));
            }
        } catch (ArithmeticException e) {
            fits = false;
        }
        // a view that repeats numbers can claim any size over a small storage
        if (!fits || size > storage.length() || size > 0 && last >= storage.length()) {
            throw new ModelException("a tensor of shape " + Arrays.toString(shape) + " does not fit its storage of "
                    + storage.length() + " numbers");
        }
        return new View(storage, offset, shape, strides);
    }

    private static long[] sizes(Object tuple) {
        return ((List<?>) tuple).stream().mapToLong(size -> (Long) size).toArray();
    }

    /** The numbers of a view, given the bytes of its storage. */
    static Tensor tensor(View view, ByteBuffer storageBytes) {
        ByteBuffer bytes = storageBytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        float[] values = new float[view.size()];
        for (int i = 0; i < values.length; i++) {
            long rest = i;
            long at = view.offset();
            for (int d = view.shape().length - 1; d >= 0; d--) {
                at += rest % view.shape()[d] * view.strides()[d];
                rest /= view.shape()[d];
            }
            values[i] = view.storage().type().read(bytes, (int) at);
        }
        return new Tensor(view.shape(), values);
    }
}
