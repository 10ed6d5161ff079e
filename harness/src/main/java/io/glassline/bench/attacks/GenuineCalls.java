package io.glassline.bench.attacks;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/// Signed text messages, one after the other, and a look at health and memory beside each.
final class GenuineCalls implements AutoCloseable {

    private static final int CALLS_MIN = 10;

    final List<String> failures = new CopyOnWriteArrayList<>();
    final AtomicInteger taken = new AtomicInteger();
    final Set<String> health = new TreeSet<>();
    double bodyBytesMax;
    double directMax;
    private final AttackTown town;
    private volatile boolean isOver;
    private final Thread thread;

    GenuineCalls(AttackTown town) {
        this.town = town;
        this.thread = Thread.ofPlatform().name("genuine").start(this::run);
    }

    private void run() {
        var calls = new SignedCalls(town.port);
        while (!isOver || taken.get() < CALLS_MIN && failures.isEmpty()) {
            try {
                var status = calls.sms("When is trash day?");
                if (status == 200) {
                    taken.incrementAndGet();
                } else {
                    failures.add("answered " + status);
                }
            } catch (IOException e) {
                failures.add(e.toString());
            }
            health.add(town.health());
            directMax = Math.max(directMax, town.figure("glassline_memory_share{memory=\"direct\"}"));
            bodyBytesMax = Math.max(bodyBytesMax, town.figure("glassline_http_body_bytes{listener=\"internet\"}"));
        }
    }

    @Override
    public void close() {
        isOver = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
