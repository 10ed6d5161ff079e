package io.glassline.bench.loss;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/// Somebody who writes to the city on one channel: the next message only when the one before has its 200, for that
/// is what the order of messages means.
final class Citizen {

    final int number;
    final Channel channel;

    /// As it stands in the record.
    final String address;

    final List<CitizenMessage> says = new ArrayList<>();

    /// Messages whose time has come and whose turn has not. Belongs to the load's own thread.
    final ArrayDeque<CitizenMessage> waiting = new ArrayDeque<>();

    boolean isWaitingForAnswer;

    Citizen(int number, Channel channel) {
        this.number = number;
        this.channel = channel;
        this.address = switch (channel) {
            case SMS -> "+1555%07d".formatted(2_000_000 + number);
            case WHATSAPP -> "1555%07d".formatted(2_000_000 + number);
            case TELEGRAM -> Integer.toString(700_000_000 + number);
        };
    }

    String name() {
        return channel.account() + " " + address;
    }
}
