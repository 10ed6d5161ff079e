package io.glassline.declared.send;

import io.glassline.declared.body.Decoder;
import io.glassline.declared.code.ErrorCodes;
import io.glassline.declared.expression.Expr;
import io.glassline.declared.expression.Variables;
import io.glassline.declared.send.OutcomeRule.Kind;
import io.glassline.declared.send.OutcomeRule.Meaning;
import io.glassline.router.yaml.YamlBlock;
import java.net.http.HttpClient;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Reads `send` and `token` of a channel file.
public final class SendReader {

    private static final List<String> MEANINGS = List.of("accepted", "code", "is");

    private final RequestReader requests;
    private final ErrorCodes errors;
    private final HttpClient http;
    private final InstantSource clock;

    /// @param addresses where requests may go, without a slash at the end
    /// @param secrets the names of the secrets that an account of this channel has
    public SendReader(
            List<String> addresses, Set<String> secrets, ErrorCodes errors, HttpClient http, InstantSource clock) {
        this.requests = new RequestReader(addresses, secrets);
        this.errors = errors;
        this.http = http;
        this.clock = clock;
    }

    /// @param labelMaxChars how long what a button says may be
    public Optional<DeclaredSender> read(YamlBlock file, int labelMaxChars) {
        var tokens = file.optionalBlock("token").flatMap(this::tokens);
        return file.block("send").flatMap(block -> {
            var templates = new ArrayList<RequestTemplate>();
            for (var request : block.blocks("requests")) {
                requests.read(request).ifPresent(templates::add);
            }
            var decoder = block.has("answer")
                    ? block.oneOf("answer", Decoder.words(), "a way to read an answer")
                            .filter(Decoder.words()::contains)
                            .map(word -> Decoder.valueOf(word.toUpperCase(Locale.ROOT)))
                            .orElse(Decoder.JSON)
                    : Decoder.JSON;
            var rules = new ArrayList<OutcomeRule>();
            for (var rule : block.blocks("outcome")) {
                outcome(rule).ifPresent(rules::add);
                rule.end();
            }
            block.end();
            return templates.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new DeclaredSender(
                            templates, new Outcomes(decoder, rules, errors), tokens, labelMaxChars, http, clock));
        });
    }

    private static Optional<OutcomeRule> outcome(YamlBlock block) {
        var when = optional(block, "when");
        var says = optional(block, "says");
        var after = optional(block, "after-seconds");
        var keys = MEANINGS.stream().filter(block::has).toList();
        if (keys.size() != 1) {
            block.wrong("an answer means one of " + String.join(", ", MEANINGS));
            return Optional.empty();
        }
        Optional<Meaning> meaning = switch (keys.getFirst()) {
            case "accepted" -> optional(block, "accepted").map(Meaning.Accepted::new);
            case "code" -> optional(block, "code").map(Meaning.ByCode::new);
            default -> {
                var words = Arrays.stream(Kind.values()).map(Kind::word).toList();
                yield block.oneOf("is", words, "what came of a send")
                        .filter(words::contains)
                        .map(word -> new Meaning.Is(Kind.values()[words.indexOf(word)]));
            }
        };
        return meaning.map(what -> new OutcomeRule(when, what, says, after));
    }

    private Optional<TokenSource> tokens(YamlBlock block) {
        var request = block.block("request").flatMap(requests::read);
        var value = block.required("value").flatMap(v -> Expr.of(v, Variables.ANSWER));
        var lasts = optional(block, "lasts-seconds");
        block.end();
        return request.isEmpty() || value.isEmpty()
                ? Optional.empty()
                : Optional.of(new TokenSource(request.get(), value.get(), lasts, clock));
    }

    private static Optional<Expr> optional(YamlBlock block, String key) {
        return block.optional(key).flatMap(value -> Expr.of(value, Variables.ANSWER));
    }
}
