package io.glassline.bench.speed;

import io.glassline.router.city.CityConfig;
import io.glassline.router.rule.Condition;
import io.glassline.router.rule.Facts;
import io.glassline.router.rule.Rule;
import io.glassline.router.words.NormalizedText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Two hundred rules in one thread: as the city decides by them, with all that it tells of each, and
/// their bare conditions asked one after the other. None of them holds, so that all are looked at.
final class RuleSetRace {

    static final int RULES = 200;

    private static final List<String> WORDS = List.of(
            "pothole",
            "hydrant",
            "permit",
            "recycling",
            "streetlight",
            "sidewalk",
            "sewer",
            "library",
            "graffiti",
            "parking");

    private static final List<String> MESSAGES = List.of(
            "when do you pick up my trash on Elm Street",
            "Hola, ¿a qué hora abre la oficina el lunes?",
            "my neighbor plays loud music every night and nobody does anything about it",
            "how much is a dog license and where do I get one");

    private final CityConfig city;
    private final List<Condition> conditions;
    private final ZonedDateTime at;
    private long held;

    private RuleSetRace(CityConfig city) {
        this.city = city;
        this.conditions = city.rules().rules().stream().map(Rule::when).toList();
        this.at = LocalDateTime.parse("2026-11-23T10:00").atZone(city.zone());
    }

    /// @param folder for the rules; an empty one
    static RuleSetRace in(Path folder) {
        var config = Contender.home().resolve("config");
        try (var files = Files.walk(config)) {
            for (var file : files.filter(Files::isRegularFile)
                    .filter(file -> !config.relativize(file).toString().matches("agencies.*|routing.*"))
                    .toList()) {
                var copy = folder.resolve(config.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
            Files.writeString(folder.resolve("routing.yml"), routing());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new RuleSetRace(City.read(folder, "http://127.0.0.1:1"));
    }

    /// Of each kind of condition: phrases, numbers, the way it came, hours, the conversation, and CEL.
    private static String routing() {
        var routing = new StringBuilder("rules:\n");
        IntStream.range(0, RULES).forEach(i -> {
            var word = WORDS.get(i % WORDS.size());
            var when = switch (i % 5) {
                case 0 -> "{says: [(%s | lantern) quarter%d], channel: sms}".formatted(word, i);
                case 1 -> "{number: AB%s-2026-0%03d}".formatted(Character.toString('A' + i / 8 % 26), 100 + i);
                case 2 -> "{says: ['\"%s number %d\"'], hours: {queue: general, is: open}}".formatted(word, i);
                case 3 -> "{conversation: {misses-min: %d}, language: en}".formatted(2 + i);
                default -> "{cel: \"message.words.exists(w, w == '%s%d') && clock.hour > 5\"}".formatted(word, i);
            };
            routing.append("  - {name: rule %d, when: %s, queue: general}%n".formatted(i, when));
        });
        return routing.append("otherwise: general\n").toString();
    }

    /// The rate of deciding as a share of that of the bare conditions, a value for each round.
    List<Double> shares(int rounds, int decisions) {
        var shares = new ArrayList<Double>();
        for (var round = -2; round < rounds; round++) {
            var bare = nanos(decisions, this::askBare);
            var decided = nanos(decisions, this::decide);
            if (round >= 0) {
                shares.add((double) bare / decided);
            }
        }
        if (held > 0) {
            throw new IllegalStateException(held + " conditions held");
        }
        return shares;
    }

    private interface Asking {
        void of(Facts facts);
    }

    private long nanos(int decisions, Asking asking) {
        var began = System.nanoTime();
        for (var i = 0; i < decisions; i++) {
            asking.of(facts(MESSAGES.get(i % MESSAGES.size())));
        }
        return System.nanoTime() - began;
    }

    private void decide(Facts facts) {
        held += city.rules().decide(facts).trace().stream()
                .filter(condition -> condition.held())
                .count();
    }

    private void askBare(Facts facts) {
        for (var condition : conditions) {
            held += condition.holds(facts) ? 1 : 0;
        }
    }

    private Facts facts(String text) {
        var said = NormalizedText.of(text);
        return new Facts(
                new Facts.Message(said.text(), said.words(), "sms", "city-sms", "text", "en", List.of("words")),
                new Facts.Conversation("bot", 0, "en", 1, 0, "", List.of()),
                new Facts.Contact("implied"),
                new Facts.Sources(at, city.queues(), () -> List.of(said), () -> new Facts.Answer("", "", 0, false)));
    }
}
