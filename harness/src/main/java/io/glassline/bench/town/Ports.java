package io.glassline.bench.town;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/// Ports that nobody has just now.
public final class Ports {

    private static final int FIRST = 21_000;
    private static final int LAST = 31_000;
    private static final int STEP = 20;

    private Ports() {}

    /// The first of `count` free ports in a row, below those that the system gives out by itself.
    public static int inARow(int count) {
        var start = FIRST + (int) (ProcessHandle.current().pid() % 400) * STEP;
        for (var n = 0; n < (LAST - FIRST) / STEP; n++) {
            var first = FIRST + (start - FIRST + n * STEP) % (LAST - FIRST);
            if (areFree(first, count)) {
                return first;
            }
        }
        throw new IllegalStateException("no " + count + " free ports in a row");
    }

    private static boolean areFree(int first, int count) {
        for (var port = first; port < first + count; port++) {
            try (var socket = new ServerSocket()) {
                socket.setReuseAddress(true);
                socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            } catch (IOException e) {
                return false;
            }
        }
        return true;
    }
}
