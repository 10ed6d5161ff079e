package io.glassline.demo.town;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glassline.app.api.ApiTokens;
import io.glassline.app.connection.HttpLimits;
import io.glassline.app.http.Listeners;
import io.glassline.app.node.Adapters;
import io.glassline.app.node.CannotStart;
import io.glassline.app.node.Deployment;
import io.glassline.app.node.Deployment.BindAddresses;
import io.glassline.app.node.Deployment.DatabaseAddress;
import io.glassline.app.node.Deployment.SpoolPlace;
import io.glassline.app.node.Gateway;
import io.glassline.app.node.PlaceholderVariables;
import io.glassline.config.Parsed;
import io.glassline.console.Staff;
import io.glassline.router.city.CityConfig;
import io.glassline.storage.spool.Spool;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A node whose PostgreSQL or Redis is not where it was told: it says so in a sentence, and leaves nothing running.
class StartTest {

    private static final String NOWHERE = "jdbc:postgresql://127.0.0.1:1/glassline";

    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://127.0.0.1:1/glassline, redis://127.0.0.1:1, Is PostgreSQL running",
        "the town's,                              localhost:6379,      GLASSLINE_REDIS_URL is not a Redis URL",
        "the town's,              'redis://a:1/2,redis://b:1',         which has only database 0",
    })
    void saysWhatIsWrong(String database, String redis, String expected, @TempDir Path folder) {
        var address = database.equals(NOWHERE) ? new DatabaseAddress(NOWHERE, "nobody", "") : ofTheTown();
        var deployment = new Deployment(
                new Listeners(0, 0),
                BindAddresses.both("127.0.0.1"),
                List.of(),
                "http://localhost",
                address,
                redis,
                folder.resolve("keys"),
                new SpoolPlace(folder.resolve("spool"), Spool.BYTES_MAX_DEFAULT),
                Deployment.ENVELOPES_KEPT_DEFAULT,
                "test.example/log",
                new ApiTokens(List.of()),
                new Staff(List.of()),
                false,
                HttpLimits.DEFAULT,
                new Deployment.Configuration(_ -> Optional.empty(), false));

        assertThatThrownBy(() -> Gateway.start(city(), deployment).close())
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining(expected);
    }

    private static DatabaseAddress ofTheTown() {
        var how = Town.servers(Town.shared().data());
        return new DatabaseAddress(how.getProperty("jdbcUrl"), how.getProperty("user"), how.getProperty("password"));
    }

    private static CityConfig city() {
        return switch (CityConfig.read(Town.home().resolve("config"), Adapters.forms(), PlaceholderVariables::value)) {
            case Parsed.Good<CityConfig>(var city) -> city;
            case Parsed.Bad<CityConfig>(var problems) -> throw new AssertionError(problems.toString());
        };
    }
}
