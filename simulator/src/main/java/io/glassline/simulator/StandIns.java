package io.glassline.simulator;

import io.glassline.simulator.open311.PublicWorks;
import io.glassline.simulator.provider.Account;
import io.glassline.simulator.provider.Accounts;
import io.glassline.simulator.provider.Answer;
import io.glassline.simulator.provider.BadRequest;
import io.glassline.simulator.provider.City;
import io.glassline.simulator.provider.Faults;
import io.glassline.simulator.provider.HttpListener;
import io.glassline.simulator.provider.Incoming;
import io.glassline.simulator.provider.Journal;
import io.glassline.simulator.provider.Ledger;
import io.glassline.simulator.provider.MediaStore;
import io.glassline.simulator.provider.Params;
import io.glassline.simulator.provider.Request;
import io.glassline.simulator.provider.Settings;
import io.glassline.simulator.provider.StandIn;
import io.glassline.simulator.provider.Surroundings;
import io.glassline.simulator.provider.Webhooks;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The provider stand-ins, running: one for each of the city's accounts, on this machine, and the pages by
/// which a test or a demo plays the citizens.
///
/// Everything they were told is remembered in [Settings#stateFolder()] before it is answered.
public final class StandIns implements AutoCloseable {

    private static final int CLOSE_TIMEOUT_SECONDS = 5;
    private static final int LEDGER_PAGE_MAX = 5_000;
    private static final String OF_ACCOUNT = "of";

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Journal journal;
    private final Ledger ledger;
    private final Faults faults;
    private final Webhooks webhooks;
    private final City city;
    private final URI gateway;
    private final Accounts accounts;
    private final MediaStore media;
    private final PublicWorks works;
    private final List<Journal> ownJournals = new ArrayList<>();
    private final List<StandIn> standIns = new ArrayList<>();
    private @Nullable HttpListener listener;

    private StandIns(Settings settings) {
        city = settings.city();
        gateway = settings.gatewayBase();
        accounts = Providers.accounts(city);
        journal = Journal.open(settings.stateFolder());
        ledger = new Ledger(journal, accounts, settings.messagesKept());
        faults = new Faults(settings.clock(), settings.seed(), accounts);
        webhooks = new Webhooks(settings, faults, journal, threads);
        media = new MediaStore(journal);
        works = new PublicWorks(settings.clock(), journal, settings.seed());
        for (var account : accounts.all()) {
            var before = accounts.all().stream()
                    .takeWhile(other -> other != account)
                    .filter(other -> other.city().kind().equals(account.city().kind()))
                    .count();
            standIns.add(Providers.of(account.city().kind())
                    .standIn(account, surroundings(settings, account, (int) before)));
        }
    }

    /// The first account of a kind has the provider's own paths; of each further one they stand below
    /// [#base].
    private Surroundings surroundings(Settings settings, Account account, int before) {
        return before == 0
                ? new Surroundings(settings, this::url, journal, ledger, faults, webhooks, media, threads)
                : new Surroundings(
                        settings.withMailPortsOf(before),
                        () -> url() + base(account.id(), before),
                        ownJournal(settings, account),
                        ledger,
                        faults,
                        webhooks,
                        media,
                        threads);
    }

    private Journal ownJournal(Settings settings, Account account) {
        var own = Journal.open(settings.stateFolder().map(folder -> folder.resolve(account.id())));
        ownJournals.add(own);
        return own;
    }

    /// What a provider's paths begin with for this account.
    ///
    /// @param before how many accounts of the same kind are listed before it
    public static String base(String account, int before) {
        return before == 0 ? "" : "/" + OF_ACCOUNT + "/" + account;
    }

