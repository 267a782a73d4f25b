package org.mir4j.models.checkpoint;

import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mir4j.core.error.ModelException;

/**
 * The part of Python's pickle machine that files of weights need, as data only: a pickle's calls are not made but
 * handed to a {@link Builder}, which knows the few that stand for tensors and refuses all others.
 *
 * <p>Source: the op codes of CPython's {@code pickletools}, protocols 0 to 5.
 */
final class Pickle {

    /** Gives meaning to what a pickle refers to. */
    interface Builder {

        /** The thing that a pickle calls {@code module.name}; throws unless it is a known harmless one. */
        Object global(String module, String name);

        /** What the known thing {@code callable} makes of arguments. */
        Object call(Object callable, List<?> arguments);

        /** What lies outside the pickle under an id. */
        Object persistent(Object id);
    }

    private static final Object MARK = new Object();

    private final ByteBuffer bytes;
    private final Builder builder;
    private final Deque<Object> stack = new ArrayDeque<>();
    private final Map<Integer, Object> memo = new HashMap<>();

    private Pickle(ByteBuffer bytes, Builder builder) {
        this.bytes = bytes.order(ByteOrder.LITTLE_ENDIAN);
        this.builder = builder;
    }

    /** Reads one pickle and leaves the buffer after it. */
    static Object read(ByteBuffer bytes, Builder builder) {
        try {
            return new Pickle(bytes, builder).run();
        } catch (BufferUnderflowException e) {
            throw new ModelException("the pickle is cut off", e);
        } catch (RuntimeException e) {
            throw e instanceof ModelException ? e : new ModelException("the pickle is malformed (" + e + ")", e);
        }
    }

    private Object run() {
        while (true) {
            int op = Byte.toUnsignedInt(bytes.get());
            if (op == '.') {
                return unwrap(stack.pop());
            }
            if (!literal(op) && !collection(op) && !reference(op)) {
                throw new ModelException("the pickle has the op code " + op + " at byte " + (bytes.position() - 1)
                        + ", which no file of weights needs");
            }
        }
    }

    private boolean literal(int op) {
        switch (op) {
            case 0x80 -> bytes.get(); // protocol
            case 0x95 -> bytes.getLong(); // frame
            case 'N' -> push(null);
            case 0x88 -> push(Boolean.TRUE);
            case 0x89 -> push(Boolean.FALSE);
            case 'J' -> push((long) bytes.getInt());
            case 'K' -> push((long) Byte.toUnsignedInt(bytes.get()));
            case 'M' -> push((long) Short.toUnsignedInt(bytes.getShort()));
            case 0x8a -> push(integer(Byte.toUnsignedInt(bytes.get())));
            case 'G' -> push(bigEndianDouble());
            case 'X' -> push(text(bytes.getInt()));
            case 0x8c -> push(text(Byte.toUnsignedInt(bytes.get())));
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean collection(int op) {
        switch (op) {
            case '(' -> stack.push(MARK);
            case '}' -> push(new LinkedHashMap<>());
            case ']' -> push(new ArrayList<>());
            case ')' -> push(List.of());
            case 't' -> push(popToMark());
            case 0x85 -> push(popMany(1));
            case 0x86 -> push(popMany(2));
            case 0x87 -> push(popMany(3));
            case 's' -> putAll(popMany(2));
            case 'u' -> putAll(popToMark());
            case 'a' -> addAll(popMany(1));
            case 'e' -> addAll(popToMark());
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean reference(int op) {
        switch (op) {
            case 'q' -> memo.put(Byte.toUnsignedInt(bytes.get()), stack.peek());
            case 'r' -> memo.put(bytes.getInt(), stack.peek());
            case 0x94 -> memo.put(memo.size(), stack.peek());
            case 'h' -> stack.push(remembered(Byte.toUnsignedInt(bytes.get())));
            case 'j' -> stack.push(remembered(bytes.getInt()));
            case 'c' -> push(builder.global(line(), line()));
            case 0x93 -> globalFromStack();
            case 'R' -> call();
            case 'Q' -> push(builder.persistent(unwrap(stack.pop())));
            case 'b' -> stack.pop(); // attributes of an object: tensors and dictionaries need none
            default -> {
                return false;
            }
        }
        return true;
    }

    private void globalFromStack() {
        List<Object> names = popMany(2);
        push(builder.global((String) names.get(0), (String) names.get(1)));
    }

    private void call() {
        List<Object> both = popMany(2);
        push(builder.call(both.get(0), (List<?>) both.get(1)));
    }

    // A deque takes no nulls, and a pickle may hold None: it stands on the stack as an Optional-like wrapper.
    private record None() {}

    private void push(Object value) {
        stack.push(value == null ? new None() : value);
    }

    private static Object unwrap(Object value) {
        return value instanceof None ? null : value;
    }

    private Object remembered(int index) {
        if (!memo.containsKey(index)) {
            throw new ModelException("the pickle refers to its entry " + index + ", which it has not made");
        }
        return memo.get(index);
    }

    private List<Object> popMany(int count) {
        List<Object> values = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            values.add(unwrap(stack.pop()));
        }
        Collections.reverse(values);
        return values;
    }

    private List<Object> popToMark() {
        List<Object> values = new ArrayList<>();
        for (Object value = stack.pop(); value != MARK; value = stack.pop()) {
            values.add(unwrap(value));
        }
        Collections.reverse(values);
        return values;
    }

    @SuppressWarnings("unchecked")
    private void putAll(List<Object> keysAndValues) {
        Map<Object, Object> target = (Map<Object, Object>) stack.peek();
        for (int i = 0; i < keysAndValues.size(); i += 2) {
            target.put(key(keysAndValues.get(i)), keysAndValues.get(i + 1));
        }
    }

    /** Collections may hold themselves here, and then their hash never ends. */
    private static Object key(Object key) {
        if (key == null || key instanceof String || key instanceof Number || key instanceof Boolean) {
            return key;
        }
        throw new ModelException("the pickle has a dictionary whose keys are neither texts nor numbers");
    }

    @SuppressWarnings("unchecked")
    private void addAll(List<Object> values) {
        ((List<Object>) stack.peek()).addAll(values);
    }

    private Object integer(int length) {
        byte[] digits = take(length);
        for (int i = 0; i < length / 2; i++) {
            byte swapped = digits[i];
            digits[i] = digits[length - 1 - i];
            digits[length - 1 - i] = swapped;
        }
        BigInteger value = length == 0 ? BigInteger.ZERO : new BigInteger(digits);
        return value.bitLength() < Long.SIZE ? (Object) value.longValue() : value;
    }

    private double bigEndianDouble() {
        return Double.longBitsToDouble(Long.reverseBytes(bytes.getLong()));
    }

    private String text(int length) {
        return new String(take(length), StandardCharsets.UTF_8);
    }

    private byte[] take(int length) {
        if (length < 0 || length > bytes.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] taken = new byte[length];
        bytes.get(taken);
        return taken;
    }

    private String line() {
        int start = bytes.position();
        int length = 0;
        while (bytes.get() != '\n') {
            length++;
        }
        byte[] text = new byte[length];
        bytes.get(start, text);
        return new String(text, StandardCharsets.UTF_8);
    }
}
