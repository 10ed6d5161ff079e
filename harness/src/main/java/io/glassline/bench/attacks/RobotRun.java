package io.glassline.bench.attacks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/// Programs that answer each answer of the gateway's, all of them at once, until it gives none any more.
final class RobotRun {

    private static final AtomicInteger ROBOTS = new AtomicInteger();
    private static final Duration SILENT_FOR = Duration.ofSeconds(3);
    private static final Duration TALK_MAX = Duration.ofSeconds(60);
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);
    private static final int ANSWERED_MAX = 60;

    private final AttackTown town;
    private final List<Talk> talks;

    RobotRun(AttackTown town, List<Robot> robots) {
        this.town = town;
        this.talks = robots.stream().map(Talk::new).toList();
    }

    private static final class Talk {
        private final Robot robot;
        private final String address = "robot%d@machines.example".formatted(ROBOTS.incrementAndGet());
        private final List<String> ids = new ArrayList<>();
        private int answers;

        private Talk(Robot robot) {
            this.robot = robot;
        }
    }

    /// @return how many answers each robot had.
    Map<Robot, Integer> run() {
        talks.forEach(talk -> say(talk, ""));
        var end = System.nanoTime() + TALK_MAX.toNanos();
        var silentUntil = System.nanoTime() + SILENT_FOR.toNanos();
        while (System.nanoTime() < Math.min(end, silentUntil)) {
            MailRun.pause(LOOK_EVERY);
            if (answerAll()) {
                silentUntil = System.nanoTime() + SILENT_FOR.toNanos();
            }
        }
        var answers = new LinkedHashMap<Robot, Integer>();
        talks.forEach(talk -> answers.put(talk.robot, talk.answers));
        return answers;
    }

    /// The Message-IDs of all that was said to the gateway.
    List<String> ids() {
        return talks.stream().flatMap(talk -> talk.ids.stream()).toList();
    }

    private boolean answerAll() {
        var ledger = town.providers.ledger();
        var isAny = false;
        for (var talk : talks) {
            var sent = ledger.stream()
                    .filter(send -> send.to().equals(talk.address))
                    .toList();
            for (var answer : sent.subList(talk.answers, sent.size())) {
                isAny = true;
                talk.answers++;
                if (talk.answers < ANSWERED_MAX) {
                    say(talk, "In-Reply-To: " + answer.providerIds().getFirst() + "\r\n");
                }
            }
        }
        return isAny;
    }

    private void say(Talk talk, String inReplyTo) {
        var id = "<%s.%d@machines.example>".formatted(talk.address.replace("@machines.example", ""), talk.ids.size());
        talk.ids.add(id);
        town.mailbox.deliver(
                talk.robot.headers().contains("Return-Path: <>") ? "" : talk.address,
                "From: <" + talk.address + ">\r\nTo: help@city.example\r\nMessage-ID: " + id + "\r\n"
                        + talk.robot.headers() + inReplyTo + "\r\n"
                        + talk.robot.words().apply(talk.ids.size()) + "\r\n");
    }
}
