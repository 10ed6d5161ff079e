package io.glassline.simulator.twilio;

import com.fasterxml.jackson.databind.JsonNode;
import io.glassline.simulator.provider.Account;
import io.glassline.simulator.provider.Answer;
import io.glassline.simulator.provider.BadRequest;
import io.glassline.simulator.provider.Ids;
import io.glassline.simulator.provider.Incoming;
import io.glassline.simulator.provider.Journal;
import io.glassline.simulator.provider.Json;
import io.glassline.simulator.provider.Ledger;
import io.glassline.simulator.provider.Request;
import io.glassline.simulator.provider.RetryPolicy;
import io.glassline.simulator.provider.Settings;
import io.glassline.simulator.provider.Sleep;
import io.glassline.simulator.provider.StandIn;
import io.glassline.simulator.provider.Surroundings;
import io.glassline.simulator.provider.Webhooks;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Calls to the city's number, as Twilio's Programmable Voice carries them: it asks the gateway for TwiML and does
/// what that says. Performed are `Say`, `Play`, `Pause`, `Gather`, `Redirect`, `Reject`, `Hangup`, and
/// `Connect` with `ConversationRelay`; other verbs are skipped.
///
/// Sources: <https://www.twilio.com/docs/voice/twiml>, <https://www.twilio.com/docs/voice/twiml/gather>
final class TwilioVoice implements StandIn, Webhooks.Subscriber {

    private static final RetryPolicy RETRIES = new TwilioRetries();
    private static final Logger LOG = LoggerFactory.getLogger(TwilioVoice.class);
    private static final Duration CALL_MAX = Duration.ofMinutes(10);
    private static final Duration FIRST_ANSWER_MAX = Duration.ofSeconds(20);
    private static final int DOCUMENTS_MAX = 2_000;
    private static final int DOCUMENT_MAX_BYTES = 64 << 10;
    private static final int REMEMBERED_MAX = 10_000;
    private static final int WORDS_WAITING_MAX = 100;

    private final Account account;
    private final Settings settings;
    private final Journal journal;
    private final Ledger ledger;
    private final Webhooks webhooks;
    private final ExecutorService threads;
    private final HttpClient http;
    private final LinkedHashMap<String, PhoneCall> calls = new LinkedHashMap<>();

    TwilioVoice(Account account, Surroundings surroundings) {
        this.account = account;
        this.settings = surroundings.settings();
        this.journal = surroundings.journal();
        this.ledger = surroundings.ledger();
        this.webhooks = surroundings.webhooks();
        this.threads = surroundings.threads();
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .executor(threads)
                .build();
        webhooks.register(account, this);
        journal.reads("call", PhoneCall.CallStart.class, placed -> remember(new PhoneCall(placed)));
        journal.reads(
                "call-said",
                CallUtterance.class,
                line -> find(line.sid()).ifPresent(call -> call.said.add(line.said())));
        journal.reads(
                "call-ended", String.class, sid -> find(sid).ifPresent(call -> call.state = PhoneCall.State.ENDED));
    }

    @Override
    public Account account() {
        return account;
    }

    @Override
    public RetryPolicy retries() {
        return RETRIES;
    }

    /// The lines that were open when an earlier run stopped have dropped; the gateway is told.
    @Override
    public void resume() {
        all().stream().filter(call -> call.state != PhoneCall.State.ENDED).forEach(call -> end(call, "completed"));
    }

