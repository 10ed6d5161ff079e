package io.glassline.models;

import io.glassline.phrasing.LanguageModel;
import io.glassline.phrasing.ModelSettings;
import io.glassline.phrasing.ModelUse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The language models that this node asks, over all versions of the configuration. One that is the same in two
/// versions is one: its breaker and its connections go on.
///
/// Safe to call from any thread.
public final class LanguageModels implements AutoCloseable {

    /// How long a model that keeps failing is left alone.
    public static final Duration LEFT_ALONE_FOR = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(LanguageModels.class);

    private final ModelUse use;
    private final Watch watch;
    private final InstantSource clock;
    private final Duration leftAloneFor;
    private final Map<ModelSettings, ModelGuard> open = new ConcurrentHashMap<>();
    private volatile Optional<ModelSettings> active = Optional.empty();

    /// Is told of each question, and of no words in it.
    @FunctionalInterface
    public interface Watch {

        /// @param outcome `words`, or the word of a [LanguageModel.Failure]
        /// @param tokens read and written
        void asked(ModelSettings model, String outcome, Duration took, long tokens);
    }

    public LanguageModels(ModelUse use, Watch watch, InstantSource clock) {
        this(use, watch, clock, LEFT_ALONE_FOR);
    }

    LanguageModels(ModelUse use, Watch watch, InstantSource clock, Duration leftAloneFor) {
        this.use = use;
        this.watch = watch;
        this.clock = clock;
        this.leftAloneFor = leftAloneFor;
    }

    /// One that no version in use names is opened when it is first asked.
    public LanguageModel of(ModelSettings settings) {
        return (instructions, material) -> opened(settings).ask(instructions, material);
    }

    private ModelGuard opened(ModelSettings settings) {
        return open.computeIfAbsent(settings, named -> new ModelGuard(named, use, watch, clock, leftAloneFor));
    }

    /// Opens and keeps this one, that of the active version, and ends all others.
    public void keep(Optional<ModelSettings> settings) {
        active = settings;
        settings.ifPresent(this::opened);
        for (var model : open.keySet()) {
            if (!settings.equals(Optional.of(model))) {
                end(model);
            }
        }
    }

    private void end(ModelSettings model) {
        var guard = open.remove(model);
        if (guard != null) {
            LOG.atInfo().log("model {} is closed: the active version does not name it so", model.model());
            guard.close();
        }
    }

    /// How the active version's model was when it was last asked, in the health page's words; empty where it has none.
    public Optional<String> health() {
        return active.map(settings -> {
            var guard = open.get(settings);
            return guard == null ? "NOT ASKED YET" : guard.health();
        });
    }

    @Override
    public void close() {
        open.keySet().forEach(this::end);
    }
}
