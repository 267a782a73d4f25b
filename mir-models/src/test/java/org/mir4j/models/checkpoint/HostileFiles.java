// SPDX-License-Identifier: GPL-3.0-or-later
package org.mir4j.models.checkpoint;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Makes files of weights that are meant to exhaust memory or time, or to confuse a reader: any number of them, by seed.
 */
final class HostileFiles {

    private static final List<String> FIXTURES = List.of(
            "model.zip.pth",
            "model.legacy.pth",
            "model.protocol4.pth",
            "model.safetensors",
            "views.legacy.pth",
            "training.zip.pth",
            "training.legacy.pth",
            "training.protocol5.pth",
            "wrapped.legacy.pth",
            "shapes.safetensors");

    private static final int[] OPS = {
        '(', ')', '0', '1', '2', '.', ']', '}', 'N', 'Q', 'R', 'a', 'b', 'c', 'd', 'e', 'h', 'j', 'q', 'r', 's', 't',
        'u', 'G', 'J', 'K', 'M', 'X', 'U', 'T', 'B', 'C', 0x80, 0x81, 0x82, 0x85, 0x86, 0x87, 0x88, 0x89, 0x8a, 0x8b,
        0x8c, 0x8d, 0x8e, 0x8f, 0x90, 0x91, 0x92, 0x93, 0x94, 0x95, 0x96, 0x97
    };

    /** How a kind of file is made. */
    private interface Kind {

        byte[] make(Random random);
    }

    private static final List<Kind> KINDS = List.of(
            HostileFiles::nested,
            HostileFiles::laughs,
            HostileFiles::manyObjects,
            HostileFiles::growingMemo,
            HostileFiles::claimedLengths,
            HostileFiles::absurdView,
            HostileFiles::changedShape,
            HostileFiles::overlappingViews,
            HostileFiles::costlyKeys,
            HostileFiles::repeatedPairs,
            HostileFiles::longNames,
            HostileFiles::inertChain,
            HostileFiles::soup,
            HostileFiles::mutated,
            HostileFiles::zipBomb,
            HostileFiles::overlappingEntries,
            HostileFiles::safetensors);

    private HostileFiles() {}

    /** The file of a seed. Seeds that follow each other give all kinds. */
    static byte[] of(int seed) {
        return KINDS.get(Math.floorMod(seed, KINDS.size())).make(new Random(seed));
    }

    private static byte[] pickle(LegacyFile file, Random random) {
        byte[] legacy = file.bytes();
        return random.nextBoolean() ? legacy : zipped(file.content(), false);
    }

    private static int many(Random random) {
        return 1 << random.nextInt(22);
    }

    /** Collections in collections, and marks on marks. */
    private static byte[] nested(Random random) {
        int depth = many(random);
        LegacyFile file = new LegacyFile().begin();
        switch (random.nextInt(4)) {
            case 0 -> file.repeated(']', depth).repeated('a', depth - 1);
            case 1 -> file.repeated('(', depth).repeated('t', depth);
            case 2 -> {
                for (int i = 0; i < depth / 8 + 1; i++) {
                    file.op('}').text("k");
                }
                file.view(1, 0, List.of(1L), List.of(1L)).repeated('s', depth / 8 + 1);
            }
            default -> file.op('N').repeated(0x85, depth);
        }
        return pickle(file.end().storages("0", 1, 1), random);
    }

    /** Collections that hold the one before ten times, so that a walk takes ten to the power of their number. */
    private static byte[] laughs(Random random) {
        LegacyFile file = new LegacyFile().begin();
        int levels = 5 + random.nextInt(60);
        boolean dictionaries = random.nextBoolean();
        file.op('}')
                .text("x")
                .view(1, 0, List.of(1L), List.of(1L))
                .op('s')
                .op('q')
                .op(0);
        for (int level = 1; level < levels; level++) {
            file.op(dictionaries ? '}' : ']').op('q').op(level).op('(');
            for (int i = 0; i < 10; i++) {
                if (dictionaries) {
                    file.text("k" + i);
                }
                file.op('h').op(level - 1);
            }
            file.op(dictionaries ? 'u' : 'e');
        }
        if (random.nextBoolean()) {
            file.op('}').text("x").op('h').op(levels - 1).op('s');
        }
        return pickle(file.end().storages("0", 1, 1), random);
    }

