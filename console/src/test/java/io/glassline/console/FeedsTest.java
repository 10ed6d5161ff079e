package io.glassline.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.audit.Actor;
import io.glassline.audit.AuditKind;
import io.glassline.channel.Secret;
import io.glassline.feed.Feed;
import io.glassline.feed.FeedSecret;
import io.glassline.feed.FeedState.Failing;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// How the systems fare that the record is sent on to, as those see it who look after them.
class FeedsTest extends ConsoleFixture {

    private static final String FEEDS = "/console/feeds";

    private static final Actor OPS = Actor.atConsole("ops");

    private Browser ops;

    @BeforeEach
    void opsIsSignedIn() throws Exception {
        ops = new Browser(town).signedInAs("ops");
        town.cityFeeds.add(new Feed(
                "records-office",
                new Feed.Webhook(
                        URI.create("https://records.city.example/glassline"),
                        false,
                        List.of(FeedSecret.of(new Secret("whsec_" + "A".repeat(32)))
                                .orElseThrow())),
                Feed.Format.CLOUDEVENTS,
                Set.of(AuditKind.MESSAGE_RECEIVED),
                Set.of("sms"),
                true));
    }

    /// At least one: whoever looks has signed in.
    private long size() {
        return town.memory.auditSize();
    }

    private void parked() {
        var now = clock.instant();
        var begun = town.feeds.begin("records-office", now.minus(Duration.ofDays(2)));
        town.feeds.park(begun, new Failing(now.minus(Duration.ofDays(1)), 90, now, "it failed with status 500"), now);
    }

    @Test
    void whereNothingIsSentItSaysSo() throws Exception {
        town.cityFeeds.clear();

        assertThat(ops.get(FEEDS).body()).contains("The record is sent nowhere.");
    }

    @Test
    void eachFeedIsThereWithWhatItGetsAndHowFarItHasCome() throws Exception {
        var begun = town.feeds.begin("records-office", clock.instant());
        town.feeds.replay(begun.feed(), size() - 1, OPS, clock.instant());

        assertThat(ops.get(FEEDS).body())
                .containsSubsequence(
                        "records-office", "calls records.city.example", "message.received of sms", " behind")
                .doesNotContain("Let it go on", "whsec_");
    }

    @Test
    void aParkedOneSaysWhyAndGoesOnAtAWord() throws Exception {
        parked();
        assertThat(ops.get(FEEDS).body()).contains("parked", "Nothing is sent since", "it failed with status 500");

        var answer = ops.submit(FEEDS + "/records-office/resume", Map.of());

        assertThat(answer.body()).contains("records-office goes on").doesNotContain("it failed with status 500");
        assertThat(town.feeds.all()).singleElement().satisfies(state -> {
            assertThat(state.parkedAt()).isEmpty();
            assertThat(state.failing()).isEqualTo(Optional.empty());
        });
    }

    @Test
    void itIsSentAgainFromAnEntry() throws Exception {
        parked();

        ops.get(FEEDS);
        var answer = ops.submit(FEEDS + "/records-office/replay", Map.of("from", "0"));

        assertThat(answer.body()).contains("goes on from entry 0", " behind");
        assertThat(town.feeds.recorded).last().isEqualTo("feed.replayed 0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "999999999", "all", "99999999999999999999"})
    void anEntryThatIsNoneIsRefusedAndChangesNothing(String from) throws Exception {
        parked();

        ops.get(FEEDS);
        var answer = ops.submit(FEEDS + "/records-office/replay", Map.of("from", from));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("Write the index of an entry, from 0 to ");
        assertThat(town.feeds.recorded).last().asString().startsWith("feed.parked");
    }

    @Test
    void anAgentIsNotShownThem() throws Exception {
        var agent = new Browser(town).signedInAs("agent");

        assertThat(agent.get(FEEDS).statusCode()).isEqualTo(403);
        assertThat(agent.submit(FEEDS + "/records-office/resume", Map.of()).statusCode())
                .isEqualTo(403);
    }
}
