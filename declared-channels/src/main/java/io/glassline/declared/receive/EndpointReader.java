package io.glassline.declared.receive;

import io.glassline.channel.WebhookReply;
import io.glassline.declared.body.Decoder;
import io.glassline.declared.proof.ProofReader;
import io.glassline.router.yaml.Suggestion;
import io.glassline.router.yaml.YamlBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Reads `receive` of a channel file: the endpoints, each with what comes there.
public final class EndpointReader {

    private static final List<String> METHODS = List.of("GET", "POST");

    private final Set<String> secrets;

    /// @param secrets the names of the secrets that an account of this channel has
    public EndpointReader(Set<String> secrets) {
        this.secrets = Set.copyOf(secrets);
    }

    public List<Endpoint> read(YamlBlock file) {
        var endpoints = new ArrayList<Endpoint>();
        var names = new TreeSet<String>();
        for (var block : file.blocks("receive")) {
            var name = block.optional("endpoint").map(value -> value.text()).orElse("");
            if (!name.matches("[a-z0-9-]{0,30}")) {
                block.wrong("endpoint", "\"%s\" is no endpoint; use small letters, digits and hyphens".formatted(name));
            }
            if (!names.add(name)) {
                block.wrong("endpoint", "the endpoint \"%s\" is here twice".formatted(name));
            }
            endpoint(name, block).ifPresent(endpoints::add);
            block.end();
        }
        return endpoints;
    }

    private Optional<Endpoint> endpoint(String name, YamlBlock block) {
        var methods = new TreeSet<String>();
        for (var value : block.oneOrMore("methods")) {
            if (METHODS.contains(value.text())) {
                methods.add(value.text());
            } else {
                value.wrong(
                        "\"%s\" is no method here; %s".formatted(value.text(), Suggestion.of(value.text(), METHODS)));
            }
        }
        if (!block.has("methods")) {
            methods.add("POST");
        }
        var challenge = block.optionalBlock("challenge").flatMap(this::challenge);
        var emptyGet = block.has("empty-get")
                && block.oneOf("empty-get", List.of("nothing"), "what an empty GET is")
                        .isPresent();
        var proofs = new ProofReader(secrets).read(block, "proof");
        var decoder = block.oneOf("decode", Decoder.words(), "a way to read a body")
                .filter(Decoder.words()::contains)
                .map(word -> Decoder.valueOf(word.toUpperCase(Locale.ROOT)));
        var items = EventRuleReader.optional(block, "items");
        var ownAddress = EventRuleReader.optional(block, "for-address");
        var rules = new ArrayList<EventRule>();
        for (var rule : block.blocks("events")) {
            EventRuleReader.read(rule).ifPresent(rules::add);
        }
        var answer = block.optionalBlock("answer").map(EndpointReader::answer).orElse(WebhookReply.status(200));
        return decoder.isEmpty() || proofs.isEmpty()
                ? Optional.empty()
                : Optional.of(new Endpoint(
                        name, methods, challenge, emptyGet, proofs, decoder.get(), items, ownAddress, rules, answer));
    }

    private Optional<Challenge> challenge(YamlBlock block) {
        var token = block.text("token");
        var secret = block.text("secret");
        if (!secret.isEmpty() && !secrets.contains(secret)) {
            block.wrong(
                    "secret",
                    "\"%s\" is no secret of this channel's accounts; %s"
                            .formatted(secret, Suggestion.of(secret, secrets)));
        }
        var answer = block.text("answer");
        block.end();
        return token.isEmpty() || secret.isEmpty() || answer.isEmpty()
                ? Optional.empty()
                : Optional.of(new Challenge(token, secret, answer));
    }

    private static WebhookReply answer(YamlBlock block) {
        var status = block.number("status", 200, 299);
        var type = block.optional("type").map(value -> value.text()).orElse("");
        var body = block.optional("body").map(value -> value.text()).orElse("");
        if (type.isEmpty() != body.isEmpty()) {
            block.wrong("an answer has both type and body, or neither");
        }
        block.end();
        return new WebhookReply(status.orElse(200), type, body);
    }
}
