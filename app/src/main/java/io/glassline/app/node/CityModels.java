package io.glassline.app.node;

import io.glassline.models.LanguageModels;
import io.glassline.phrasing.ModelSettings;
import io.glassline.phrasing.ModelSettings.Use;
import io.glassline.phrasing.ModelUse;
import io.glassline.phrasing.Phrasing;
import io.glassline.router.city.CityConfig;
import io.glassline.router.phrasing.AnswerPhrasing;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.Optional;

/// The language model of each version, asked for what its city wants it to be asked for; counted as `glassline_model`
/// by outcome, `glassline_model_tokens_total`, and `glassline_phrasings_total` by use and what became of the words.
final class CityModels implements AutoCloseable {

    private final LanguageModels models;
    private final MeterRegistry meters;

    CityModels(ModelUse use, MeterRegistry meters, InstantSource clock) {
        this.meters = meters;
        this.models = new LanguageModels(
                use,
                (model, outcome, took, tokens) -> {
                    meters.timer("glassline_model", "model", model.model(), "outcome", outcome)
                            .record(took);
                    meters.counter("glassline_model_tokens", "model", model.model())
                            .increment(tokens);
                },
                clock);
    }

    /// What phrases the answers that the bot gives; none where the city wants them as they stand.
    Optional<Phrasing> answers(CityConfig city) {
        return city.model().filter(ModelSettings::phrasesAnswers).map(settings -> phrasing(settings, Use.ANSWERS));
    }

    /// What drafts replies for agents; none where they write them themselves.
    Optional<Phrasing> drafts(CityConfig city) {
        return city.model().filter(ModelSettings::draftsReplies).map(settings -> phrasing(settings, Use.DRAFTS));
    }

    private Phrasing phrasing(ModelSettings settings, Use use) {
        return new AnswerPhrasing(
                models.of(settings),
                outcome -> meters.counter("glassline_phrasings", "use", use.word(), "outcome", outcome)
                        .increment());
    }

    /// Keeps the model of this version, and ends all others.
    void keep(CityVersion version) {
        models.keep(version.city().model());
    }

    /// How the active version's model was when it was last asked; empty where it has none.
    Optional<String> health() {
        return models.health();
    }

    @Override
    public void close() {
        models.close();
    }
}
