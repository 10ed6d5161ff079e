package io.glassline.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.rating.Ratings.Count;
import io.glassline.rating.Ratings.Summary;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// How satisfied citizens said they were, on a page that says how sure that is.
class RatingsPageTest extends ConsoleFixture {

    private static final String PAGE = "/console/figures/ratings";

    @Test
    void whoWasAskedAndWhoAnsweredStandBesideTheShareAndItsInterval() throws Exception {
        var all = new Count("", 40, List.of(1L, 1L, 0L, 3L, 5L));
        town.ratings.summary = new Summary(
                all,
                List.of(new Count("sms", 40, all.points())),
                List.of(new Count("es", 3, List.of(0L, 0L, 0L, 0L, 0L))),
                List.of(new Count("bot:trash-day", 40, all.points())),
                Map.of("emergency", 2L, "asked-lately", 7L));
        var ops = new Browser(town).signedInAs("ops");

        assertThat(ops.get("/console/figures").body()).contains("href=\"" + PAGE + "\"");
        assertThat(ops.get(PAGE).body())
                .containsSubsequence("Asked", ">40<", "Answered", ">10<", "25 % of those", "Satisfied", "80 %")
                .contains("49–94 % (95 %, Wilson)")
                .containsSubsequence("Not asked, and why", "Asked within 30 days", "An emergency")
                .containsSubsequence("By channel", "Text message", "49–94 %")
                .containsSubsequence("By language", "Spanish", "–")
                .containsSubsequence("By topic", "Bot: trash-day");
    }

    @Test
    void whereNobodyWasAskedNothingIsClaimed() throws Exception {
        var ops = new Browser(town).signedInAs("ops");
        assertThat(ops.get(PAGE + "?days=90").body()).contains("nothing yet", "nobody was asked", "Nothing yet.");
    }
}
