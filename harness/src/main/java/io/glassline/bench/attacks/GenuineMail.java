package io.glassline.bench.attacks;

import io.glassline.bench.days.Item.Key.ByMailId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;

/// Citizens who mail a question now and then while others attack, and a look at health and memory beside each.
final class GenuineMail implements AutoCloseable {

    private static final Duration BETWEEN = Duration.ofMillis(250);

    private static final AtomicInteger CITIZENS = new AtomicInteger();

    private final AttackTown town;
    private final List<ByMailId> sent = new ArrayList<>();
    private final Set<String> health = new TreeSet<>();
    private double heapMax;
    private volatile boolean isOver;
    private final Thread thread;

    GenuineMail(AttackTown town) {
        this.town = town;
        this.thread = Thread.ofPlatform().name("genuine").start(this::run);
    }

    private void run() {
        while (!isOver) {
            send();
            look();
            MailRun.pause(BETWEEN);
        }
    }

    /// A question of another citizen each time.
    synchronized ByMailId send() {
        var number = CITIZENS.incrementAndGet();
        var id = "<q%d@home.example>".formatted(number);
        var from = "ana%d@home.example".formatted(number);
        town.mailbox.deliver(
                from,
                "From: Ana <" + from + ">\r\nTo: help@city.example\r\nMessage-ID: " + id
                        + "\r\nSubject: A question\r\n\r\n" + MailAttack.WORDS + "\r\n");
        var question = new ByMailId(id, from);
        sent.add(question);
        return question;
    }

    private synchronized void look() {
        health.add(town.health());
        heapMax = Math.max(heapMax, town.figure("glassline_memory_share{memory=\"heap\"}"));
    }

    synchronized List<ByMailId> sent() {
        return List.copyOf(sent);
    }

    /// All that was said of health.
    synchronized Set<String> health() {
        return Set.copyOf(health);
    }

    /// The largest share of the heap that outlived a collection.
    synchronized double heapMax() {
        return heapMax;
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
