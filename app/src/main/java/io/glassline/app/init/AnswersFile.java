package io.glassline.app.init;

import io.glassline.app.init.AnswerRule.Reading;
import io.glassline.config.Parsed;
import io.glassline.config.Problem;
import io.glassline.router.yaml.YamlBlock;
import io.glassline.router.yaml.YamlFile;
import io.glassline.router.yaml.YamlValue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// A file with the answers, for whoever does not want to be asked:
///
/// ```yaml
/// name: Riverton
/// zone: America/Denver
/// languages: [en, es]         # of en and es; the first is the usual one
/// channels:                   # one is enough
///   sms: "+1 555 010 0100"
///   telegram: "@RivertonBot"
/// phone: +1 555 010 0101      # where people answer
/// mail: hello@riverton.example
/// site: riverton.example
/// text: "+1 555 010 0100"     # may be left out: the number for text messages, else the phone
/// emergency-number: "911"     # may be left out, as crisis-line may: 911 and 988
/// crisis-line: "988"
/// ```
///
/// `channels` may be a list, too: `[sms, voice]`. Then the numbers above are those of the accounts.
final class AnswersFile {

    private final Path file;
    private final List<Problem> problems = new ArrayList<>();

    private AnswersFile(Path file) {
        this.file = file;
    }

    /// Tells everything that is missing or wrong at once.
    ///
    /// @throws java.io.UncheckedIOException when a file that is there cannot be read at all
    static Parsed<StarterAnswers> read(Path file) {
        return new AnswersFile(file).read();
    }

    private Parsed<StarterAnswers> read() {
        var whole = file.toAbsolutePath();
        var folder = Optional.ofNullable(whole.getParent()).orElse(whole);
        var page = YamlFile.read(folder, String.valueOf(whole.getFileName()), problems);
        if (page.isEmpty()) {
            return new Parsed.Bad<>(problems);
        }
        var block = page.get();
        var name = needed(block, "name", AnswerRule::name);
        var zone = needed(block, "zone", AnswerRule::zone);
        var languages = languages(block);
        var given = new LinkedHashMap<String, Optional<String>>();
        for (var key : List.of("phone", "text")) {
            given.put(key, optional(block, key, AnswerRule::phone));
        }
        given.put("mail", optional(block, "mail", AnswerRule::mail));
        var site = needed(block, "site", AnswerRule::site);
        var emergency = optional(block, "emergency-number", AnswerRule::phone);
        var crisis = optional(block, "crisis-line", AnswerRule::phone);
        var channels = channels(block, given);
        var phone = known(block, "phone", given, channels, "voice");
        var mail = known(block, "mail", given, channels, "email");
        var text = given.getOrDefault("text", Optional.empty())
                .or(() -> Optional.ofNullable(channels.get("sms")).filter(number -> !number.isEmpty()))
                .orElse(phone);
        block.end();
        if (!problems.isEmpty()) {
            return new Parsed.Bad<>(problems.stream().sorted().toList());
        }
        return new Parsed.Good<>(new StarterAnswers(
                name,
                zone,
                languages,
                channels,
                phone,
                text,
                mail,
                site,
                emergency.orElse(StarterAnswers.EMERGENCY_USUAL),
                crisis.orElse(StarterAnswers.CRISIS_USUAL)));
    }

    private static List<String> languages(YamlBlock block) {
        var languages = new ArrayList<String>();
        for (var value : block.list("languages")) {
            checked(value, AnswerRule::language).ifPresent(language -> {
                if (languages.contains(language)) {
                    value.wrong("\"%s\" is here twice".formatted(language));
                } else {
                    languages.add(language);
                }
            });
        }
        if (block.isList("languages") && block.optionalList("languages").isEmpty()) {
            block.wrong("languages", "name at least one language: en or es");
        }
        return languages;
    }

    private static SequencedMap<String, String> channels(
            YamlBlock block, LinkedHashMap<String, Optional<String>> given) {
        var channels = new LinkedHashMap<String, String>();
        if (block.isList("channels")) {
            for (var value : block.list("channels")) {
                checked(value, AnswerRule::channel)
                        .ifPresent(channel -> channels.put(channel, usualAddress(channel, given)));
            }
        } else {
            block.block("channels").ifPresent(named -> {
                for (var name : named.names()) {
                    if (AnswerRule.channel(name) instanceof Reading.Wrong(var says)) {
                        named.wrong(name, says);
                    } else {
                        named.optional(name)
                                .flatMap(value -> checked(value, AnswerRule.address(name)))
                                .ifPresent(address -> channels.put(name, address));
                    }
                }
                if (named.names().isEmpty()) {
                    named.wrong("name at least one channel: " + String.join(", ", StarterAnswers.CHANNELS));
                }
            });
        }
        if (block.isList("channels") && block.optionalList("channels").isEmpty()) {
            block.wrong("channels", "name at least one channel: " + String.join(", ", StarterAnswers.CHANNELS));
        }
        return channels;
    }

    /// The address of an account that is only named. What is not known stands in the environment later.
    private static String usualAddress(String channel, LinkedHashMap<String, Optional<String>> given) {
        var key = switch (channel) {
            case "sms" -> "text";
            case "voice" -> "phone";
            case "email" -> "mail";
            default -> "";
        };
        return given.getOrDefault(key, Optional.empty())
                .map(AnswerRule.address(channel)::read)
                .map(reading -> reading instanceof Reading.Good(var value) ? value : "")
                .orElse("");
    }

    /// A fact that an account's address tells where it is not given itself.
    private static String known(
            YamlBlock block,
            String key,
            LinkedHashMap<String, Optional<String>> given,
            SequencedMap<String, String> channels,
            String channel) {
        var told = given.getOrDefault(key, Optional.empty())
                .or(() -> Optional.ofNullable(channels.get(channel)).filter(address -> !address.isEmpty()));
        if (told.isEmpty() && !block.has(key)) {
            block.wrong("\"%s\" is missing".formatted(key));
        }
        return told.orElse("");
    }

    private static String needed(YamlBlock block, String key, AnswerRule rule) {
        return block.required(key).flatMap(value -> checked(value, rule)).orElse("");
    }

    private static Optional<String> optional(YamlBlock block, String key, AnswerRule rule) {
        return block.optional(key).flatMap(value -> checked(value, rule));
    }

    private static Optional<String> checked(YamlValue value, AnswerRule rule) {
        return switch (rule.read(value.text().strip())) {
            case Reading.Good(var good) -> Optional.of(good);
            case Reading.Wrong(var says) -> {
                value.wrong(says);
                yield Optional.empty();
            }
        };
    }
}
