package io.glassline.router.knowledge;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Where a model has placed texts, kept between starts one by one: when one word of a knowledge has changed, one text
/// is placed anew.
final class PointCache {

    private static final int NAME_DIGITS = 16;

    private final MeaningSpace space;
    private final TrainingCache cache;
    private final String name;

    /// @param version of the model
    PointCache(MeaningSpace space, String version, TrainingCache cache) {
        this.space = space;
        this.cache = cache;
        this.name = "points-" + Digest.of(version).substring(0, NAME_DIGITS);
    }

    /// A point for each of the texts.
    Map<String, Point> places(List<String> texts) {
        var before = cache.read(name).flatMap(Checksum::open).map(this::read).orElseGet(Map::of);
        var distinct = new LinkedHashSet<>(texts);
        var places = new ConcurrentHashMap<String, Point>();
        distinct.parallelStream().forEach(text -> {
            var known = before.get(Digest.of(text));
            places.put(text, known == null ? space.place(text) : Point.atLength(known));
        });
        if (!before.keySet().containsAll(distinct.stream().map(Digest::of).toList())) {
            cache.write(name, Checksum.seal(bytes(places)));
        }
        return places;
    }

    /// Only what is used now is kept.
    private byte[] bytes(Map<String, Point> places) {
        var dimensions = space.dimensions();
        var bytes = ByteBuffer.allocate(2 * Integer.BYTES + places.size() * (Digest.LENGTH + Float.BYTES * dimensions));
        bytes.putInt(places.size()).putInt(dimensions);
        places.forEach((text, point) -> {
            bytes.put(Digest.of(text).getBytes(UTF_8));
            for (var value : point.values()) {
                bytes.putFloat(value);
            }
        });
        return bytes.array();
    }

    private Map<String, float[]> read(byte[] bytes) {
        var found = new HashMap<String, float[]>();
        try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            var count = in.readInt();
            var dimensions = in.readInt();
            if (dimensions != space.dimensions()) {
                return Map.of();
            }
            for (var i = 0; i < count; i++) {
                var text = new String(in.readNBytes(Digest.LENGTH), UTF_8);
                found.put(text, TrainingResult.floats(dimensions, in));
            }
        } catch (IOException e) {
            return Map.of();
        }
        return found;
    }
}
