package io.glassline.app.command.channel;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.glassline.channel.ChannelAccount;
import io.glassline.channel.Receipt;
import io.glassline.channel.Secret;
import io.glassline.channel.WebhookCall;
import io.glassline.declared.channel.DeclaredAdapter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Reads one call as a channel file would, and says what it would be, or why it is refused.
@Command(
        name = "try",
        description = {
            "Reads a payload as a channel file would, and prints what it would be, or why it is refused, as JSON. Nothing"
                    + " is stored.",
            "The proof is checked where a secret is given with --secret; without one it is made anew with made-up secrets."
        },
        mixinStandardHelpOptions = true)
final class TryCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "the channel file, such as config/channels/line.yml")
    Path file = Path.of("");

    @Option(names = "--payload", paramLabel = "FILE", description = "the body of the call; none for a GET")
    Optional<Path> payload = Optional.empty();

    @Option(names = "--header", paramLabel = "NAME=VALUE", description = "a header of the call, as often as needed")
    Map<String, String> headers = new HashMap<>();

    @Option(
            names = "--headers",
            paramLabel = "FILE",
            description = "the headers of the call, a line NAME: VALUE each, or as JSON")
    Optional<Path> headersFile = Optional.empty();

    @Option(names = "--endpoint", description = "what follows the account in the path")
    String endpoint = "";

    @Option(names = "--method", description = "GET or POST")
    Optional<String> method = Optional.empty();

    @Option(names = "--url", description = "the whole address as the provider called it, query included")
    Optional<String> url = Optional.empty();

    @Option(names = "--address", description = "the account's own address at the provider")
    String address = "an-address";

    @Option(names = "--secret", paramLabel = "NAME=VALUE", description = "a secret of the account")
    Map<String, String> secrets = new HashMap<>();

    @Option(names = "--setting", paramLabel = "NAME=VALUE", description = "a setting of the account")
    Map<String, String> settings = new HashMap<>();

    @Option(names = "--at", description = "when the call came, such as 2026-03-02T08:00:00Z; now unless it is said")
    Optional<Instant> at = Optional.empty();

    @Override
    public Integer call() throws Exception {
        var adapter = ChannelPath.of(file).flatMap(ChannelPath::adapter);
        if (adapter.isEmpty()) {
            return 1;
        }
        var account = account(adapter.get());
        var body = payload.isPresent() ? Files.readAllBytes(payload.get()) : new byte[0];
        var path = "https://city.example/channels/" + account.id() + (endpoint.isEmpty() ? "" : "/" + endpoint);
        var lowerCase = new HashMap<String, List<String>>();
        if (headersFile.isPresent()) {
            lowerCase.putAll(HeadersFile.read(headersFile.get()));
        }
        headers.forEach((name, value) -> lowerCase.put(name.toLowerCase(Locale.ROOT), List.of(value)));
        var call = new WebhookCall(
                method.orElse(payload.isPresent() ? "POST" : "GET").toUpperCase(Locale.ROOT),
                endpoint,
                url.orElse(path),
                lowerCase,
                body,
                at.orElseGet(Instant::now));
        var isChecked = !secrets.isEmpty() && !lowerCase.isEmpty();
        if (!isChecked && !lowerCase.isEmpty()) {
            System.err.println("The proof is not checked: no secret is given with --secret. It is made anew.");
            lowerCase.keySet().retainAll(Set.of("content-type")); // an old time or signature would be in the way
        }
        var proven = isChecked ? call : adapter.get().signed(call, account);
        var receipt = adapter.get().receive(proven, account, System.err::println);
        System.out.println(ReceiptJson.of(receipt));
        if (receipt instanceof Receipt.Refused(var fault, var _) && fault == Receipt.Fault.NOT_AUTHENTIC) {
            System.err.printf(
                    "The call was read as %s %s with %d bytes, whose beginning is: %s%n",
                    call.method(), call.publicUrl(), body.length, beginning(body));
        }
        return receipt instanceof Receipt.Refused ? 1 : 0;
    }

    private ChannelAccount account(DeclaredAdapter adapter) {
        var known = new HashMap<String, Secret>();
        var form = adapter.form();
        form.requiredSecrets().forEach(name -> known.put(name, new Secret("made-up-" + name)));
        secrets.forEach((name, value) -> known.put(name, new Secret(value)));
        var set = new HashMap<>(settings);
        form.requiredSettings().forEach(name -> set.putIfAbsent(name, "made-up-" + name));
        return new ChannelAccount("city-" + adapter.kind(), adapter.kind(), address, set, known);
    }

    private static String beginning(byte[] body) {
        var text = new String(body, UTF_8).replaceAll("\\s+", " ");
        return text.substring(0, Math.min(text.length(), 120));
    }
}
