// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.internal.NDArrayEx;
import ai.djl.ndarray.types.DataType;
import ai.djl.training.ParameterStore;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mir4j.models.engine.Autograd;
import org.mir4j.models.engine.PyTorch;
import org.mir4j.models.layer.RecurrentCells.Cell;

/**
 * In what mode the engine's recurrent cells run. cuDNN refuses to differentiate them out of training, which cannot be
 * seen on a CPU: so what they are told is looked at.
 */
class FrozenRecurrentTest {

    private static final double DROPOUT = 0.5;

    private NDManager manager;
    private NDArray input;
    private final List<String> modes = new ArrayList<>();

    @BeforeEach
    void open() {
        manager = PyTorch.engine().newBaseManager();
        input = manager.arange(0f, 24f, 1f).div(24).reshape(2, 4, 3);
    }

    @AfterEach
    void close() {
        manager.close();
    }

    /** The same array, whose cells note down in what mode they run. */
    private NDArray watched(NDArray array) {
        return proxy(
                NDArray.class, array, result -> result instanceof NDArrayEx cells ? watched(array, cells) : result);
    }

    private NDArrayEx watched(NDArray array, NDArrayEx cells) {
        return (NDArrayEx) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {NDArrayEx.class}, (self, method, arguments) -> {
                    note(method, arguments);
                    Object[] real = arguments.clone();
                    real[0] = array;
                    return invoke(cells, method, real);
                });
    }

    private void note(Method method, Object[] arguments) {
        Class<?>[] types = method.getParameterTypes();
        List<Object> found = new ArrayList<>();
        for (int i = 0; i < types.length; i++) {
            if (types[i] == double.class || types[i] == boolean.class) {
                found.add(arguments[i]);
            }
        }
        // has biases, dropout, training, both directions, batch first
        modes.add("dropout " + found.get(1) + ", training " + found.get(2));
    }

    private static <T> T proxy(Class<T> type, T target, UnaryOperator<Object> seen) {
        return type.cast(Proxy.newProxyInstance(
                FrozenRecurrentTest.class.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> seen.apply(invoke(target, method, arguments))));
    }

    private static Object invoke(Object target, Method method, Object[] arguments) throws ReflectiveOperationException {
        return method.invoke(target, arguments);
    }

    private NDArray run(RecurrentCells cells, NDArray sequence, boolean training) {
        return cells.forward(new ParameterStore(manager, false), new NDList(sequence), training)
                .singletonOrThrow();
    }

    @ParameterizedTest
    @EnumSource(Cell.class)
    void cellsThatDoNotLearnCanBeDifferentiatedAndDropNothing(Cell cell) {
        RecurrentCells cells = new RecurrentCells(new RecurrentCells.Settings(cell, 5, 2, true, DROPOUT), 3);
        cells.initialize(manager, DataType.FLOAT32, input.getShape());
        cells.freezeParameters(true);
        float[] expected =
                Autograd.unrecorded(() -> run(cells, watched(input), false).toFloatArray());
        Autograd.differentiated(() -> {
            input.setRequiresGradient(true);
            NDArray states = run(cells, watched(input), false);
            assertArrayEquals(expected, states.toFloatArray());
            return states.sum();
        });
        Autograd.unrecorded(() -> run(cells, watched(input), true));
        assertEquals(
                List.of(
                        "dropout 0.0, training false",
                        "dropout 0.0, training true",
                        "dropout " + DROPOUT + ", training true"),
                modes);
    }
}
