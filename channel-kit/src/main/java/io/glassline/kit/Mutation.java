package io.glassline.kit;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// A body with one to four small changes.
final class Mutation {

    private static final List<String> ODD = List.of(
            "%00",
            "%F0%9F",
            "\\u0000",
            "\\ud83d",
            "null",
            "[]",
            "{}",
            "-1",
            "99999999999999999999",
            "\"",
            "&",
            "=",
            "\n",
            "\r\n\r\n",
            "<",
            "--",
            "=?utf-8?b?4pyT?=",
            "é",
            "1e400");

    private Mutation() {}

    static byte[] of(byte[] body, Random random) {
        var mutated = body.clone();
        for (var changes = 1 + random.nextInt(4); changes > 0; changes--) {
            mutated = once(mutated, random);
        }
        return mutated;
    }

    private static byte[] once(byte[] body, Random random) {
        var at = body.length == 0 ? 0 : random.nextInt(body.length);
        var end = Math.min(body.length, at + 1 + random.nextInt(20));
        return switch (random.nextInt(7)) {
            case 0 -> Arrays.copyOf(body, at);
            case 1 -> Bytes.joined(Arrays.copyOf(body, at), Arrays.copyOfRange(body, end, body.length));
            case 2 -> Bytes.joined(Arrays.copyOf(body, end), Arrays.copyOfRange(body, at, body.length));
            case 3 -> inserted(body, at, new byte[] {(byte) random.nextInt(256)});
            case 4 -> inserted(body, at, ODD.get(random.nextInt(ODD.size())).getBytes(StandardCharsets.UTF_8));
            case 5 -> replaced(body, at, (byte) random.nextInt(256));
            default -> digitChanged(body, at, random);
        };
    }

    private static byte[] digitChanged(byte[] body, int at, Random random) {
        for (var i = at; i < body.length; i++) {
            if (body[i] >= '0' && body[i] <= '9') {
                return replaced(body, i, (byte) ('0' + random.nextInt(10)));
            }
        }
        return body;
    }

    private static byte[] replaced(byte[] body, int at, byte value) {
        var replaced = body.clone();
        if (at < replaced.length) {
            replaced[at] = value;
        }
        return replaced;
    }

    private static byte[] inserted(byte[] body, int at, byte[] piece) {
        return Bytes.joined(Bytes.joined(Arrays.copyOf(body, at), piece), Arrays.copyOfRange(body, at, body.length));
    }
}
