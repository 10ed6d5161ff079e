package io.glassline.bench.loss;

import org.jspecify.annotations.Nullable;

/// One message of the run, and what the harness's own journal knows of it.
final class CitizenMessage {

    final Citizen citizen;

    /// Its place among the citizen's messages, from 0.
    final int place;

    final Question line;

    /// As the provider names it, and as it stands in the record.
    final String providerId;

    /// The whole HTTP request, signed.
    final byte[] request;

    /// When the schedule says it is sent, in nanoseconds after the start.
    long dueNanos;

    /// How often it is sent again after its 200 on purpose, and whether at first to two nodes at the same moment.
    int repeats;
    boolean twice;

    // What became of it. Written by the load's own thread, read when that has ended.
    long acknowledgedNanos = -1;
    int tries;

    @Nullable
    String lastTrouble;

    CitizenMessage(Citizen citizen, int place, Question line, String providerId, byte[] request) {
        this.citizen = citizen;
        this.place = place;
        this.line = line;
        this.providerId = providerId;
        this.request = request;
    }

    boolean isAcknowledged() {
        return acknowledgedNanos >= 0;
    }

    @Override
    public String toString() {
        return citizen.name() + " #" + place + " (" + providerId + ", “" + line.words() + "”)";
    }
}
