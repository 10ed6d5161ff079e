package io.glassline.simulator;

import static io.glassline.simulator.DemoAccounts.TWILIO_ACCOUNT_SID;
import static io.glassline.simulator.DemoAccounts.VOICE_NUMBER;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Calls to the city's number, as Twilio's Programmable Voice carries them: it asks the gateway for TwiML and does
/// what that says. Performed are `Say`, `Play`, `Pause`, `Gather`, `Redirect`, `Reject` and `Hangup`; other verbs
/// are skipped.
///
/// Sources: <https://www.twilio.com/docs/voice/twiml>, <https://www.twilio.com/docs/voice/twiml/gather>
final class PhoneCalls {

    private static final Logger LOG = LoggerFactory.getLogger(PhoneCalls.class);
    private static final Duration CALL_MAX = Duration.ofMinutes(10);
    private static final Duration FIRST_ANSWER_MAX = Duration.ofSeconds(20);
    private static final int DOCUMENTS_MAX = 2_000;
    private static final int REMEMBERED_MAX = 10_000;
    private static final int WORDS_WAITING_MAX = 100;

    private final Settings settings;
    private final Journal journal;
    private final Ledger ledger;
    private final Webhooks webhooks;
    private final ExecutorService threads;
    private final LinkedHashMap<String, Call> calls = new LinkedHashMap<>();

    PhoneCalls(Settings settings, Journal journal, Ledger ledger, Webhooks webhooks, ExecutorService threads) {
        this.settings = settings;
        this.journal = journal;
        this.ledger = ledger;
        this.webhooks = webhooks;
        this.threads = threads;
        journal.reads("call", Placed.class, placed -> remember(new Call(placed)));
        journal.reads(
                "call-said", SaidIn.class, line -> find(line.sid()).ifPresent(call -> call.said.add(line.said())));
        journal.reads("call-ended", String.class, sid -> find(sid).ifPresent(call -> call.state = State.ENDED));
    }

    /// The lines that were open when an earlier run stopped have dropped; the gateway is told.
    void resume() {
        all().stream().filter(call -> call.state != State.ENDED).forEach(call -> end(call, "completed"));
    }

    /// Someone speaks to the city: into the call that is open from that number, or else in a new one.
    Answer incoming(Incoming in) {
        Call call;
        synchronized (this) {
            var open = all().stream()
                    .filter(other -> other.isFrom(in.from()) && other.takesWords())
                    .findFirst();
            if (open.isPresent()) {
                if (open.get().words.size() >= WORDS_WAITING_MAX) {
                    throw new BadRequest("this caller has " + WORDS_WAITING_MAX + " things to say already");
                }
                open.get().say(in.text());
                return Answer.json(
                        200, Json.map("id", open.get().sid, "status", 200, "accepted", true, "joined", true));
            }
            call = place(in.from(), in.text());
        }
        return Incoming.answer(call.sid, firstAnswer(call));
    }

    private Call place(String from, String text) {
        var placed =
                new Placed(Ids.twilio("CA"), from, settings.clock().instant().toString());
        journal.write("call", placed);
        var call = new Call(placed);
        call.say(text);
        remember(call);
        call.thread = Thread.ofVirtual().name("call-" + call.sid).unstarted(() -> hold(call));
        threads.execute(() -> runAndWait(call));
        return call;
    }

    // The executor's thread only waits, so that closing the stand-ins interrupts the call as hanging up does.
    private static void runAndWait(Call call) {
        var thread = call.thread;
        if (thread == null) {
            return;
        }
        thread.start();
        try {
            thread.join();
        } catch (InterruptedException closing) {
            call.dropped = true;
            thread.interrupt();
        }
    }

