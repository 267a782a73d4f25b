// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.mir4j.core.error.ModelException;

/**
 * What the pickles of {@code torch.save} refer to: storages, tensors over them, and dictionaries. All other things are
 * inert. Numbers are read afterwards, one storage after the other.
 */
final class TorchTensors implements Pickle.Builder {

    /** A run of numbers, by the key under which the file keeps its bytes. */
    record Storage(String key, NumberType type, long length) {}

    /** A view of a storage that lies in it: a tensor whose numbers have not been read. */
    record View(Storage storage, long offset, List<?> shape, List<?> strides, long size) {}

    private enum Known {
        DICTIONARY,
        DICTIONARY_WITH_DEFAULT,
        REBUILD_TENSOR,
        REBUILD_WRAPPED,
        REBUILD_SUBCLASS
    }

    private static final Map<String, Known> KNOWN = Map.of(
            "collections.OrderedDict", Known.DICTIONARY,
            "collections.defaultdict", Known.DICTIONARY_WITH_DEFAULT,
            "torch._utils._rebuild_tensor", Known.REBUILD_TENSOR,
            "torch._utils._rebuild_tensor_v2", Known.REBUILD_TENSOR,
            "torch._utils._rebuild_parameter", Known.REBUILD_WRAPPED,
            "torch._utils._rebuild_parameter_with_state", Known.REBUILD_WRAPPED,
            "torch._tensor._rebuild_from_type_v2", Known.REBUILD_SUBCLASS);

    private static final String UNTYPED = "torch.storage.UntypedStorage";

    /**
     * The most numbers that tensors may have for each byte of their file. Tensors that share a storage are read more
     * than once, which is harmless for tied weights and a bomb in the hands of a thousand views.
     */
    private static final long NUMBERS_PER_BYTE = 4;

    private final Budget budget;
    private final Map<String, Storage> storages = new LinkedHashMap<>();

    /**
     * @param budget for what a file describes
     */
    TorchTensors(Budget budget) {
        this.budget = budget;
    }

    /** All storages that the pickle has named so far, by key. */
    Map<String, Storage> storages() {
        return storages;
    }

    @Override
    public Object global(String module, String name) {
        String global = module + "." + name;
        if (CodeNames.contain(module, name)) {
            throw new ModelException("the pickle wants to use " + global
                    + ", which no file of weights needs; nothing of it was run. Do not load this file elsewhere");
        }
        Known known = KNOWN.get(global);
        if (known != null) {
            return known;
        }
        Optional<NumberType> type = global.equals(UNTYPED)
                ? Optional.of(NumberType.BYTE)
                : NumberType.ofTorch(module.equals("torch") ? name : "");
        return type.isPresent() ? type.get() : InertObject.named(global);
    }

    @Override
    public Object call(Object callable, List<?> arguments) {
        if (callable instanceof InertObject object) {
            return object.called(arguments);
        }
        if (callable instanceof NumberType type) {
            return InertObject.named("torch." + type.torchName()).called(arguments);
        }
        if (!(callable instanceof Known known)) {
            // no text of a foreign object here: it may be endless
            throw new ModelException(
                    "the pickle calls something that is not a function, with " + arguments.size() + " arguments");
        }
        return switch (known) {
            case DICTIONARY -> arguments.isEmpty() ? new LinkedHashMap<>() : dictionary(arguments.get(0));
            case DICTIONARY_WITH_DEFAULT -> new LinkedHashMap<>();
            case REBUILD_TENSOR -> tensor(arguments);
            case REBUILD_WRAPPED -> arguments.get(0);
            case REBUILD_SUBCLASS ->
                arguments.get(0) instanceof Known inner && inner == Known.REBUILD_TENSOR
                        ? tensor((List<?>) arguments.get(2))
                        : InertObject.named("torch.Tensor").called(List.of());
        };
    }

    /** The pairs of which Python 2 makes a dictionary. */
    private Object dictionary(Object pairs) {
        Map<Object, Object> dictionary = new LinkedHashMap<>();
        budget.take((long) Budget.OBJECT * ((List<?>) pairs).size()); // the list may be used again and again
        for (Object pair : (List<?>) pairs) {
            List<?> both = (List<?>) pair;
            dictionary.put(Pickle.key(both.get(0)), both.get(1));
        }
        return dictionary;
    }

    private static Object tensor(List<?> arguments) {
        if (arguments.get(0) instanceof InertObject storage) {
            return InertObject.named("torch.Tensor").called(List.of(storage));
        }
        return view((Storage) arguments.get(0), (Long) arguments.get(1), (List<?>) arguments.get(2), (List<?>)
                arguments.get(3));
    }

    @Override
    public Object persistent(Object id) {
        List<?> parts = (List<?>) id;
        if (parts.size() > 1 && "module".equals(parts.get(0))) {
            return parts.get(1); // a class, with its source code, which is left where it is
        }
        if (parts.size() < 5 || !"storage".equals(parts.get(0))) {
            throw new ModelException("the pickle refers to something outside of it that is not a storage of numbers");
        }
        if (parts.get(1) instanceof InertObject unknown) {
            return unknown.called(List.of());
        }
        if (!(parts.get(1) instanceof NumberType type)) {
            throw new ModelException("the pickle has a storage of something that is not a type of numbers");
        }
        if (parts.size() > 5 && parts.get(5) != null) {
            throw new ModelException("the file holds a view of another storage, as PyTorch before 0.4 wrote;"
                    + " load and save it again with a newer PyTorch");
        }
        Storage storage = new Storage((String) Pickle.key(parts.get(2)), type, (Long) parts.get(4));
        if (storage.length() < 0) {
            throw new ModelException("storage " + storage.key() + " claims " + storage.length() + " numbers");
        }
        Storage earlier = storages.putIfAbsent(storage.key(), storage);
        return earlier == null ? storage : earlier;
    }

