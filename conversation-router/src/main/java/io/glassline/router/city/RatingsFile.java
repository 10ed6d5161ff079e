package io.glassline.router.city;

import io.glassline.config.Problem;
import io.glassline.router.yaml.Suggestion;
import io.glassline.router.yaml.YamlBlock;
import io.glassline.router.yaml.YamlFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// `ratings.yml`: whom the city asks how satisfied they were, and in which words. A city without
/// one asks nobody.
final class RatingsFile {

    static final String NAME = "ratings.yml";

    private static final int AFTER_MINUTES_MAX = 24 * 60;

    /// A call that ended is not called back for this.
    private static final String SPOKEN = "voice";

    private final Path folder;
    private final List<Problem> problems;

    RatingsFile(Path folder, List<Problem> problems) {
        this.folder = folder;
        this.problems = problems;
    }

    /// @param kinds the names of the channels that there are
    Optional<CityRatings> read(List<Locale> languages, Collection<String> kinds) {
        return Files.exists(folder.resolve(NAME))
                ? YamlFile.read(folder, NAME, problems).flatMap(page -> read(page, languages, kinds))
                : Optional.empty();
    }

    private static Optional<CityRatings> read(YamlBlock page, List<Locale> languages, Collection<String> kinds) {
        var after = page.number("after-minutes", 0, AFTER_MINUTES_MAX);
        var channels = channels(page, kinds);
        var quiet = page.optionalBlock("quiet-hours").flatMap(QuietHoursBlock::read);
        var question = page.localText("question", languages, List.of(), List.of());
        var thanks = page.localText("thanks", languages, List.of(), List.of());
        var low = page.localText("low", languages, List.of(), List.of());
        page.end();
        if (after.isEmpty() || question.isEmpty() || thanks.isEmpty() || low.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new CityRatings(
                Duration.ofMinutes(after.get()), channels, quiet, question.get(), thanks.get(), low.get()));
    }

    private static Set<String> channels(YamlBlock page, Collection<String> kinds) {
        var channels = new LinkedHashSet<String>();
        var written = page.list("channels");
        if (written.isEmpty()) {
            page.wrong("channels", "name at least one channel, such as [sms]");
        }
        for (var channel : written) {
            if (channel.text().equals(SPOKEN)) {
                channel.wrong("nobody is asked on the phone: the call is over");
            } else if (!kinds.contains(channel.text())) {
                channel.wrong(
                        "\"%s\" is not a channel; %s".formatted(channel.text(), Suggestion.of(channel.text(), kinds)));
            } else {
                channels.add(channel.text());
            }
        }
        return channels;
    }
}
