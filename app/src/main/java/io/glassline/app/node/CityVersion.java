package io.glassline.app.node;

import io.glassline.config.VersionId;
import io.glassline.router.CityRouter;
import io.glassline.router.city.CityConfig;
import io.glassline.router.knowledge.Languages;
import io.glassline.router.rule.RuleFault;
import io.glassline.routing.Ruleset;
import io.glassline.storage.postgres.Database;
import io.glassline.storage.postgres.LookupSql;
import io.glassline.storage.postgres.SqlLookups;
import java.util.function.Consumer;

/// One version of the city's configuration, ready to decide by.
record CityVersion(CityConfig city, CityRouter router, BotAnswers answers, Ruleset ruleset) {

    static CityVersion of(CityConfig city, BotAnswers answers, Database database, Consumer<RuleFault> faults) {
        var languages = new Languages(city.languages(), city.otherLanguages());
        var router = new CityRouter(city, answers, languages::detect, faults);
        var lookups = city.lookups().values().stream()
                .map(lookup -> new LookupSql(lookup.name(), lookup.sql(), lookup.timeLimit()))
                .toList();
        return new CityVersion(
                city,
                router,
                answers,
                new Ruleset(router, new SqlLookups(database, lookups), city.zone(), city.firstLanguage()));
    }

    VersionId id() {
        return city.version();
    }

    /// Whether the bot has learnt all that this version's answers need, too.
    boolean knowsTheAnswersOf(CityConfig other) {
        return city.knowledge().version().equals(other.knowledge().version());
    }
}
