package io.glassline.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.IntStream;

/// A whole log as a map of its files, and what has been asked of it.
final class MapLog implements LogSource {

    static final LogSigner SIGNER =
            new LogSigner("audit.city.example/log1", "0123456789abcdef0123456789abcdef".getBytes(UTF_8));

    final Map<String, byte[]> files = new TreeMap<>();
    final Set<String> asked = new ConcurrentSkipListSet<>();

    private final List<byte[]> entries;

    MapLog(List<byte[]> entries) {
        this.entries = List.copyOf(entries);
        var grown = Appender.empty().append(entries);
        grown.tiles().forEach(tile -> files.put(tile.path().toString(), tile.hashes()));
        new TreeShape(entries.size())
                .paths()
                .filter(TilePath.Entries.class::isInstance)
                .forEach(path -> files.put(path.toString(), EntryBundle.encode(slice(path))));
        files.put(
                "checkpoint",
                SIGNER.sign(grown.after().checkpoint(SIGNER.origin())).bytes());
        files.put("vkey", (SIGNER.verifierKey() + "\n").getBytes(UTF_8));
    }

    /// An entry that could be the gateway's, and is in no log of these.
    static final String FORGED = leaf(99_999);

    static MapLog of(int size) {
        return new MapLog(entries(size));
    }

    /// Entries like the gateway's of both versions, of different lengths.
    static List<byte[]> entries(int size) {
        return IntStream.range(0, size)
                .mapToObj(i -> (i % 3 == 0 ? leaf(i) : oldLeaf(i)).getBytes(UTF_8))
                .toList();
    }

    private static String leaf(int number) {
        return "{\"c\":\"%042dA=\",\"channel\":\"sms\",\"hour\":\"2026-03-02T08Z\",\"kind\":\"out\",\"v\":2}"
                .formatted(number);
    }

    /// Of version 1.
    private static String oldLeaf(int number) {
        return "{\"actor\":\"system\",\"at\":\"2026-03-02T08:00:00Z\",\"bot\":\"b\",\"channel\":\"sms\",\"conversation\":\""
                + new UUID(0, number) + "\",\"kind\":\"message.decided\",\"outcome\":\"" + "q".repeat(number % 17)
                + "\",\"position\":" + number + ",\"rule\":\"r\",\"rules\":\"1\",\"v\":1}";
    }

    private List<byte[]> slice(TilePath path) {
        var from = (int) path.index() * TilePath.FULL_WIDTH;
        return entries.subList(from, from + path.width());
    }

    /// This log with entry `index` replaced and everything made anew, as one who holds the key could.
    MapLog with(int index, String entry) {
        var changed = new ArrayList<>(entries);
        changed.set(index, entry.getBytes(UTF_8));
        return new MapLog(changed);
    }

    /// This log with one bit of one byte of one file changed.
    MapLog flip(String path, int at) {
        return flip(path, at, 1);
    }

    MapLog flip(String path, int at, int bits) {
        var changed = files.get(path).clone();
        changed[at] ^= (byte) bits;
        return put(path, changed);
    }

    MapLog put(String path, byte[] bytes) {
        var copy = new MapLog(this);
        copy.files.put(path, bytes);
        return copy;
    }

    MapLog without(String path) {
        var copy = new MapLog(this);
        copy.files.remove(path);
        return copy;
    }

    private MapLog(MapLog other) {
        this.entries = other.entries;
        this.files.putAll(other.files);
    }

    /// Where entry `index` begins in its bundle.
    int offsetOf(int index) {
        return entries.subList(index / 256 * 256, index).stream()
                .mapToInt(entry -> 2 + entry.length)
                .sum();
    }

    Set<String> paths() {
        return new TreeSet<>(files.keySet());
    }

    @Override
    public Fetched fetch(String path, int bytesMax) {
        asked.add(path);
        var bytes = files.get(path);
        if (bytes == null) {
            return new Fetched.Missing("the server answered 404");
        }
        return bytes.length > bytesMax ? new Fetched.TooLong(bytesMax) : new Fetched.Found(bytes);
    }
}
