package io.glassline.simulator.twilio;

import io.glassline.simulator.provider.Account;
import io.glassline.simulator.provider.Json;
import io.glassline.simulator.provider.Webhooks;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingDeque;
import org.jspecify.annotations.Nullable;

/// One call, and what the caller still has to say. The thread of the call changes it; others read it.
final class PhoneCall {
    final String sid;
    final String from;
    final String at;
    final List<Utterance> said = new ArrayList<>();
    final LinkedBlockingDeque<String> words = new LinkedBlockingDeque<>();
    final CompletableFuture<Webhooks.FirstTry> first = new CompletableFuture<>();
    volatile State state = State.RINGING;
    volatile boolean hungUp;
    volatile boolean dropped;
    volatile boolean untold;
    volatile boolean heard;
    volatile int documents;
    volatile @Nullable String error;
    volatile @Nullable Thread thread;

    PhoneCall(CallStart placed) {
        this.sid = placed.sid();
        this.from = placed.from();
        this.at = placed.at();
    }

    boolean isFrom(String number, Account account) {
        return account.key(number).equals(account.key(from));
    }

    boolean takesWords() {
        return state != State.ENDED && !hungUp;
    }

    void say(String text) {
        if (!text.isBlank()) {
            words.add(text);
        }
    }

    Map<String, @Nullable Object> shown() {
        List<Utterance> saidSoFar;
        synchronized (said) {
            saidSoFar = List.copyOf(said);
        }
        return Json.map(
                "sid",
                sid,
                "from",
                from,
                "state",
                state.name().toLowerCase(Locale.ROOT),
                "at",
                at,
                "said",
                saidSoFar,
                "error",
                error);
    }

    enum State {
        RINGING,
        LISTENING,
        SPEAKING,
        HOLDING,
        ENDED
    }

    record CallStart(String sid, String from, String at) {}

    record Utterance(String who, String text, String at) {}
}
