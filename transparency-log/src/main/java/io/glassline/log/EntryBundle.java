package io.glassline.log;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Up to 256 entries in one file: each as its length in two bytes, big-endian, and then itself.
public final class EntryBundle {

    /// What two bytes can count.
    public static final int ENTRY_BYTES_MAX = 65_535;

    public static final int BYTES_MAX = TilePath.FULL_WIDTH * (2 + ENTRY_BYTES_MAX);

    private EntryBundle() {}

    public static byte[] encode(List<byte[]> entries) {
        if (entries.size() > TilePath.FULL_WIDTH) {
            throw new IllegalArgumentException("a bundle has at most 256 entries, not " + entries.size());
        }
        var out = new ByteArrayOutputStream();
        for (var entry : entries) {
            requireFits(entry);
            out.write(entry.length >> 8);
            out.write(entry.length);
            out.writeBytes(entry);
        }
        return out.toByteArray();
    }

    public static List<byte[]> decode(byte[] bundle) {
        var parsed = parse(bundle, TilePath.FULL_WIDTH);
        parsed.fault().ifPresent(fault -> {
            throw new Malformed("entry bundle " + fault);
        });
        return parsed.entries().stream().map(Slice::copy).toList();
    }

    /// The bundle of the first `width` entries of a longer one.
    public static byte[] prefix(byte[] bundle, int width) {
        var slices = parse(bundle, TilePath.FULL_WIDTH).entries();
        if (slices.size() < width) {
            throw new Malformed("entry bundle has " + slices.size() + " entries, not " + width);
        }
        return Arrays.copyOf(bundle, width == 0 ? 0 : slices.get(width - 1).end());
    }

    static void requireFits(byte[] entry) {
        if (entry.length > ENTRY_BYTES_MAX) {
            throw new IllegalArgumentException("an entry has at most 65,535 bytes, not " + entry.length);
        }
    }

    /// As much of `bytes` as can be read as entries, up to `max` of them, and what stopped the reading short of the
    /// end.
    static Parsed parse(byte[] bytes, int max) {
        var entries = new ArrayList<Slice>();
        var at = 0;
        while (at < bytes.length) {
            if (entries.size() == max) {
                return new Parsed(
                        entries, Optional.of("goes on after its entry number %,d, at byte %,d".formatted(max, at)));
            }
            var length = at + 2 <= bytes.length ? (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff : 0;
            var end = at + 2 + length;
            if (end > bytes.length) {
                return new Parsed(
                        entries,
                        Optional.of("ends inside entry number %,d, which begins at byte %,d"
                                .formatted(entries.size() + 1, at)));
            }
            entries.add(new Slice(bytes, at, end));
            at = end;
        }
        return new Parsed(entries, Optional.empty());
    }

    record Parsed(List<Slice> entries, Optional<String> fault) {}

    /// One entry where it lies in the bundle: `begin` is the place of its length, `end` is behind its last byte.
    record Slice(byte[] bundle, int begin, int end) {

        Hash leafHash() {
            return Hash.ofLeaf(bundle, begin + 2, end - begin - 2);
        }

        byte[] copy() {
            return Arrays.copyOfRange(bundle, begin + 2, end);
        }
    }
}
