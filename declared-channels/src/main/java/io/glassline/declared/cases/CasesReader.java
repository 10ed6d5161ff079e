package io.glassline.declared.cases;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.glassline.channel.ChannelAccount;
import io.glassline.channel.Outgoing;
import io.glassline.channel.Secret;
import io.glassline.channel.WebhookCall;
import io.glassline.config.Problem;
import io.glassline.declared.cases.ChannelCases.Answer;
import io.glassline.declared.cases.ChannelCases.Received;
import io.glassline.declared.cases.ChannelCases.Sent;
import io.glassline.message.Address;
import io.glassline.message.ChannelKind;
import io.glassline.message.Message;
import io.glassline.router.yaml.YamlBlock;
import io.glassline.router.yaml.YamlFile;
import io.glassline.router.yaml.YamlValue;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/// Reads `channels/NAME.cases.yml`.
public final class CasesReader {

    /// Our reference for the part of a case that sends: `00000000-0000-0001-0000-000000000002.0`.
    private static final Message.Id MESSAGE = new Message.Id(new UUID(1, 2));

    private static final String URL = "https://city.example/channels/";
    /// When a case is, that does not say.
    static final Instant RECEIVED_AT = Instant.parse("2026-03-02T08:00:00Z");

    private CasesReader() {}

    /// @return empty where there are mistakes
    public static Optional<ChannelCases> read(Path folder, String file, ChannelKind kind, List<Problem> problems) {
        var before = problems.size();
        return YamlFile.read(folder, file, problems)
                .flatMap(page -> {
                    var account = page.block("account").map(block -> account(kind, block));
                    var received = new ArrayList<Received>();
                    for (var block : page.optionalBlocks("receive")) {
                        received.add(received(block, kind));
                    }
                    var sent = new ArrayList<Sent>();
                    for (var block : page.optionalBlocks("send")) {
                        sent.add(sent(block, kind));
                    }
                    page.end();
                    return account.map(made -> new ChannelCases(made, received, sent));
                })
                .filter(_ -> problems.size() == before);
    }

    private static ChannelAccount account(ChannelKind kind, YamlBlock block) {
        var address = block.text("address");
        var settings = texts(block.optionalBlock("settings"));
        var secrets = new HashMap<String, Secret>();
        texts(block.optionalBlock("secrets")).forEach((name, value) -> secrets.put(name, new Secret(value)));
        block.end();
        return new ChannelAccount("city-" + kind.name(), kind, address, settings, secrets);
    }

    private static Map<String, String> texts(Optional<YamlBlock> block) {
        var texts = new TreeMap<String, String>();
        block.ifPresent(found -> {
            for (var name : found.names()) {
                found.optional(name).map(YamlValue::text).ifPresent(text -> texts.put(name, text));
            }
        });
        return texts;
    }

    private static Received received(YamlBlock block, ChannelKind kind) {
        var name = block.text("name");
        var endpoint = optional(block, "endpoint").orElse("");
        var query = optional(block, "query").map(text -> "?" + text).orElse("");
        var url = optional(block, "url")
                .orElse(URL + "city-" + kind.name() + (endpoint.isEmpty() ? "" : "/" + endpoint) + query);
        var method = block.has("method")
                ? block.oneOf("method", List.of("GET", "POST"), "a method").orElse("POST")
                : "POST";
        var headers = new TreeMap<String, List<String>>();
        texts(block.optionalBlock("headers"))
                .forEach((header, value) -> headers.put(header.toLowerCase(Locale.ROOT), List.of(value)));
        var isSigned = block.has("proof")
                && block.oneOf("proof", List.of("as-written", "made"), "where the proof comes from")
                        .filter("as-written"::equals)
                        .isPresent();
        var call = new WebhookCall(
                method,
                endpoint,
                url,
                headers,
                optional(block, "body").orElse("").strip().getBytes(UTF_8),
                time(block));
        var becomes = block.text("becomes").strip();
        block.end();
        return new Received(block.place("becomes"), name, call, isSigned, becomes);
    }

    private static Instant time(YamlBlock block) {
        return block.optional("at")
                .flatMap(value -> {
                    try {
                        return Optional.of(Instant.parse(value.text()));
                    } catch (DateTimeException e) {
                        value.wrong("\"%s\" is no time such as 2026-03-02T08:00:00Z".formatted(value.text()));
                        return Optional.empty();
                    }
                })
                .orElse(RECEIVED_AT);
    }

    private static Sent sent(YamlBlock block, ChannelKind kind) {
        var name = block.text("name");
        var to = block.text("to");
        var text = optional(block, "text").orElse("");
        var offers = new ArrayList<Message.Offer>();
        for (var offer : block.optionalBlocks("offers")) {
            offers.add(new Message.Offer(offer.text("id"), offer.text("label")));
            offer.end();
        }
        var request = optional(block, "request").map(String::strip);
        var answer = block.block("answer").map(CasesReader::answer).orElse(new Answer(200, Map.of(), ""));
        var outcome = block.text("outcome").strip();
        block.end();
        var message = new Outgoing(
                MESSAGE,
                new UUID(3, 4),
                new Address(kind, to.isBlank() ? "nobody" : to),
                text,
                offers,
                Locale.ENGLISH,
                Optional.empty(),
                true);
        return new Sent(block.place("outcome"), name, message, request, answer, outcome);
    }

    private static Answer answer(YamlBlock block) {
        var status = block.number("status", 100, 599).orElse(200);
        var headers = new TreeMap<String, String>();
        texts(block.optionalBlock("headers"))
                .forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        var body = optional(block, "body").orElse("");
        block.end();
        return new Answer(status, headers, body);
    }

    private static Optional<String> optional(YamlBlock block, String key) {
        return block.optional(key).map(YamlValue::text);
    }
}