    private static byte[] manyObjects(Random random) {
        int[] makers = {'}', ']', ')', 'N', '(', 0x8f};
        LegacyFile file = new LegacyFile().begin().op(']').op('(');
        return pickle(
                file.repeated(makers[random.nextInt(makers.length)], many(random))
                        .op('e')
                        .end(),
                random);
    }

    private static byte[] growingMemo(Random random) {
        LegacyFile file = new LegacyFile().begin().op('}');
        int count = many(random) / 8 + 1;
        for (int i = 0; i < count; i++) {
            if (random.nextBoolean()) {
                file.op(0x94);
            } else {
                file.op32('r', random.nextInt());
            }
        }
        return pickle(file.end(), random);
    }

    private static byte[] claimedLengths(Random random) {
        long[] lengths = {-1, Long.MIN_VALUE, Long.MAX_VALUE, Integer.MAX_VALUE, 1L << 32, 1 << 30, random.nextLong()};
        long length = lengths[random.nextInt(lengths.length)];
        int[] wide = {0x8d, 0x8e, 0x96, 0x95};
        int[] narrow = {'X', 'T', 'B', 0x8b, 'j', 'r'};
        LegacyFile file = new LegacyFile().begin();
        if (random.nextBoolean()) {
            file.op64(wide[random.nextInt(wide.length)], length);
        } else {
            file.op('N').op32(narrow[random.nextInt(narrow.length)], (int) length);
        }
        return pickle(file.repeated('x', random.nextInt(2000)).end(), random);
    }

    private static long absurd(Random random) {
        long[] values = {
            -1,
            0,
            1,
            2,
            3,
            Integer.MAX_VALUE,
            1L << 31,
            1L << 32,
            Long.MAX_VALUE,
            Long.MIN_VALUE,
            Long.MAX_VALUE / 2 + 1
        };
        return random.nextInt(4) == 0 ? random.nextLong() : values[random.nextInt(values.length)];
    }

    private static byte[] absurdView(Random random) {
        List<Long> shape = new ArrayList<>();
        List<Long> strides = new ArrayList<>();
        int axes = random.nextInt(random.nextInt(8) == 0 ? 10_000 : 5);
        for (int i = 0; i < axes; i++) {
            shape.add(absurd(random));
            strides.add(absurd(random));
        }
        long claimed = random.nextBoolean() ? 3 : absurd(random);
        long offset = random.nextBoolean() ? 0 : absurd(random);
        return LegacyFile.oneTensor(claimed, offset, shape, strides, 1, 2, 3);
    }

    /** A shape that is a list, and grows after it has been looked at. */
    private static byte[] changedShape(Random random) {
        LegacyFile file = new LegacyFile().begin().op('}').text("x");
        file.op(']').op('q').op(1).integer(1).op('a').op('0');
        file.global("torch._utils", "_rebuild_tensor_v2").op('(');
        file.op('(').text("storage").global("torch", "FloatStorage").text("0").text("cpu");
        file.integer(3).op('N').op('t').op('Q').integer(0);
        file.op('h').op(1).op('h').op(1).op(0x89).op('N').op('t').op('R').op('s');
        file.op('h').op(1).integer(1L << random.nextInt(62)).op('a').op('0');
        return pickle(file.end().storages("0", 3, 1, 2, 3), random);
    }

    private static byte[] overlappingViews(Random random) {
        int numbers = 1 + random.nextInt(20_000);
        LegacyFile file = new LegacyFile().begin().op('}').op('(');
        int views = random.nextInt(3_000);
        for (int i = 0; i < views; i++) {
            int offset = random.nextInt(numbers);
            file.text("t" + i);
            file.view(numbers, offset, List.of((long) numbers - offset), List.of(1L));
        }
        return pickle(file.op('u').end().storages("0", numbers, new float[numbers]), random);
    }

