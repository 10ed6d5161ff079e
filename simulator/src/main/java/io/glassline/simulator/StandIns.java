package io.glassline.simulator;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The provider stand-ins, running: Twilio, Meta, Telegram and a mail server on this machine, with the demo city's
/// accounts, and the pages by which a test or a demo plays the citizens.
///
/// Everything they were told is remembered in [Settings#stateFolder()] before it is answered.
public final class StandIns implements AutoCloseable {

    private static final Pattern GRAPH_VERSION = Pattern.compile("v[0-9]{1,3}\\.[0-9]");
    private static final int CLOSE_TIMEOUT_SECONDS = 5;
    private static final int LEDGER_PAGE_MAX = 5_000;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Journal journal;
    private final Ledger ledger;
    private final Faults faults;
    private final Webhooks webhooks;
    private final MediaShelf shelf;
    private final TwilioStandIn twilio;
    private final MetaStandIn meta;
    private final TelegramStandIn telegram;
    private final MailStandIn mail;
    private final PhoneCalls calls;
    private @Nullable HttpDoor door;

    private StandIns(Settings settings) {
        journal = Journal.open(settings.stateFolder());
        ledger = new Ledger(journal);
        faults = new Faults(settings.clock(), settings.seed());
        webhooks = new Webhooks(settings, faults, journal, threads);
        shelf = new MediaShelf(journal);
        twilio = new TwilioStandIn(settings, this::url, journal, ledger, faults, webhooks, shelf, threads);
        meta = new MetaStandIn(settings, this::url, journal, ledger, faults, webhooks, shelf, threads);
        telegram = new TelegramStandIn(settings, journal, ledger, faults, webhooks, shelf);
        mail = new MailStandIn(settings, journal, ledger, faults, threads);
        calls = new PhoneCalls(settings, journal, ledger, webhooks, threads);
    }

    /// Opens the ports and takes up what an earlier run left behind.
    ///
    /// @throws IllegalStateException naming the port that is busy, or the state folder that is in use
    public static StandIns start(Settings settings) {
        var standIns = new StandIns(settings);
        try {
            standIns.journal.replay();
            standIns.door = new HttpDoor(settings.bindAddress(), settings.httpPort(), standIns::answer);
            standIns.mail.start();
            standIns.webhooks.resume();
            standIns.twilio.resume();
            standIns.meta.resume();
            standIns.calls.resume();
            return standIns;
        } catch (RuntimeException failed) {
            standIns.close();
            throw failed;
        }
    }

    /// The base URL of all HTTP APIs, without a slash at the end.
    public String url() {
        return "http://localhost:" + httpPort();
    }

    public int httpPort() {
        if (door == null) {
            throw new IllegalStateException("the stand-ins are not started");
        }
        return door.port();
    }

    public int smtpPort() {
        return mail.smtpPort();
    }

    public int imapPort() {
        return mail.imapPort();
    }

    @Override
    public void close() {
        if (door != null) {
            door.close();
        }
        mail.close();
        threads.shutdownNow();
        try {
            threads.awaitTermination(CLOSE_TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        webhooks.close();
        journal.close();
    }

    private Answer answer(Request request) {
        var path = request.segments();
        var first = path.getFirst();
        if (first.equals("2010-04-01")) {
            return twilio.answer(request);
        }
        if (GRAPH_VERSION.matcher(first).matches()) {
            return meta.answer(request);
        }
        if (first.startsWith("bot")) {
            return telegram.answer(request);
        }
        return switch (first) {
            case "file" -> telegram.file(request);
            case "twilio-media" -> twilio.storage(path.getLast());
            case "whatsapp_business" -> meta.storage(request);
            case "" -> Answer.redirect(302, "/demo");
            case "demo" -> DemoPages.page(Params.decode(request.path().replace("+", "%2B")));
            default -> ownPage(request);
        };
    }

    // The pages for tests and demos, as INTERFACE states them.
    private Answer ownPage(Request request) {
        var path = request.segments();
        var query = request.query();
        var account = query.get("account").map(Account::required);
        return switch (request.method() + " /" + path.getFirst() + (path.size() > 1 ? "/…" : "")) {
            case "GET /health" -> Answer.json(200, Map.of("status", "UP"));
            case "GET /sent" -> Answer.json(200, ledger.sent(account, query.get("to")));
            case "GET /ledger" ->
                Answer.json(
                        200, ledger.performed(number(query, "after", 0), (int) number(query, "max", LEDGER_PAGE_MAX)));
            case "GET /thread" ->
                Answer.json(200, ledger.thread(required(account, "account"), required(query.get("with"), "with")));
            case "POST /incoming" -> incoming(Incoming.parse(request.json(), shelf));
            case "GET /faults" -> Answer.json(200, faults.active());
            case "POST /faults" -> Answer.json(201, faults.begin(request.json()));
            case "DELETE /faults" -> {
                faults.end(account);
                yield Answer.nothing(204);
            }
            case "GET /webhooks" -> Answer.json(200, webhooks.shown(account));
            case "POST /webhooks/…" -> redelivery(request);
            case "GET /calls" -> Answer.json(200, calls.shown(query.get("from")));
            case "DELETE /calls/…" -> calls.hangUp(path.get(1));
            default -> Answer.noSuchPage(request);
        };
    }

    private static long number(Params query, String name, long otherwise) {
        return query.get(name)
                .map(text -> {
                    if (!text.matches("[0-9]{1,9}")) {
                        throw new BadRequest("?" + name + "= is not a number");
                    }
                    return Long.parseLong(text);
                })
                .orElse(otherwise);
    }

    private static <T> T required(Optional<T> given, String name) {
        return given.orElseThrow(() -> new BadRequest("?" + name + "= is missing"));
    }

    private Answer incoming(Incoming in) {
        return switch (in.account()) {
            case SMS -> twilio.incoming(in);
            case WHATSAPP -> meta.incoming(in);
            case TELEGRAM -> telegram.incoming(in);
            case EMAIL -> mail.incoming(in);
            case VOICE -> calls.incoming(in);
        };
    }

    private Answer redelivery(Request request) {
        var path = request.segments();
        if (path.size() != 3 || !path.get(2).equals("redelivery")) {
            return Answer.noSuchPage(request);
        }
        return Incoming.answer(path.get(1), webhooks.sendAgain(path.get(1)));
    }
}
