package io.glassline.router.knowledge;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/// Where a text lies, as a vector of length one, written as its places and what stands there. A text without
/// anything the space knows is the empty point.
record Point(int[] places, float[] values) {

    /// By their number. Points that have something at every place share them.
    private static final Map<Integer, int[]> EVERY_PLACE = new ConcurrentHashMap<>();

    static Point of(float[] dense) {
        return atLength(dense).scaled(1 / Math.max(length(dense), 1e-9));
    }

    /// Of values that have length one already.
    static Point atLength(float[] dense) {
        return new Point(EVERY_PLACE.computeIfAbsent(dense.length, Point::everyPlace), dense);
    }

    private static int[] everyPlace(int dimensions) {
        return IntStream.range(0, dimensions).toArray();
    }

    /// The cosine, as both have length one. Places must be in ascending order.
    double cosine(Point other) {
        if (places == other.places) {
            return product(values, other.values);
        }
        var sum = 0f;
        for (int i = 0, j = 0; i < places.length && j < other.places.length; ) {
            var ahead = places[i] - other.places[j];
            if (ahead == 0) {
                sum += values[i++] * other.values[j++];
            } else if (ahead < 0) {
                i++;
            } else {
                j++;
            }
        }
        return sum;
    }

    /// Four sums at once: an addition waits for the one before it in its own sum only.
    private static double product(float[] a, float[] b) {
        float first = 0;
        float second = 0;
        float third = 0;
        float fourth = 0;
        var i = 0;
        for (; i + 3 < a.length; i += 4) {
            first += a[i] * b[i];
            second += a[i + 1] * b[i + 1];
            third += a[i + 2] * b[i + 2];
            fourth += a[i + 3] * b[i + 3];
        }
        for (; i < a.length; i++) {
            first += a[i] * b[i];
        }
        return first + second + third + fourth;
    }

    Point scaled(double by) {
        var scaled = new float[values.length];
        for (var i = 0; i < scaled.length; i++) {
            scaled[i] = (float) (values[i] * by);
        }
        return new Point(places, scaled);
    }

    static double length(float[] values) {
        var sum = 0.0;
        for (var value : values) {
            sum += value * value;
        }
        return Math.sqrt(sum);
    }
}
