package io.glassline.console;

import io.glassline.config.Version.Step.Kind;
import io.glassline.config.VersionId;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;

/// A town whose rules have an active version, one that was active before, an approved one and a draft.
abstract class RulesFixture extends ConsoleFixture {

    static final String RULES = "/console/rules";

    Browser supervisor;
    Browser ops;
    VersionId before;
    VersionId active;
    VersionId approved;
    VersionId draft;

    @BeforeEach
    void thereAreRules() throws Exception {
        supervisor = new Browser(town).signedInAs("supervisor");
        ops = new Browser(town).signedInAs("ops");
        var now = clock.instant();
        before = town.versions.live("aaaaaaaaaaaa", "Snow routes", "ops", "supervisor", now.minus(Duration.ofDays(9)));
        active =
                town.versions.live("bbbbbbbbbbbb", "Holiday hours", "ops", "supervisor", now.minus(Duration.ofDays(2)));
        approved = town.versions.pushed("cccccccccccc", "Water main is urgent", "ops", now.minus(Duration.ofHours(3)));
        town.versions.step(approved, Kind.APPROVED, "supervisor", now.minus(Duration.ofHours(2)));
        draft = town.versions.pushed("dddddddddddd", "Ask for the block", "ops", now.minus(Duration.ofHours(1)));
    }

    static String page(VersionId version) {
        return RULES + "/" + version;
    }
}