    /** Keys that take long to hash or to compare, used again and again. */
    private static byte[] costlyKeys(Random random) {
        LegacyFile file = new LegacyFile().begin();
        int size = many(random);
        byte[] key = new byte[size];
        Arrays.fill(key, (byte) 'a');
        for (int copy = 0; copy < 2; copy++) {
            if (random.nextBoolean()) {
                file.op32('X', size).raw(ByteBuffer.wrap(key)).op('q').op(copy).op('0');
            } else {
                file.op32(0x8b, size).raw(ByteBuffer.wrap(key)).op('q').op(copy).op('0');
            }
        }
        file.op('}').op('(');
        for (int i = 0; i < 100_000; i++) {
            file.op('h').op(i % 2).op('N');
        }
        return pickle(file.op('u').end(), random);
    }

    /** A dictionary of the same long list of pairs, made again and again. */
    private static byte[] repeatedPairs(Random random) {
        LegacyFile file = new LegacyFile()
                .begin()
                .global("collections", "OrderedDict")
                .op('q')
                .op(0);
        file.op(']').op('(');
        for (int i = 0; i < 10_000; i++) {
            file.op(']').text("k" + i).op('a').op('N').op('a');
        }
        file.op('e').op(0x85).op('q').op(1);
        int times = many(random) / 16;
        for (int i = 0; i < times; i++) {
            file.op('h').op(0).op('h').op(1).op('R');
        }
        return pickle(file.end(), random);
    }

    /** Names of many words, in dictionaries in dictionaries. */
    private static byte[] longNames(Random random) {
        LegacyFile file = new LegacyFile().begin();
        String name = "a.".repeat(random.nextInt(2_000)) + "x";
        int levels = 1 + random.nextInt(20);
        for (int i = 0; i < levels; i++) {
            file.op('}').text(name);
        }
        file.op('}').op('(');
        int tensors = random.nextInt(3_000);
        file.text("w").view(1, 0, List.of(1L), List.of(1L)).op('q').op(0);
        for (int i = 0; i < tensors; i++) {
            file.text(name + i).op('h').op(0);
        }
        return pickle(file.op('u').repeated('s', levels).end().storages("0", 1, 1), random);
    }

    /** Objects of objects, called with each other. */
    private static byte[] inertChain(Random random) {
        LegacyFile file = new LegacyFile()
                .begin()
                .op('}')
                .text("w")
                .view(1, 0, List.of(1L), List.of(1L))
                .op('s');
        file.text("x").global("builtins", "object").op('q').op(0);
        int count = many(random) / 4;
        for (int i = 0; i < count; i++) {
            switch (random.nextInt(4)) {
                case 0 -> file.op(')').op('R');
                case 1 -> file.op('h').op(0).op('b');
                case 2 -> file.op('h').op(0).op('h').op(0).op('s');
                default -> file.op('h').op(0).op('a');
            }
        }
        return pickle(file.op('s').end().storages("0", 1, 1), random);
    }

    private static byte[] soup(Random random) {
        LegacyFile file = new LegacyFile().begin();
        int count = random.nextInt(3_000);
        for (int i = 0; i < count; i++) {
            if (random.nextInt(6) == 0) {
                file.op(random.nextInt(256));
            } else {
                file.op(OPS[random.nextInt(OPS.length)]);
            }
        }
        return pickle(file.end().storages("0", 1, 1), random);
    }

    /** A real file with bytes changed, pieces cut out, doubled or moved. */
    private static byte[] mutated(Random random) {
        byte[] content = Fixtures.bytes(FIXTURES.get(random.nextInt(FIXTURES.size())));
        for (int times = 1 + random.nextInt(8); times > 0; times--) {
            int from = random.nextInt(content.length);
            int to = Math.min(content.length, from + random.nextInt(64));
            byte[] piece = Arrays.copyOfRange(content, from, to);
            switch (random.nextInt(4)) {
                case 0 -> content[from] = (byte) random.nextInt(256);
                case 1 -> content = joined(Arrays.copyOf(content, from), tail(content, to));
                case 2 -> content = joined(Arrays.copyOf(content, to), piece, tail(content, to));
                default ->
                    System.arraycopy(
                            piece, 0, content, random.nextInt(content.length - piece.length + 1), piece.length);
            }
            content = content.length == 0 ? new byte[1] : content;
        }
        return content;
    }

