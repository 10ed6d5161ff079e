package io.glassline.outbox;

import static java.util.stream.Collectors.toSet;

import io.glassline.channel.Outgoing.Pace;
import io.glassline.outbox.Outbox.Allowance;
import io.glassline.outbox.Outbox.Due;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The tokens that this node has taken and not yet spent. They are taken a handful at a time, before it is known
/// what they will be spent on: so a claim costs at most one question to the throttle for each account, and none
/// while nothing is sent. A hand opens twice as wide each time that all it held was spent, and closes again; so an
/// idle node takes nothing away from a busy one. What a claim spent beyond its hand, by messages of several parts,
/// is owed. There is bulk in a claim only when the one before has found no live messages left over; so there is
/// none in the first after a provider was left alone.
final class TokensInHand {

    private static final int HANDFUL_MAX = Deliverer.CLAIM_MAX;

    /// A hand that was not used for so long is as good as closed.
    private static final Duration HELD_MAX = Duration.ofSeconds(1);

    private final Throttle throttle;
    private final Map<String, Map<Pace, Hand>> hands = new HashMap<>();

    TokensInHand(Throttle throttle) {
        this.throttle = throttle;
    }

    /// What may be claimed of an account, up to `room` messages of each pace.
    synchronized Allowance allowance(String accountId, int room, Instant now) {
        var live = hand(accountId, Pace.LIVE);
        var bulk = hand(accountId, Pace.BULK);
        var moreLive = live.lacks(room, now);
        var bulkRoom = live.isBehind ? 0 : room;
        var moreBulk = bulk.lacks(bulkRoom, now);
        if (moreLive > 0 || moreBulk > 0) {
            var grant = throttle.take(accountId, moreLive, moreBulk, now);
            live.add(grant.live(), now);
            bulk.add(grant.bulk(), now);
        }
        return new Allowance(accountId, live.upTo(room), bulk.upTo(bulkRoom));
    }

    /// What was claimed under these allowances is paid for.
    synchronized void pay(List<Allowance> allowances, List<Due> claimed) {
        for (var allowance : allowances) {
            for (var pace : Pace.values()) {
                var mine = claimed.stream()
                        .filter(due -> due.send().lane().accountId().equals(allowance.accountId()))
                        .filter(due -> due.send().message().pace() == pace)
                        .toList();
                var allowed = pace == Pace.LIVE ? allowance.live() : allowance.bulk();
                hand(allowance.accountId(), pace).pay(mine, allowed);
            }
        }
        hands.keySet().retainAll(allowances.stream().map(Allowance::accountId).collect(toSet()));
    }

    private Hand hand(String accountId, Pace pace) {
        return hands.computeIfAbsent(accountId, _ -> new EnumMap<>(Pace.class)).computeIfAbsent(pace, _ -> new Hand());
    }

    private static final class Hand {
        private int tokens;
        private int width = 1;
        private boolean isBehind = true;
        private Instant takenAt = Instant.MIN;

        int lacks(int room, Instant now) {
            if (takenAt.isBefore(now.minus(HELD_MAX))) {
                tokens = Math.min(tokens, 1);
            }
            return Math.max(0, Math.min(room, width) - tokens);
        }

        void add(int granted, Instant now) {
            if (granted > 0) {
                tokens += granted;
                takenAt = now;
            }
        }

        int upTo(int room) {
            return Math.max(0, Math.min(tokens, Math.min(room, width)));
        }

        void pay(List<Due> claimed, int allowed) {
            tokens -= (int) claimed.stream()
                    .flatMap(due -> due.parts().stream())
                    .filter(part -> !part.delivery().isSettled())
                    .count();
            if (allowed > 0) {
                isBehind = claimed.size() >= allowed;
                width = isBehind ? Math.min(HANDFUL_MAX, Math.max(width, allowed) * 2) : Math.max(1, claimed.size());
            }
        }
    }
}
