// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.checkpoint;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mir4j.core.error.ModelException;

/**
 * Python's pickle machine, as data only: a pickle's calls are not made but handed to a {@link Builder}, which knows the
 * few that stand for tensors and makes {@link InertObject}s of all others.
 *
 * <p>Nothing here goes down into what has been built, which may hold itself; every object counts against a
 * {@link Budget}; and what is compared or hashed, keys of dictionaries, is short.
 *
 * <p>Source: the op codes of CPython's {@code pickletools}, protocols 2 to 5, which are those that {@code torch.save}
 * takes.
 */
final class Pickle {

    /** Gives meaning to what a pickle refers to. */
    interface Builder {

        /** The thing that a pickle calls {@code module.name}. */
        Object global(String module, String name);

        /** What stands for a call of such a thing. */
        Object call(Object callable, List<?> arguments);

        /** What lies outside the pickle under an id. */
        Object persistent(Object id);
    }

    /** As many bytes as the largest number that a file of weights was seen to have, and more. */
    private static final int LONGEST_INTEGER = 1024;

    private static final int LONGEST_KEY = 4096;
    private static final Object MARK = new Object();

    private final Input bytes;
    private final Builder builder;
    private final Budget budget;
    private final List<Object> stack = new ArrayList<>();
    private final Map<Integer, Object> memo = new HashMap<>();

    private Pickle(Input bytes, Builder builder, Budget budget) {
        this.bytes = bytes;
        this.builder = builder;
        this.budget = budget;
    }

    /** Reads one pickle and leaves the input after it. */
    static Object read(Input bytes, Builder builder, Budget budget) throws IOException {
        try {
            return new Pickle(bytes, builder, budget).run();
        } catch (RuntimeException e) {
            throw e instanceof ModelException ? e : new ModelException("the pickle is malformed (" + e + ")", e);
        }
    }

    private Object run() throws IOException {
        while (true) {
            int op = bytes.next();
            budget.take(Budget.OBJECT);
            if (op == '.') {
                return pop();
            }
            if (!number(op) && !text(op) && !collection(op) && !place(op) && !reference(op)) {
                throw new ModelException("the pickle has the op code " + op + " at byte " + (bytes.position() - 1)
                        + ", which no file of weights needs");
            }
        }
    }