    private static View view(Storage storage, long offset, List<?> shape, List<?> strides) {
        Tensor.requireFewAxes("over storage " + storage.key(), shape.size());
        requireTuple(shape);
        requireTuple(strides);
        boolean fits = offset >= 0 && shape.size() == strides.size();
        long last = offset;
        long size = 1;
        try {
            for (int d = 0; fits && d < shape.size(); d++) {
                long axis = (Long) shape.get(d);
                long stride = (Long) strides.get(d);
                fits = axis >= 0 && stride >= 0;
                size = Math.multiplyExact(size, axis);
                last = Math.addExact(last, Math.multiplyExact(Math.max(0, axis - 1), stride));
            }
        } catch (ArithmeticException e) {
            fits = false;
        }
        // a view that repeats numbers can claim any size over a small storage
        if (!fits || size > storage.length() || size > 0 && last >= storage.length()) {
            throw new ModelException(
                    "a tensor of shape " + shape + " does not fit its storage of " + storage.length() + " numbers");
        }
        return new View(storage, offset, shape, strides, size);
    }

    /** What has been checked must not change: a list could, and could hold itself. */
    private static void requireTuple(List<?> sizes) {
        if (sizes instanceof ArrayList || !sizes.stream().allMatch(Long.class::isInstance)) {
            throw new ModelException("the shape or the strides of a tensor are not a tuple of whole numbers");
        }
    }

    /** The numbers of a view, given the bytes of its storage. */
    static Tensor tensor(View view, ByteBuffer storageBytes) {
        ByteBuffer bytes = storageBytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        NumberType type = view.storage().type();
        int[] axes = IntStream.range(0, view.shape().size())
                .filter(d -> (Long) view.shape().get(d) > 1)
                .toArray();
        long[] at = new long[axes.length];
        float[] values = new float[Math.toIntExact(view.size())];
        long index = view.offset();
        for (int i = 0; i < values.length; i++) {
            values[i] = type.read(bytes, (int) index);
            // on to the next number in row-major order
            for (int a = axes.length - 1; a >= 0; a--) {
                long size = (Long) view.shape().get(axes[a]);
                long stride = (Long) view.strides().get(axes[a]);
                index += stride;
                if (++at[a] < size) {
                    break;
                }
                index -= stride * size;
                at[a] = 0;
            }
        }
        return new Tensor(view.shape().stream().mapToLong(size -> (Long) size).toArray(), values);
    }

    /** Brings the bytes of a storage, of which there are as many as it claims. */
    interface Source {

        ByteBuffer bytes(Storage storage) throws IOException;
    }

    /** The tensors of some names, one storage after the other, once it is known that there is room for them. */
    static Map<String, Tensor> tensors(Map<String, View> views, Collection<String> names, long fileSize, Source source)
            throws IOException {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        Map<Storage, List<String>> byStorage = new LinkedHashMap<>();
        long numbers = 0;
        for (String name : names) {
            View view = views.get(name);
            tensors.put(name, null); // keeps its place in the order
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
            tensors.put(name, read.computeIfAbsent(views.get(name), view -> tensor(view, bytes)));
        }
    }

    private static void requireFewNumbers(long numbers, long fileSize) {
        if (numbers > NUMBERS_PER_BYTE * fileSize) {
            throw new ModelException("its tensors share their numbers so often that they come to more than "
                    + NUMBERS_PER_BYTE + " numbers for each of its " + fileSize + " bytes");
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

    /**
     * Names that a file of weights has only where whoever made it wants code to run on the machine of whoever loads it.
     * This reader would run nothing of it; that others might is worth a message.
     */
    static final class CodeNames {

        /** Those that have modules of their own, or bring others along. */
        private static final Set<String> PACKAGES = Set.of("os", "importlib", "ctypes");

        /** What is below these names belongs to others: many training scripts lie in a folder {@code code}. */
        private static final Set<String> MODULES = Set.of(
                "posix",
                "nt",
                "subprocess",
                "commands",
                "pty",
                "sys",
                "shutil",
                "socket",
                "runpy",
                "imp",
                "code",
                "codeop",
                "pdb",
                "bdb",
                "timeit",
                "webbrowser");

        private static final Set<String> BUILTINS = Set.of(
                "eval",
                "exec",
                "execfile",
                "compile",
                "__import__",
                "open",
                "file",
                "input",
                "apply",
                "breakpoint",
                "globals",
                "setattr",
                "delattr");

        private CodeNames() {}

        /** Whether calling this could run any code, or change files. */
        static boolean contain(String module, String name) {
            boolean builtin = module.equals("builtins") || module.equals("__builtin__");
            return builtin && BUILTINS.contains(name)
                    || MODULES.contains(module)
                    || PACKAGES.contains(module.split("\\.", 2)[0]);
        }
    }
}
