package io.glassline.app.node;

import io.glassline.config.VersionId;
import io.glassline.phrasing.Phrasing;
import io.glassline.router.CityRouter;
import io.glassline.router.city.CityConfig;
import io.glassline.router.city.LookupDefinition;
import io.glassline.router.knowledge.Languages;
import io.glassline.router.rule.RuleFault;
import io.glassline.routing.Ruleset;
import io.glassline.source.Source;
import io.glassline.source.SourceLookup;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// One version of the city's configuration, ready to decide by.
///
/// @param drafts what drafts replies for agents; none where they write them themselves
record CityVersion(CityConfig city, CityRouter router, BotAnswers answers, Ruleset ruleset, Optional<Phrasing> drafts) {

    static CityVersion of(
            CityConfig city, BotAnswers answers, CityLookups lookups, CityModels models, Consumer<RuleFault> faults) {
        var languages = new Languages(city.languages(), city.otherLanguages());
        var router = new CityRouter(city, answers, languages::detect, faults);
        return new CityVersion(
                city,
                router,
                answers,
                new Ruleset(router, lookups.of(city), city.zone(), city.languages(), models.answers(city)),
                models.drafts(city));
    }

    VersionId id() {
        return city.version();
    }

    /// All systems that it names or asks.
    Set<Source> sources() {
        return Stream.concat(
                        city.sources().stream(),
                        city.lookups().values().stream()
                                .map(LookupDefinition::asked)
                                .map(SourceLookup::source))
                .collect(Collectors.toUnmodifiableSet());
    }

    /// Whether the bot has learnt all that this version's answers need, too.
    boolean knowsTheAnswersOf(CityConfig other) {
        return city.knowledge().version().equals(other.knowledge().version());
    }
}