    private boolean number(int op) throws IOException {
        switch (op) {
            case 0x80 -> bytes.next(); // protocol
            case 0x95 -> bytes.next64(); // frame
            case 'N' -> stack.add(null);
            case 0x88 -> stack.add(Boolean.TRUE);
            case 0x89 -> stack.add(Boolean.FALSE);
            case 'J' -> stack.add((long) bytes.next32());
            case 'K' -> stack.add((long) bytes.next());
            case 'M' -> stack.add((long) bytes.next16());
            case 0x8a -> stack.add(integer(bytes.next()));
            case 0x8b -> stack.add(integer(bytes.next32()));
            case 'G' -> stack.add(Double.longBitsToDouble(Long.reverseBytes(bytes.next64())));
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean text(int op) throws IOException {
        switch (op) {
            case 'X', 'T' -> stack.add(text(Integer.toUnsignedLong(bytes.next32())));
            case 0x8c, 'U' -> stack.add(text((long) bytes.next()));
            case 0x8d -> stack.add(text(bytes.next64()));
            case 'B' -> stack.add(binary(Integer.toUnsignedLong(bytes.next32())));
            case 'C' -> stack.add(binary(bytes.next()));
            case 0x8e, 0x96 -> stack.add(binary(bytes.next64()));
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean collection(int op) {
        switch (op) {
            case '(' -> stack.add(MARK);
            case '}' -> stack.add(new LinkedHashMap<>());
            case ']', 0x8f -> stack.add(new ArrayList<>());
            case ')' -> stack.add(List.of());
            case 't', 0x91 -> stack.add(Collections.unmodifiableList(popToMark()));
            case 0x85 -> stack.add(Collections.unmodifiableList(popMany(1)));
            case 0x86 -> stack.add(Collections.unmodifiableList(popMany(2)));
            case 0x87 -> stack.add(Collections.unmodifiableList(popMany(3)));
            case 's' -> putAll(popMany(2));
            case 'u' -> putAll(popToMark());
            case 'a' -> addAll(popMany(1));
            case 'e', 0x90 -> addAll(popToMark());
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean place(int op) throws IOException {
        switch (op) {
            case '0' -> pop();
            case '1' -> popToMark();
            case '2' -> stack.add(peek());
            case 'q' -> memo.put(bytes.next(), peek());
            case 'r' -> memo.put(bytes.next32(), peek());
            case 0x94 -> memo.put(memo.size(), peek());
            case 'h' -> stack.add(remembered(bytes.next()));
            case 'j' -> stack.add(remembered(bytes.next32()));
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean reference(int op) throws IOException {
        switch (op) {
            case 'c' -> stack.add(builder.global(bytes.line(), bytes.line()));
            case 0x93 -> {
                List<Object> names = popMany(2);
                stack.add(builder.global((String) names.get(0), (String) names.get(1)));
            }
            case 'R', 0x81 -> call(popMany(2));
            case 0x92 -> call(popMany(3)); // the third are arguments by name
            case 'Q' -> stack.add(builder.persistent(pop()));
            case 'b' -> build();
            default -> {
                return false;
            }
        }
        return true;
    }

    private void call(List<Object> parts) {
        stack.add(builder.call(parts.get(0), (List<?>) parts.get(1)));
    }

    /** Gives attributes to an object: tensors and dictionaries need none. */
    private void build() {
        Object attributes = pop();
        if (peek() instanceof InertObject object) {
            object.setState(attributes);
        }
    }

    private Object peek() {
        Object top = stack.isEmpty() ? MARK : stack.get(stack.size() - 1);
        if (top == MARK) {
            throw new ModelException("the pickle is malformed: it uses a value that it has not made");
        }
        return top;
    }

    private Object pop() {
        Object top = peek();
        stack.remove(stack.size() - 1);
        return top;
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
            values.add(pop());
        }
        Collections.reverse(values);
        return values;
    }

    private List<Object> popToMark() {
        int mark = stack.lastIndexOf(MARK);
        if (mark < 0) {
            throw new ModelException("the pickle is malformed: it ends a collection that it has not begun");
        }
        List<Object> from = stack.subList(mark, stack.size());
        List<Object> values = new ArrayList<>(from.subList(1, from.size()));
        from.clear();
        return values;
    }

    @SuppressWarnings("unchecked")
    private void putAll(List<Object> keysAndValues) {
        Object target = peek();
        for (int i = 0; i < keysAndValues.size(); i += 2) {
            Object key = key(keysAndValues.get(i));
            Object value = keysAndValues.get(i + 1);
            if (target instanceof InertObject object) {
                object.put(key, value);
            } else {
                ((Map<Object, Object>) target).put(key, value);
            }
        }
    }

    /**
     * Collections may hold themselves here, and then their hash never ends: those that Python allows go by identity.
     */
    static Object key(Object key) {
        if (key instanceof String text && text.length() > LONGEST_KEY) {
            throw new ModelException("the pickle has a dictionary with a key of " + text.length() + " letters");
        }
        if (key instanceof ArrayList || key instanceof Map) {
            throw new ModelException("the pickle has a dictionary whose keys are collections that can change");
        }
        boolean plain = key == null
                || key instanceof String
                || key instanceof Number
                || key instanceof Boolean
                || key instanceof InertObject;
        return plain ? key : InertObject.named("tuple");
    }

    @SuppressWarnings("unchecked")
    private void addAll(List<Object> values) {
        if (peek() instanceof InertObject object) {
            object.addAll(values);
        } else {
            ((List<Object>) peek()).addAll(values);
        }
    }

    private Object integer(int length) throws IOException {
        if (length > LONGEST_INTEGER) {
            throw new ModelException("the pickle has a number of " + length + " bytes");
        }
        byte[] digits = bytes.take(length);
        for (int i = 0; i < length / 2; i++) {
            byte swapped = digits[i];
            digits[i] = digits[length - 1 - i];
            digits[length - 1 - i] = swapped;
        }
        BigInteger value = length == 0 ? BigInteger.ZERO : new BigInteger(digits);
        budget.take(length);
        return value.bitLength() < Long.SIZE ? (Object) value.longValue() : value;
    }

    private String text(long length) throws IOException {
        return new String(binary(length), StandardCharsets.UTF_8);
    }

    private byte[] binary(long length) throws IOException {
        if (length >= 0 && length <= bytes.remaining()) {
            budget.take(2 * length); // a letter may take two bytes
        }
        return bytes.take(length);
    }

    /** The bytes of pickles, which are not taken to be as many as they claim. */
    static final class Input {

        /** No module or class has a longer name. */
        private static final int LONGEST_LINE = 1000;

        private final InputStream stream;
        private final long length;
        private long position;

        /**
         * @param stream whose bytes come one after the other
         * @param length how many there are
         */
        Input(InputStream stream, long length) {
            this.stream = new BufferedInputStream(stream);
            this.length = length;
        }

        /** How many bytes have been read. */
        long position() {
            return position;
        }

        /** How many bytes are left. */
        long remaining() {
            return length - position;
        }

        /** The next byte, 0 to 255. */
        int next() throws IOException {
            int value = stream.read();
            if (value < 0) {
                throw cutOff();
            }
            position++;
            return value;
        }

        /** The next two bytes, 0 to 65535. */
        int next16() throws IOException {
            return next() | next() << Byte.SIZE;
        }

        /** The next four bytes. */
        int next32() throws IOException {
            return next16() | next16() << Short.SIZE;
        }

        /** The next eight bytes. */
        long next64() throws IOException {
            return ByteBuffer.wrap(take(Long.BYTES))
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .getLong();
        }

        /** The next bytes, if there are so many. */
        byte[] take(long count) throws IOException {
            if (count < 0 || count > remaining() || count > Checkpoint.MOST_BYTES) {
                throw cutOff();
            }
            byte[] taken = stream.readNBytes((int) count);
            position += taken.length;
            if (taken.length < count) {
                throw cutOff();
            }
            return taken;
        }

        /** The next line, without its end. */
        String line() throws IOException {
            byte[] text = new byte[LONGEST_LINE];
            for (int count = 0; count < LONGEST_LINE; count++) {
                text[count] = (byte) next();
                if (text[count] == '\n') {
                    return new String(text, 0, count, StandardCharsets.UTF_8);
                }
            }
            throw new ModelException("the pickle names something in more than " + LONGEST_LINE + " letters");
        }

        private static ModelException cutOff() {
            return new ModelException("the pickle is cut off");
        }
    }
}