    /// Someone speaks to the city: into the call that is open from that number, or else in a new one.
    @Override
    public Answer incoming(Incoming in) {
        PhoneCall call;
        synchronized (this) {
            var open = all().stream()
                    .filter(other -> other.isFrom(in.from(), account) && other.takesWords())
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

    private PhoneCall place(String from, String text) {
        var placed = new PhoneCall.CallStart(
                Ids.withPrefix("CA"), from, settings.clock().instant().toString());
        journal.write("call", placed);
        var call = new PhoneCall(placed);
        call.say(text);
        remember(call);
        call.thread = Thread.ofVirtual().name("call-" + call.sid).unstarted(() -> hold(call));
        threads.execute(() -> runAndWait(call));
        return call;
    }

    // The executor's thread only waits, so that closing the stand-ins interrupts the call as hanging up does.
    private static void runAndWait(PhoneCall call) {
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

    private static Webhooks.FirstTry firstAnswer(PhoneCall call) {
        try {
            return call.first.get(FIRST_ANSWER_MAX.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException slow) {
            return new Webhooks.FirstTry(Optional.empty(), false);
        } catch (InterruptedException interrupted) {
            throw new Sleep.Interrupted();
        }
    }

    private void hold(PhoneCall call) {
        var finalStatus = "completed";
        try {
            finalStatus = converse(call);
        } catch (Sleep.Interrupted hungUp) {
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
    private String converse(PhoneCall call) {
        var deadline = System.nanoTime() + CALL_MAX.toNanos();
        var page = fetch(call, settings.channel(account.id()), "POST", Map.of("CallStatus", "ringing"));
        for (int documents = 1; page.isPresent(); documents++) {
            if (call.hungUp) {
                return "completed";
            }
            if (documents > DOCUMENTS_MAX || System.nanoTime() > deadline) {
                call.error = "the call was cut after " + documents + " documents or " + CALL_MAX;
                return "completed";
            }
            call.state = PhoneCall.State.SPEAKING;
            switch (play(call, page.get())) {
                case Next.Document(var url, var method, var extra) -> page = fetch(call, url, method, extra);
                case Next.End(var status) -> {
                    return status;
                }
            }
        }
        return call.documents == 0 ? "failed" : "completed";
    }

    private Optional<Page> fetch(PhoneCall call, URI url, String method, Map<String, String> extra) {
        var form = parameters(call, "in-progress");
        form.putAll(extra);
        var outgoing = TwilioWebhook.signed(
                account,
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
        if (response.get().body().length > DOCUMENT_MAX_BYTES || Twiml.isTooLong(verbs.get())) {
            call.error = url.getPath() + " answered with more than Twilio takes";
            return Optional.empty();
        }
        call.documents++;
        return Optional.of(new Page(url, verbs.get()));
    }

    private LinkedHashMap<String, String> parameters(PhoneCall call, String status) {
        var form = new LinkedHashMap<String, String>();
        form.put("CallSid", call.sid);
        form.put("AccountSid", TwilioDemo.ACCOUNT_SID);
        form.put("From", call.from);
        form.put("To", account.own());
        form.put("Caller", call.from);
        form.put("Called", account.own());
        form.put("CallStatus", status);
        form.put("ApiVersion", "2010-04-01");
        form.put("Direction", "inbound");
        return form;
    }

    private Next play(PhoneCall call, Page page) {
        var speech = new Speech(call);
        for (var verb : page.verbs()) {
            switch (verb) {
                case Twiml.Say(var text) -> speech.add(text);
                case Twiml.Pause(var length) -> {
                    speech.flush();
                    call.state = PhoneCall.State.HOLDING;
                    Sleep.lasting(Settings.Pace.scaled(length, settings.pace().pauseScale()));
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
                case Twiml.Connect connect -> {
                    speech.flush();
                    return talk(call, page, connect);
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

    private Next talk(PhoneCall call, Page page, Twiml.Connect connect) {
        call.sockets++;
        var ended =
                new RelayedTalk(call, connect.relay(), account, http, (who, text) -> record(call, who, text)).hold();
        return new Next.Document(page.resolve(connect.action()), connect.method(), ended);
    }

    // Empty if nothing was heard: then the call goes on with the next verb, and no request is made.
    private Optional<Next> listen(PhoneCall call, Page page, Twiml.Gather gather, Speech speech) {
        for (var prompt : gather.prompts()) {
            if (prompt instanceof Twiml.Say(var text)) {
                speech.add(text);
            }
        }
        speech.flush();
        call.state = PhoneCall.State.LISTENING;
        var input = input(call, gather);
        call.state = PhoneCall.State.SPEAKING;
        if (input.isEmpty() && !gather.actionOnEmptyResult()) {
            return Optional.empty();
        }
        var parameters = input.orElse(gather.hearsKeys() ? Map.of("Digits", "") : Map.of("SpeechResult", ""));
        return Optional.of(new Next.Document(page.resolve(gather.action()), gather.method(), parameters));
    }

    private Optional<Map<String, String>> input(PhoneCall call, Twiml.Gather gather) {
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
            throw new Sleep.Interrupted();
        }
    }

    private Map<String, String> spoken(PhoneCall call, String words) {
        record(call, "caller", words);
        return Map.of("SpeechResult", words, "Confidence", "0.9");
    }

    // What is keyed beyond what this step takes is left for the next.
    private Optional<Map<String, String>> keyed(PhoneCall call, Twiml.Gather gather, String keys) {
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

    private void record(PhoneCall call, String who, String text) {
        var at = settings.clock().instant();
        var said = new PhoneCall.Utterance(who, text, at.toString());
        journal.write("call-said", new CallUtterance(call.sid, said));
        synchronized (call.said) {
            call.said.add(said);
        }
        if (who.equals("city")) {
            ledger.sent(Ledger.SentMessage.of(account, call.from, text, call.sid, at));
        } else {
            call.heard = true;
            ledger.received(new Ledger.ReceivedMessage(
                    account.id(), call.from, text, List.of(), call.sid, at.toString(), null));
        }
        ledger.state(account, call.sid, "delivered");
    }

    private void end(PhoneCall call, String status) {
        List<String> unsaid = new ArrayList<>();
        synchronized (this) {
            call.state = PhoneCall.State.ENDED;
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
        if (!call.untold) {
            webhooks.sendLater(TwilioWebhook.signed(
                    account,
                    Webhooks.Purpose.STATUS,
                    call.sid,
                    "POST",
                    settings.channel(account.id() + "/status").toString(),
                    form,
                    settings.clock().instant()));
        }
        unsaid.removeIf(String::isBlank);
        // Cut off in mid-sentence, people call again. Only if something was heard before, so this comes to an end.
        if (!unsaid.isEmpty() && call.heard && !call.hungUp) {
            synchronized (this) {
                var again = place(call.from, unsaid.getFirst());
                unsaid.stream().skip(1).forEach(again::say);
            }
        }
    }

    @Override
    public boolean serves(String firstSegment) {
        return firstSegment.equals("calls");
    }

    @Override
    public Answer answer(Request request) {
        var path = request.segments();
        if (request.method().equals("GET") && path.size() == 1) {
            return Answer.json(200, shown(request.query().get("from")));
        }
        if (request.method().equals("POST") && path.size() == 3 && path.get(2).equals("loss")) {
            return loseSocket(path.get(1), request.json());
        }
        if (request.method().equals("POST")) {
            return path.size() == 1 ? callAgain(request.json()) : sayInto(path.get(1), request.json());
        }
        return request.method().equals("DELETE") && path.size() > 1
                ? hangUp(path.get(1), request.query().get("told").equals(Optional.of("false")))
                : Answer.noSuchPage(request);
    }

    /// A call of its own, whatever other calls there are from that number: numbers are shared, and forged.
    private Answer callAgain(JsonNode asked) {
        var from = account.addresses().sender(Json.text(asked, "from"));
        PhoneCall call;
        synchronized (this) {
            call = place(from, Json.text(asked, "text"));
        }
        return Incoming.answer(call.sid, firstAnswer(call));
    }

    private Answer sayInto(String sid, JsonNode asked) {
        var call = known(sid);
        if (!call.takesWords()) {
            throw new BadRequest(409, "the call '" + sid + "' has ended");
        }
        if (asked.path("interrupts").asBoolean(false)) {
            call.interruptions.add(Json.text(asked, "text"));
        } else {
            call.say(Json.text(asked, "text"));
        }
        return Answer.nothing(204);
    }

    /// The socket of the call is lost: at once, or `when` it is `spoken-to`.
    private Answer loseSocket(String sid, JsonNode asked) {
        known(sid).loss = asked.path("when").asText().equals("spoken-to")
                ? PhoneCall.SocketLoss.WHEN_SPOKEN_TO
                : PhoneCall.SocketLoss.NOW;
        return Answer.nothing(204);
    }

    private PhoneCall known(String sid) {
        return find(sid)
                .orElseThrow(() -> new BadRequest(404, "there is no call '" + sid + "'; GET /calls lists them"));
    }

    /// `GET /calls`.
    private List<Map<String, @Nullable Object>> shown(Optional<String> from) {
        return all().stream()
                .filter(call -> from.isEmpty() || call.isFrom(from.get(), account))
                .map(PhoneCall::shown)
                .toList();
    }

    /// The caller hangs up.
    ///
    /// @param untold whether Twilio's word of it is lost on its way.
    private Answer hangUp(String sid, boolean untold) {
        var call = known(sid);
        call.untold = untold;
        call.hungUp = true;
        var thread = call.thread;
        if (thread != null && call.state != PhoneCall.State.ENDED) {
            thread.interrupt();
        }
        return Answer.nothing(204);
    }

    private void remember(PhoneCall call) {
        synchronized (calls) {
            calls.put(call.sid, call);
            if (calls.size() > REMEMBERED_MAX) {
                calls.pollFirstEntry();
            }
        }
    }

    private Optional<PhoneCall> find(String sid) {
        synchronized (calls) {
            return Optional.ofNullable(calls.get(sid));
        }
    }

    private List<PhoneCall> all() {
        synchronized (calls) {
            return List.copyOf(calls.values());
        }
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
        private final PhoneCall call;
        private final List<String> said = new ArrayList<>();

        Speech(PhoneCall call) {
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

    private record CallUtterance(String sid, PhoneCall.Utterance said) {}
}