    private static byte[] tail(byte[] content, int from) {
        return Arrays.copyOfRange(content, from, content.length);
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static byte[] zipBomb(Random random) {
        byte[] zeros = new byte[many(random) * 8];
        LegacyFile file = new LegacyFile().begin().op('}').text("x");
        int numbers = zeros.length / 4;
        file.view(numbers, 0, List.of((long) numbers), List.of(1L)).op('s').end();
        return zipped(file.content(), true, zeros);
    }

    /** A zip of a pickle, and of storages in their order. */
    private static byte[] zipped(byte[] pickle, boolean compressed, byte[]... storages) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            put(zip, "x/data.pkl", pickle, compressed && pickle.length % 2 == 0);
            for (int i = 0; i < storages.length; i++) {
                put(zip, "x/data/" + i, storages[i], compressed);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void put(ZipOutputStream zip, String name, byte[] content, boolean compressed) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        if (!compressed) {
            CRC32 checksum = new CRC32();
            checksum.update(content);
            entry.setMethod(ZipEntry.STORED);
            entry.setSize(content.length);
            entry.setCrc(checksum.getValue());
        }
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }

    /** A directory of a zip whose entries all are the same bytes, and claim other sizes. */
    private static byte[] overlappingEntries(Random random) {
        int views = 1 + random.nextInt(200);
        LegacyFile file = new LegacyFile().begin().op('}').op('(');
        for (int i = 0; i < views; i++) {
            file.text("t" + i).viewOf(String.valueOf(i), 10_000, 0, List.of(10_000L), List.of(1L));
        }
        byte[] whole = zipped(file.op('u').end().content(), false, new byte[40_000]);
        ByteBuffer zip = ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN);
        int end = whole.length - 22;
        int directory = zip.getInt(end + 16);
        int second = directory + 46 + "x/data.pkl".length();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(whole, 0, second);
        for (int i = 0; i < views; i++) {
            byte[] name = ("x/data/" + i).getBytes(StandardCharsets.US_ASCII);
            ByteBuffer entry = ByteBuffer.wrap(Arrays.copyOfRange(whole, second, second + 46))
                    .order(ByteOrder.LITTLE_ENDIAN);
            entry.putShort(28, (short) name.length);
            if (random.nextInt(20) == 0) {
                entry.putInt(20, random.nextInt()).putInt(24, random.nextInt());
            }
            out.writeBytes(entry.array());
            out.writeBytes(name);
        }
        ByteBuffer last =
                ByteBuffer.wrap(Arrays.copyOfRange(whole, end, whole.length)).order(ByteOrder.LITTLE_ENDIAN);
        last.putShort(8, (short) (views + 1)).putShort(10, (short) (views + 1)).putInt(12, out.size() - directory);
        out.writeBytes(last.array());
        return out.toByteArray();
    }

    private static byte[] safetensors(Random random) {
        int many = many(random);
        String entry = "{\"dtype\":\"F32\",\"shape\":[" + absurd(random) + "," + absurd(random) + "],\"data_offsets\":["
                + absurd(random) + "," + absurd(random) + "]}";
        String header =
                switch (random.nextInt(8)) {
                    case 0 -> "[".repeat(many);
                    case 1 -> "{\"a\":".repeat(many);
                    case 2 -> "{\"x\":" + entry + "}";
                    case 3 -> "{" + ("\"x\":" + entry + ",").repeat(many / 100) + "\"y\":" + entry + "}";
                    case 4 -> "{\"__metadata__\":{\"a\":\"" + "b".repeat(many) + "\"},\"x\":" + entry + "}";
                    case 5 ->
                        "{\"x\":{\"dtype\":\"F32\",\"shape\":[" + "1,".repeat(many) + "1],\"data_offsets\":[0,4]}}";
                    case 6 -> "{\"x\":{\"dtype\":\"F32\",\"shape\":[" + "9".repeat(many) + "],\"data_offsets\":[0,4]}}";
                    default -> "{\"x\":[" + "{},".repeat(many / 3) + "{}]}";
                };
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        long length = random.nextInt(4) == 0 ? absurd(random) : json.length;
        return ByteBuffer.allocate(8 + json.length + 4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(length)
                .put(json)
                .array();
    }
}
