package io.glassline.router.city;

import io.glassline.channel.Secret;
import io.glassline.config.Problem;
import io.glassline.phrasing.ModelSettings;
import io.glassline.phrasing.ModelSettings.Budget;
import io.glassline.phrasing.ModelSettings.Mode;
import io.glassline.phrasing.ModelSettings.Provider;
import io.glassline.phrasing.ModelSettings.Use;
import io.glassline.router.yaml.YamlBlock;
import io.glassline.router.yaml.YamlFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// `models.yml`: the language model that phrases approved answers. A city without one asks none.
final class ModelsFile {

    static final String NAME = "models.yml";

    private static final int TIME_LIMIT_MS = 3_000;
    private static final int TIME_LIMIT_MS_MIN = 200;

    /// A turn has its lane for ten seconds.
    private static final int TIME_LIMIT_MS_MAX = 5_000;

    private static final int CALLS_MAX = 1_000_000;
    private static final int TOKENS_MAX = 1_000_000_000;

    private final Path folder;
    private final List<Problem> problems;
    private final Function<String, Optional<String>> environment;

    ModelsFile(Path folder, List<Problem> problems, Function<String, Optional<String>> environment) {
        this.folder = folder;
        this.problems = problems;
        this.environment = environment;
    }

    Optional<ModelSettings> read() {
        return Files.exists(folder.resolve(NAME))
                ? YamlFile.read(folder, NAME, problems).flatMap(this::read)
                : Optional.empty();
    }

    private Optional<ModelSettings> read(YamlBlock page) {
        var provider = page.oneOf("provider", Provider.WORDS, "a provider of models")
                .flatMap(word -> named(Provider.values(), Provider.WORDS, word));
        var isInside = page.isYes("inside");
        var url = page.required("url").flatMap(value -> SourcesFile.address(value, isInside, environment));
        var model = page.required("model").flatMap(value -> ChannelsFile.resolved(value, environment));
        var key = key(page, provider);
        var within = page.number("time-limit-ms", TIME_LIMIT_MS_MIN, TIME_LIMIT_MS_MAX, TIME_LIMIT_MS);
        var calls = page.number("calls-per-day", 1, CALLS_MAX);
        var tokens = page.number("tokens-per-day", 1, TOKENS_MAX);
        var uses = uses(page);
        var mode = page.optional("mode")
                .map(value -> YamlBlock.oneOf(value, Mode.WORDS, "a mode"))
                .flatMap(word -> named(Mode.values(), Mode.WORDS, word))
                .orElse(Mode.APPROVAL);
        page.end();
        return provider.isEmpty()
                        || url.isEmpty()
                        || model.isEmpty()
                        || calls.isEmpty()
                        || tokens.isEmpty()
                        || uses.isEmpty()
                ? Optional.empty()
                : Optional.of(new ModelSettings(
                        provider.get(),
                        url.get(),
                        isInside,
                        model.get(),
                        key,
                        Duration.ofMillis(within),
                        new Budget(calls.get(), tokens.get()),
                        uses,
                        mode));
    }

    /// A server in the city's own network may ask for none.
    private Optional<Secret> key(YamlBlock page, Optional<Provider> provider) {
        if (provider.filter(Provider.ANTHROPIC::equals).isPresent() && !page.has("key")) {
            page.wrong("key", "this provider answers nobody without a key; write ${GLASSLINE_MODEL_KEY}");
        }
        return page.optional("key").flatMap(value -> ChannelsFile.secret(value, "key", true, environment));
    }

    private static EnumSet<Use> uses(YamlBlock page) {
        var uses = EnumSet.noneOf(Use.class);
        var written = page.list("use");
        if (written.isEmpty()) {
            page.wrong("use", "name at least one of " + String.join(", ", Use.WORDS));
        }
        for (var value : written) {
            named(Use.values(), Use.WORDS, YamlBlock.oneOf(value, Use.WORDS, "a use of a model"))
                    .ifPresent(uses::add);
        }
        return uses;
    }

    /// @param words those of `all`, in their order
    private static <E> Optional<E> named(E[] all, List<String> words, String word) {
        var at = words.indexOf(word);
        return at < 0 ? Optional.empty() : Optional.of(all[at]);
    }
}
