package io.glassline.declared.code;

import io.glassline.router.yaml.Suggestion;
import io.glassline.router.yaml.YamlBlock;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The table `errors` of a channel file: a provider's codes by what they mean to us.
public record ErrorCodes(Map<String, Meaning> meanings) {

    public ErrorCodes {
        meanings = Map.copyOf(meanings);
    }

    public enum Meaning {
        WINDOW_CLOSED,
        UNREACHABLE,
        MAILBOX_FULL,
        OPTED_OUT,
        FILTERED,
        /// Surely not sent, and worth trying again.
        RETRY,
        /// Too quick for the account.
        BUSY,
        /// Too quick for this one citizen.
        BUSY_RECIPIENT,
        /// Nothing of the account is taken until people have mended it.
        ACCOUNT_FAULT;

        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        public static List<String> words() {
            return Arrays.stream(values()).map(Meaning::word).toList();
        }

        /// Whether it is about one message, so that a report of failure may say it.
        public boolean isOfTheMessage() {
            return ordinal() <= FILTERED.ordinal();
        }
    }

    public static ErrorCodes read(Optional<YamlBlock> table) {
        var meanings = new HashMap<String, Meaning>();
        table.ifPresent(block -> {
            for (var name : block.names()) {
                var at = Meaning.words().indexOf(name);
                if (at < 0) {
                    block.wrong(
                            name,
                            "\"%s\" is no meaning of an error; %s"
                                    .formatted(name, Suggestion.of(name, Meaning.words())));
                    continue;
                }
                for (var code : block.oneOrMore(name)) {
                    if (meanings.putIfAbsent(code.text(), Meaning.values()[at]) != null) {
                        code.wrong("the code %s is here twice".formatted(code.text()));
                    }
                }
            }
        });
        return new ErrorCodes(meanings);
    }

    public Optional<Meaning> meaning(String code) {
        return Optional.ofNullable(meanings.get(code));
    }

    /// Our word for the code in a report or a refusal, or the code itself.
    public String word(String code) {
        return meaning(code).filter(Meaning::isOfTheMessage).map(Meaning::word).orElse(code);
    }
}
