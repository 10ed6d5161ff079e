package io.glassline.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.channel.Secret;
import io.glassline.feed.Feed;
import io.glassline.feed.FeedSecret;
import io.glassline.feed.FeedState.Failing;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A supervisor lets a parked feed go on, on a phone and on a desk, with and without scripts, read by axe. What it
/// looks like is in `target/screenshots`.
@Tag("browser")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FeedsInBrowserTest {

    private final ManualClock clock = new ManualClock();
    private final Town town = new Town(-1, clock);
    private DeskInBrowser desk;

    @BeforeAll
    void openTheBrowser() {
        desk = new DeskInBrowser(town);
        var secrets =
                List.of(FeedSecret.of(new Secret("whsec_" + "A".repeat(32))).orElseThrow());
        town.cityFeeds.add(new Feed(
                "lake",
                new Feed.Webhook(URI.create("https://lake.city.example/in"), false, secrets),
                Feed.Format.CLOUDEVENTS,
                Set.of(),
                Set.of(),
                true));
        town.cityFeeds.add(new Feed(
                "records-office",
                new Feed.Webhook(URI.create("https://records.city.example/glassline"), false, secrets),
                Feed.Format.OCSF,
                Set.of(),
                Set.of(),
                true));
        town.feeds.begin("lake", clock.instant());
    }

    @AfterAll
    void closeTheBrowser() {
        if (desk != null) {
            desk.close();
        }
        town.close();
    }

    @ParameterizedTest
    @CsvSource({"390, true", "1024, true", "1440, true", "1440, false"})
    void aParkedFeedGoesOn(int width, boolean scripts) {
        var now = clock.instant();
        var begun = town.feeds.begin("records-office", now);
        town.feeds.park(begun, new Failing(now.minus(Duration.ofDays(1)), 90, now, "it failed with status 500"), now);
        try (var context = desk.context(width, scripts);
                var page = desk.signedIn(context, "supervisor")) {
            page.navigate(town.at("/console/feeds").toString());
            DeskInBrowser.looksRight(page, "feeds", width, scripts);

            page.getByText("Let it go on").focus();
            page.keyboard().press("Enter");
            page.waitForSelector("#notice");
            assertThat(page.locator("#notice").innerText()).contains("records-office goes on");
            assertThat(page.getByText("Let it go on").count()).isZero();
            page.getByText("Send again from an entry").first().click();
            DeskInBrowser.looksRight(page, "feeds-again", width, scripts);
        }
    }
}
