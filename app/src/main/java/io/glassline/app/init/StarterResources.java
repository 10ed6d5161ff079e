package io.glassline.app.init;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The texts that folders begin with: `starter/` of this module, and below it `example/`, which are files
/// of the example city.
final class StarterResources {

    static final String EXAMPLE = "example/";

    /// The answers to adapt, as `topic/id`.
    static final List<String> ANSWERS = List.of(
            "service/contact",
            "service/opening-hours",
            "service/city-jobs",
            "service/council-meeting",
            "service/pay-bill",
            "service/records-request",
            "streets/report-problem",
            "waste/trash-day",
            "permits/building-permit",
            "water/water-bill");

    private static final String ROOT = "/starter/";
    private static final Pattern PLACE = Pattern.compile("%([a-z-]+)%");

    private StarterResources() {}

    static String text(String name) {
        return find(name).orElseThrow(() -> new IllegalStateException("this build has no " + ROOT + name));
    }

    static Optional<String> find(String name) {
        try (var in = StarterResources.class.getResourceAsStream(ROOT + name)) {
            return in == null ? Optional.empty() : Optional.of(new String(in.readAllBytes(), UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + ROOT + name, e);
        }
    }

    static String answer(String name) {
        return text("knowledge/" + name + ".md");
    }

    /// The text with its `%places%` filled.
    static String filled(String text, Map<String, String> values) {
        return PLACE.matcher(text).replaceAll(place -> {
            var value = values.get(place.group(1));
            if (value == null) {
                throw new IllegalStateException("nothing to put in " + place.group());
            }
            return Matcher.quoteReplacement(value);
        });
    }
}