    private static Webhooks.FirstTry firstAnswer(Call call) {
        try {
            return call.first.get(FIRST_ANSWER_MAX.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException slow) {
            return new Webhooks.FirstTry(Optional.empty(), false);
        } catch (InterruptedException interrupted) {
            throw new Patience.Interrupted();
        }
    }

    private void hold(Call call) {
        var finalStatus = "completed";
        try {
            finalStatus = converse(call);
        } catch (Patience.Interrupted hungUp) {
            // by the caller, or the stand-ins close
        } catch (RuntimeException bug) {
            LOG.error("call {} failed", call.sid, bug);
            call.error = bug.toString();
        }
        if (!call.dropped) {
            end(call, finalStatus);
        }
    }

    /// @return the status the call ends with
    private String converse(Call call) {
        var deadline = System.nanoTime() + CALL_MAX.toNanos();
        var page = fetch(call, settings.channel("city-voice"), "POST", Map.of("CallStatus", "ringing"));
        for (int documents = 1; page.isPresent(); documents++) {
            if (call.hungUp) {
                return "completed";
            }
            if (documents > DOCUMENTS_MAX || System.nanoTime() > deadline) {
                call.error = "the call was cut after " + documents + " documents or " + CALL_MAX;
                return "completed";
            }
            call.state = State.SPEAKING;
            switch (play(call, page.get())) {
                case Next.Document(var url, var method, var extra) -> page = fetch(call, url, method, extra);
                case Next.End(var status) -> {
                    return status;
                }
            }
        }
        return call.documents == 0 ? "failed" : "completed";
    }

    private Optional<Page> fetch(Call call, URI url, String method, Map<String, String> extra) {
        var form = parameters(call, "in-progress");
        form.putAll(extra);
        var outgoing = TwilioWebhook.signed(
                Account.VOICE,
                Webhooks.Purpose.CALL,
                call.sid,
                method,
                url.toString(),
                form,
                settings.clock().instant());
        var response = webhooks.fetch(outgoing, call.first::complete);
        if (response.isEmpty()) {
            call.error = "the city's line did not answer " + url.getPath();
            return Optional.empty();
        }
        var verbs = Twiml.parse(response.get().body());
        if (verbs.isEmpty()) {
            call.error = url.getPath() + " did not answer with TwiML"; // Twilio's error 12100
            return Optional.empty();
        }
        call.documents++;
        return Optional.of(new Page(url, verbs.get()));
    }

    private static LinkedHashMap<String, String> parameters(Call call, String status) {
        var form = new LinkedHashMap<String, String>();
        form.put("CallSid", call.sid);
        form.put("AccountSid", TWILIO_ACCOUNT_SID);
        form.put("From", call.from);
        form.put("To", VOICE_NUMBER);
        form.put("Caller", call.from);
        form.put("Called", VOICE_NUMBER);
        form.put("CallStatus", status);
        form.put("ApiVersion", "2010-04-01");
        form.put("Direction", "inbound");
        return form;
    }

    private Next play(Call call, Page page) {
        var speech = new Speech(call);
        for (var verb : page.verbs()) {
            switch (verb) {
                case Twiml.Say(var text) -> speech.add(text);
                case Twiml.Pause(var length) -> {
                    speech.flush();
                    call.state = State.HOLDING;
                    Patience.sleep(Settings.Pace.scaled(length, settings.pace().pauseScale()));
                }
                case Twiml.Gather gather -> {
                    var heard = listen(call, page, gather, speech);
                    if (heard.isPresent()) {
                        return heard.get();
                    }
                }
                case Twiml.Redirect(var url, var method) -> {
                    speech.flush();
                    return new Next.Document(page.resolve(url), method, Map.of());
                }
                case Twiml.Reject(var reason) -> {
                    return new Next.End(reason.equals("busy") ? "busy" : "no-answer");
                }
                case Twiml.Hangup() -> {
                    speech.flush();
                    return new Next.End("completed");
                }
                case Twiml.Play _ -> {} // has no words
                case Twiml.Message _, Twiml.Unknown _ ->
                    LOG.info("call {}: the stand-in skips {} in a call", call.sid, verb);
            }
        }
        speech.flush();
        return new Next.End("completed");
    }

    // Empty if nothing was heard: then the call goes on with the next verb, and no request is made.
    private Optional<Next> listen(Call call, Page page, Twiml.Gather gather, Speech speech) {
        for (var prompt : gather.prompts()) {
            if (prompt instanceof Twiml.Say(var text)) {
                speech.add(text);
            }
        }
        speech.flush();
        call.state = State.LISTENING;
        var input = input(call, gather);
        call.state = State.SPEAKING;
        if (input.isEmpty() && !gather.actionOnEmptyResult()) {
            return Optional.empty();
        }
        var parameters = input.orElse(gather.hearsKeys() ? Map.of("Digits", "") : Map.of("SpeechResult", ""));
        return Optional.of(new Next.Document(page.resolve(gather.action()), gather.method(), parameters));
    }

    private Optional<Map<String, String>> input(Call call, Twiml.Gather gather) {
        var timeout = Settings.Pace.scaled(gather.timeout(), settings.pace().silenceScale());
        var max = settings.pace().silenceMax();
        var wait = timeout.compareTo(max) < 0 ? timeout : max;
        String words;
        try {
            words = call.words.pollFirst(wait.toMillis(), TimeUnit.MILLISECONDS);
            if (words == null || words.isBlank()) {
                return Optional.empty();
            }
            var isKeys = words.matches("[0-9*#]+");
            if (isKeys ? !gather.hearsKeys() && !gather.hearsSpeech() : !gather.hearsSpeech()) {
                // The city only takes keys now: the caller waits, and says it again when it listens.
                call.words.addFirst(words);
                Thread.sleep(wait);
                return Optional.empty();
            }
            return isKeys && gather.hearsKeys() ? keyed(call, gather, words) : Optional.of(spoken(call, words));
        } catch (InterruptedException hungUp) {
            throw new Patience.Interrupted();
        }
    }

    private Map<String, String> spoken(Call call, String words) {
        record(call, "caller", words);
        return Map.of("SpeechResult", words, "Confidence", "0.9");
    }

    // What is keyed beyond what this step takes is left for the next.
    private Optional<Map<String, String>> keyed(Call call, Twiml.Gather gather, String keys) {
        var finish = gather.finishOnKey().isEmpty() ? -1 : indexOfAny(keys, gather.finishOnKey());
        var full = gather.numDigits().orElse(Integer.MAX_VALUE);
        var finished = finish >= 0 && finish < full;
        var digits = finished ? keys.substring(0, finish) : keys.substring(0, Math.min(full, keys.length()));
        var rest = keys.substring(digits.length() + (finished ? 1 : 0));
        if (!rest.isEmpty()) {
            call.words.addFirst(rest);
        }
        record(call, "caller", finished ? keys.substring(0, finish + 1) : digits);
        if (digits.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                finished
                        ? Map.of("Digits", digits, "FinishedOnKey", keys.substring(finish, finish + 1))
                        : Map.of("Digits", digits));
    }

    private static int indexOfAny(String keys, String wanted) {
        for (int i = 0; i < keys.length(); i++) {
            if (wanted.indexOf(keys.charAt(i)) >= 0) {
                return i;
            }
        }
        return -1;
    }

    private void record(Call call, String who, String text) {
        var at = settings.clock().instant();
        var said = new Said(who, text, at.toString());
        journal.write("call-said", new SaidIn(call.sid, said));
        synchronized (call.said) {
            call.said.add(said);
        }
        if (who.equals("city")) {
            ledger.sent(Ledger.Sent.of(Account.VOICE, call.from, text, call.sid, at));
        } else {
            call.heard = true;
            ledger.received(
                    new Ledger.Received(Account.VOICE.id(), call.from, text, List.of(), call.sid, at.toString(), null));
        }
        ledger.state(Account.VOICE, call.sid, "delivered");
    }

    private void end(Call call, String status) {
        List<String> unsaid = new ArrayList<>();
        synchronized (this) {
            call.state = State.ENDED;
            call.words.drainTo(unsaid);
        }
        journal.write("call-ended", call.sid);
        call.first.complete(new Webhooks.FirstTry(Optional.empty(), false));
        var form = parameters(call, status);
        var seconds = Math.max(
                0,
                Duration.between(Instant.parse(call.at), settings.clock().instant())
                        .toSeconds());
        form.put("CallDuration", String.valueOf(seconds));
        form.put("Duration", String.valueOf((seconds + 59) / 60));
        form.put("Timestamp", settings.clock().instant().toString());
        form.put("CallbackSource", "call-progress-events");
        form.put("SequenceNumber", "0");
        webhooks.sendLater(TwilioWebhook.signed(
                Account.VOICE,
                Webhooks.Purpose.STATUS,
                call.sid,
                "POST",
                settings.channel("city-voice/status").toString(),
                form,
                settings.clock().instant()));
        unsaid.removeIf(String::isBlank);
        // Cut off in mid-sentence, people call again. Only if something was heard before, so this comes to an end.
        if (!unsaid.isEmpty() && call.heard && !call.hungUp) {
            synchronized (this) {
                var again = place(call.from, unsaid.getFirst());
                unsaid.stream().skip(1).forEach(again::say);
            }
        }
    }

    /// `GET /calls`.
    List<Map<String, @Nullable Object>> shown(Optional<String> from) {
        return all().stream()
                .filter(call -> from.isEmpty() || call.isFrom(from.get()))
                .map(Call::shown)
                .toList();
    }

    /// The caller hangs up.
    Answer hangUp(String sid) {
        var call = find(sid)
                .orElseThrow(() -> new BadRequest(404, "there is no call '" + sid + "'; GET /calls lists them"));
        call.hungUp = true;
        var thread = call.thread;
        if (thread != null && call.state != State.ENDED) {
            thread.interrupt();
        }
        return Answer.nothing(204);
    }

    private void remember(Call call) {
        synchronized (calls) {
            calls.put(call.sid, call);
            if (calls.size() > REMEMBERED_MAX) {
                calls.pollFirstEntry();
            }
        }
    }

    private Optional<Call> find(String sid) {
        synchronized (calls) {
            return Optional.ofNullable(calls.get(sid));
        }
    }

    private List<Call> all() {
        synchronized (calls) {
            return List.copyOf(calls.values());
        }
    }

    private enum State {
        RINGING,
        LISTENING,
        SPEAKING,
        HOLDING,
        ENDED
    }

    /// A document that was fetched, and where from.
    private record Page(URI url, List<Twiml.Verb> verbs) {

        // An empty address is the document itself.
        URI resolve(String address) {
            return address.isEmpty() ? url : url.resolve(address);
        }
    }

    /// How a call goes on after a document.
    private sealed interface Next {

        record Document(URI url, String method, Map<String, String> parameters) implements Next {}

        record End(String status) implements Next {}
    }

    /// What the city says in one breath.
    private final class Speech {
        private final Call call;
        private final List<String> said = new ArrayList<>();

        Speech(Call call) {
            this.call = call;
        }

        void add(String text) {
            if (!text.isEmpty()) {
                said.add(text);
            }
        }

        void flush() {
            if (!said.isEmpty()) {
                record(call, "city", String.join(" ", said));
                said.clear();
            }
        }
    }

    private static final class Call {
        final String sid;
        final String from;
        final String at;
        final List<Said> said = new ArrayList<>();
        final LinkedBlockingDeque<String> words = new LinkedBlockingDeque<>();
        final CompletableFuture<Webhooks.FirstTry> first = new CompletableFuture<>();
        volatile State state = State.RINGING;
        volatile boolean hungUp;
        volatile boolean dropped;
        volatile boolean heard;
        volatile int documents;
        volatile @Nullable String error;
        volatile @Nullable Thread thread;

        Call(Placed placed) {
            this.sid = placed.sid();
            this.from = placed.from();
            this.at = placed.at();
        }

        boolean isFrom(String number) {
            return Account.VOICE.key(number).equals(Account.VOICE.key(from));
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
            List<Said> saidSoFar;
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
    }

    private record Placed(String sid, String from, String at) {}

    private record Said(String who, String text, String at) {}

    private record SaidIn(String sid, Said said) {}
}