    /// Opens the ports and takes up what an earlier run left behind.
    ///
    /// @throws IllegalStateException naming the port that is busy, or the state folder that is in use
    public static StandIns start(Settings settings) {
        var standIns = new StandIns(settings);
        try {
            standIns.journal.replay();
            standIns.ownJournals.forEach(Journal::replay);
            standIns.listener = new HttpListener(settings.bindAddress(), settings.httpPort(), standIns::answer);
            standIns.standIns.forEach(StandIn::start);
            standIns.webhooks.resume();
            standIns.standIns.forEach(StandIn::resume);
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

    /// The city's public works, which residents report to.
    public PublicWorks works() {
        return works;
    }

    public int httpPort() {
        if (listener == null) {
            throw new IllegalStateException("the stand-ins are not started");
        }
        return listener.port();
    }

    public int smtpPort() {
        return port("SMTP");
    }

    public int imapPort() {
        return port("IMAP");
    }

    private int port(String protocol) {
        return standIns.stream()
                .flatMap(standIn -> Optional.ofNullable(standIn.ports().get(protocol)).stream())
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        if (listener != null) {
            listener.close();
        }
        standIns.forEach(StandIn::close);
        threads.shutdownNow();
        try {
            threads.awaitTermination(CLOSE_TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        webhooks.close();
        ownJournals.forEach(Journal::close);
        journal.close();
    }

    private Answer answer(Request request) {
        var first = request.segments().getFirst();
        if (first.equals(OF_ACCOUNT) && request.segments().size() > 2) {
            return ofAccount(request);
        }
        if (request.path().equals("/demo/city.json")) {
            return DemoPages.city(city);
        }
        var provider =
                standIns.stream().filter(standIn -> standIn.serves(first)).findFirst();
        if (provider.isPresent()) {
            return provider.get().answer(request);
        }
        return switch (first) {
            case "" -> Answer.redirect(302, "/demo");
            case "city" -> CitySite.page(request.path(), city, gateway);
            case "open311" -> works.answer(request);
            case "demo" -> DemoPages.page(Params.decode(request.path().replace("+", "%2B")));
            default -> ownPage(request);
        };
    }

    private Answer ofAccount(Request request) {
        var account = accounts.required(request.segments().get(1));
        var path = "/" + request.path().split("/", 4)[3];
        return standIns.stream()
                .filter(standIn -> standIn.account().equals(account))
                .findFirst()
                .orElseThrow()
                .answer(new Request(request.method(), path, request.query(), request.headers(), request.body()));
    }

    // The pages for tests and demos, as INTERFACE states them.
    private Answer ownPage(Request request) {
        var path = request.segments();
        var query = request.query();
        var account = query.get("account").map(accounts::required);
        return switch (request.method() + " /" + path.getFirst() + (path.size() > 1 ? "/…" : "")) {
            case "GET /health" -> Answer.json(200, Map.of("status", "UP"));
            case "GET /sent" -> Answer.json(200, ledger.sent(account, query.get("to")));
            case "GET /ledger" ->
                Answer.json(
                        200, ledger.sendsAfter(number(query, "after", 0), (int) number(query, "max", LEDGER_PAGE_MAX)));
            case "GET /thread" ->
                Answer.json(200, ledger.thread(required(account, "account"), required(query.get("with"), "with")));
            case "POST /incoming" -> incoming(Incoming.parse(request.json(), accounts, media));
            case "GET /faults" -> Answer.json(200, faults.active());
            case "POST /faults" -> Answer.json(201, faults.begin(request.json()));
            case "DELETE /faults" -> {
                faults.end(account);
                yield Answer.nothing(204);
            }
            case "GET /webhooks" -> Answer.json(200, webhooks.shown(account));
            case "POST /webhooks/…" -> redelivery(request);
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
        return standIns.stream()
                .filter(standIn -> standIn.account().equals(in.account()))
                .findFirst()
                .orElseThrow()
                .incoming(in);
    }

    private Answer redelivery(Request request) {
        var path = request.segments();
        if (path.size() != 3 || !path.get(2).equals("redelivery")) {
            return Answer.noSuchPage(request);
        }
        return Incoming.answer(path.get(1), webhooks.sendAgain(path.get(1)));
    }
}
