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
    /// What the caller says into what the city says next.
    final LinkedBlockingDeque<String> interruptions = new LinkedBlockingDeque<>();

    final CompletableFuture<Webhooks.FirstTry> first = new CompletableFuture<>();
    volatile State state = State.RINGING;
    volatile boolean hungUp;
    volatile boolean dropped;
    volatile boolean untold;
    volatile boolean heard;
    volatile int documents;
    volatile int sockets;

    /// How the socket of this call is to be lost, should it be.
    volatile SocketLoss loss = SocketLoss.NONE;

    /// What the caller is listened to in, over a socket; empty before the first.
    volatile String language = "";
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
                "language",
                language,
                "sockets",
                sockets,
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

    enum SocketLoss {
        NONE,
        NOW,
        /// As soon as the city speaks, so that the caller hears nothing of it.
        WHEN_SPOKEN_TO
    }

    record CallStart(String sid, String from, String at) {}

    record Utterance(String who, String text, String at) {}
}
