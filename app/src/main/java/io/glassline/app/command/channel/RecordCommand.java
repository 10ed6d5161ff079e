package io.glassline.app.command.channel;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.glassline.channel.ChannelAccount;
import io.glassline.channel.Receipt;
import io.glassline.channel.Secret;
import io.glassline.channel.WebhookCall;
import io.glassline.channel.WebhookReply;
import io.glassline.channels.ReceiptText;
import io.glassline.declared.channel.DeclaredAdapter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Listens where a provider's test calls come to, and writes them down as cases.
@Command(
        name = "record",
        description = {
            "Listens on this machine, answers a provider's calls as the channel would, and writes them as cases into",
            "a file: with made-up numbers, mail addresses and secrets, and with a proof that is made anew.",
            "Names and words stay as they came: look at them before you keep the file."
        },
        mixinStandardHelpOptions = true)
final class RecordCommand implements Callable<Integer> {

    private static final int BODY_MAX_BYTES = 2 << 20;

    @Parameters(paramLabel = "FILE", description = "the channel file, such as config/channels/line.yml")
    Path file = Path.of("");

    @Option(names = "--port", description = "where to listen, on this machine only (${DEFAULT-VALUE})")
    int port = 8099;

    @Option(names = "--out", paramLabel = "FILE", description = "where to write the cases (${DEFAULT-VALUE})")
    Path out = Path.of("captured.cases.yml");

    @Option(names = "--calls", description = "end after so many calls")
    int calls = Integer.MAX_VALUE;

    @Option(names = "--address", description = "the account's own address at the provider")
    String address = "an-address";

    @Option(
            names = "--secret",
            paramLabel = "NAME=VALUE",
            description = "a secret of the account, which proves the calls")
    Map<String, String> secrets = new HashMap<>();

    @Option(names = "--setting", paramLabel = "NAME=VALUE", description = "a setting of the account")
    Map<String, String> settings = new HashMap<>();

    private int seen;

    @Override
    public Integer call() throws Exception {
        var adapter = ChannelPath.of(file).flatMap(ChannelPath::adapter);
        if (adapter.isEmpty()) {
            return 1;
        }
        var scrubbing = new Scrubbing(List.copyOf(secrets.values()));
        Files.writeString(out, head(adapter.get(), scrubbing));
        var done = new CountDownLatch(1);
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                take(adapter.get(), scrubbing, exchange);
            }
            if (seen >= calls) {
                done.countDown();
            }
        });
        server.start();
        System.out.printf(
                "Listening on http://127.0.0.1:%d/ACCOUNT[/ENDPOINT]; calls are written to %s. Ctrl-C ends it.%n",
                port, out);
        done.await();
        server.stop(0);
        return 0;
    }

    private String head(DeclaredAdapter adapter, Scrubbing scrubbing) {
        var account = madeUp(adapter, scrubbing);
        var text = new StringBuilder("account:\n  address: \"" + account.ownAddress() + "\"\n");
        text.append(account.settings().isEmpty() ? "" : "  settings:\n");
        account.settings()
                .forEach((name, value) -> text.append("    ")
                        .append(name)
                        .append(": \"")
                        .append(value)
                        .append("\"\n"));
        text.append("  secrets:\n");
        account.secrets()
                .keySet()
                .forEach(name -> text.append("    ")
                        .append(name)
                        .append(": \"made-up-")
                        .append(name)
                        .append("\"\n"));
        return text.append("receive:\n").toString();
    }

    private ChannelAccount madeUp(DeclaredAdapter adapter, Scrubbing scrubbing) {
        return account(adapter, Map.of(), scrubbing.of(address, Instant.now()));
    }

    private ChannelAccount account(DeclaredAdapter adapter, Map<String, String> known, String ownAddress) {
        var all = new HashMap<String, Secret>();
        adapter.form().requiredSecrets().forEach(name -> all.put(name, new Secret("made-up-" + name)));
        known.forEach((name, value) -> all.put(name, new Secret(value)));
        var set = new HashMap<>(settings);
        adapter.form().requiredSettings().forEach(name -> set.putIfAbsent(name, "made-up-" + name));
        return new ChannelAccount("city-" + adapter.kind(), adapter.kind(), ownAddress, set, all);
    }

    /// Answers by the real secrets, and writes what the made-up ones make of it.
    private synchronized void take(DeclaredAdapter adapter, Scrubbing scrubbing, HttpExchange exchange)
            throws IOException {
        var now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        var body = exchange.getRequestBody().readNBytes(BODY_MAX_BYTES);
        var path = exchange.getRequestURI().getRawPath().split("/", 4);
        var endpoint = path.length > 2 ? path[2] : "";
        var query = Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
        var headers = new HashMap<String, List<String>>();
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
        var real = new WebhookCall(
                exchange.getRequestMethod(), endpoint, url(adapter, endpoint, query), headers, body, now);
        var receipt = adapter.receive(real, account(adapter, secrets, address));
        answer(exchange, reply(adapter, real, receipt));

        var scrubbed = scrubbing.of(new String(body, UTF_8), now);
        var scrubbedQuery = scrubbing.of(query, now);
        var type = headers.getOrDefault("content-type", List.of("")).getFirst();
        var madeUp = madeUp(adapter, scrubbing);
        var call = adapter.signed(
                new WebhookCall(
                        exchange.getRequestMethod(),
                        endpoint,
                        url(adapter, endpoint, scrubbedQuery),
                        type.isEmpty() ? Map.of() : Map.of("content-type", List.of(type)),
                        scrubbed.strip().getBytes(UTF_8),
                        now),
                madeUp);
        var becomes = ReceiptText.of(adapter.receive(call, madeUp));
        var recorded = new RecordedCase(
                ++seen, exchange.getRequestMethod(), endpoint, scrubbedQuery, type, now, scrubbed.strip(), becomes);
        Files.writeString(out, recorded.yaml(), StandardOpenOption.APPEND);
        System.out.printf("%d: %s%n", seen, ReceiptText.of(receipt).replace("\n", "\n   "));
    }

    private static String url(DeclaredAdapter adapter, String endpoint, String query) {
        return "https://city.example/channels/city-" + adapter.kind() + (endpoint.isEmpty() ? "" : "/" + endpoint)
                + (query.isEmpty() ? "" : "?" + query);
    }

    private static WebhookReply reply(DeclaredAdapter adapter, WebhookCall call, Receipt receipt) {
        return switch (receipt) {
            case Receipt.Handshake(var reply) -> reply;
            case Receipt.Refused(var fault, var _) ->
                WebhookReply.status(fault == Receipt.Fault.NOT_AUTHENTIC ? 403 : 400);
            default -> adapter.acknowledgement(call);
        };
    }

    private static void answer(HttpExchange exchange, WebhookReply reply) throws IOException {
        var body = reply.body().getBytes(UTF_8);
        if (!reply.contentType().isEmpty()) {
            exchange.getResponseHeaders().set("Content-Type", reply.contentType());
        }
        exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }
}
