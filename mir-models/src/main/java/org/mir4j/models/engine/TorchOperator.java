// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.engine;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * An operator of PyTorch's that DJL does not offer, as an expression of TorchScript:
 *
 * <pre>{@code
 * TorchOperator.of("x, weight, bias", "torch.conv_transpose1d(x, weight, bias, [4])").apply(x, weight, bias)
 * }</pre>
 *
 * <p>Each expression is compiled once per process and kept; it holds no numbers, and runs on the device of its inputs.
 * Several threads may use it. Gradients flow through it where they are {@link Autograd recorded}.
 */
public final class TorchOperator {

    private static final Map<String, TorchOperator> COMPILED = new ConcurrentHashMap<>();

    private static final byte[] EMPTY_TUPLE = {(byte) 0x80, 2, ')', '.'};

    /** What {@code torch.jit.save} writes for an object of a class without attributes but this one. */
    private static final byte[] OBJECT = pickle();

    private final PtSymbolBlock module;

    private TorchOperator(String code) {
        PtNDManager manager = (PtNDManager) PyTorch.engine().newBaseManager(Device.cpu());
        try {
            module = JniUtils.loadModule(manager, new ByteArrayInputStream(archive(code)), true, false);
        } catch (IOException e) {
            manager.close();
            throw new UncheckedIOException(e); // of memory
        } catch (RuntimeException e) {
            manager.close(); // of what TorchScript does not understand
            throw e;
        }
    }

    /**
     * An operator.
     *
     * @param inputs names of its inputs, by commas
     * @param expression of one tensor, which may name the inputs
     * @return the operator
     * @throws ai.djl.engine.EngineException if TorchScript does not understand it
     */
    public static TorchOperator of(String inputs, String expression) {
        String parameters = inputs.replaceAll("\\s*,\\s*", ": Tensor, ") + ": Tensor";
        String code = "class M(Module):\n"
                + "  __parameters__ = []\n"
                + "  __buffers__ = []\n"
                + "  training : bool\n"
                + "  def forward(self: __torch__.M, " + parameters + ") -> Tensor:\n"
                + "    return " + expression + "\n";
        return COMPILED.computeIfAbsent(code, TorchOperator::new);
    }

    /**
     * Applies the operator.
     *
     * @param inputs as many as it has, all on one device
     * @return a new array, attached to the manager of the first input
     */
    public NDArray apply(NDArray... inputs) {
        for (NDArray input : inputs) {
            if (input.getName() != null) {
                input.setName(null); // DJL takes arrays of some names, such as those with dots, for parts of one input
            }
        }
        return IValueUtils.forward(module, new NDList(inputs), true).singletonOrThrow();
    }

    private static byte[] archive(String code) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            store(zip, "m/version", "3\n".getBytes(StandardCharsets.US_ASCII));
            store(zip, "m/constants.pkl", EMPTY_TUPLE);
            store(zip, "m/data.pkl", OBJECT);
            store(zip, "m/code/__torch__.py", code.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    /** libtorch reads entries that are not compressed only. */
    private static void store(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        CRC32 checksum = new CRC32();
        checksum.update(bytes);
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(LocalDateTime.of(1981, 1, 1, 0, 0)); // that of now would have Java look for its time zone
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(bytes.length);
        entry.setCrc(checksum.getValue());
        zip.putNextEntry(entry);
        zip.write(bytes);
        zip.closeEntry();
    }

    /** {@code __torch__.M} made by {@code __new__} of no arguments, with the state {@code {"training": False}}. */
    private static byte[] pickle() {
        String key = "training";
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(new byte[] {(byte) 0x80, 2});
        bytes.writeBytes("c__torch__\nM\n".getBytes(StandardCharsets.US_ASCII));
        bytes.writeBytes(new byte[] {')', (byte) 0x81, '}', '(', 'X', (byte) key.length(), 0, 0, 0});
        bytes.writeBytes(key.getBytes(StandardCharsets.US_ASCII));
        bytes.writeBytes(new byte[] {(byte) 0x89, 'u', 'b', '.'});
        return bytes.toByteArray();
    }
}
