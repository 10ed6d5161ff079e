package io.glassline.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NotDeliveredTest extends ConsoleFixture {

    @Test
    void whatWasNotDeliveredIsShownWithAllThatAPersonNeedsToDecide() throws Exception {
        town.undelivered(
                conversation,
                "We come on Monday.",
                "part 0: the provider did not answer",
                16,
                Duration.ofMinutes(20),
                Town.Faring.UNANSWERED);
        var other = town.waiting("whatsapp", "+15550155", Town.ROADS, "Hello");
        town.undelivered(
                other,
                "It is mended.",
                "sent",
                1,
                Duration.ofMinutes(9),
                Town.Faring.ARRIVED,
                Town.Faring.takenAndThenFailed("30003"));

        var page = agent.get("/console/not-delivered").body();

        assertThat(page)
                .contains("Text message to", "We come on Monday.", "The provider did not answer.", "Tried 16 times")
                .contains("It may have arrived.", "Send again all the same")
                .contains("/console/conversations/" + conversation.id())
                .contains("WhatsApp to", "The provider took it, and then could not deliver it.", "code 30003")
                .contains("Part 2 of 2 did not arrive", "Tried once")
                .contains("…99")
                .doesNotContain("+15550199");
        assertThat(page.indexOf("It is mended.")).isLessThan(page.indexOf("We come on Monday."));
        assertThat(page.split("It may have arrived")).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            agent      | …99       | true
            supervisor | +15550199 | true
            ops        | …99       | false
            """)
    void whoSeesWhatOfIt(String who, String address, boolean words) throws Exception {
        town.undelivered(conversation, "We come on Monday.", "away", 16, Duration.ZERO, Town.Faring.NEVER_HANDED_OVER);

        var page =
                new Browser(town).signedInAs(who).get("/console/not-delivered").body();

        assertThat(page).contains(address);
        assertThat(page.contains("We come on Monday.")).isEqualTo(words);
        assertThat(page.contains("/console/conversations/")).isEqualTo(words);
        assertThat(page.contains("Leave it")).isEqualTo(words);
        assertThat(page).contains("Send again");
    }

    @Test
    void everyPageSaysHowManyThereAre() throws Exception {
        assertThat(agent.get("/console").body()).doesNotContain("nav-count");
        for (var i = 0; i < 2; i++) {
            town.undelivered(conversation, "Hello", "away", 16, Duration.ZERO, Town.Faring.NEVER_HANDED_OVER);
        }
        clock.advance(Undelivered.FRESH_FOR);

        assertThat(agent.get("/console").body()).contains("<span class=\"nav-count\">2</span>");
        assertThat(agent.get("/console?state=waiting", "HX-Request", "true").body())
                .contains("id=\"undelivered-count\" hx-swap-oob=\"innerHTML\"><span class=\"nav-count\">2</span>");

        for (var i = 0; i < Undelivered.SHOWN_MAX; i++) {
            town.undelivered(conversation, "Hello", "away", 16, Duration.ZERO, Town.Faring.NEVER_HANDED_OVER);
        }
        clock.advance(Undelivered.FRESH_FOR);
        assertThat(agent.get("/console/log").body()).contains("<span class=\"nav-count\">99+</span>");
    }

    @Test
    void pagesAreShownWithoutTheCountWhenItCannotBeHad() throws Exception {
        town.undelivered.away = true;

        assertThat(agent.get("/console").statusCode()).isEqualTo(200);
    }

    @Test
    void itIsSentAgainOnce() throws Exception {
        var letter = town.undelivered(conversation, "Hello", "away", 16, Duration.ZERO, Town.Faring.NEVER_HANDED_OVER);
        agent.get("/console/not-delivered");
        var sending = "/console/not-delivered/" + letter.send().message().id() + "/sending";

        var first = agent.submit(sending, Map.of());
        assertThat(Browser.location(first)).isEqualTo("/console/not-delivered?done=sent");
        assertThat(agent.get("/console/not-delivered?done=sent").body())
                .contains("It is being sent again")
                .contains("Nothing is waiting here.")
                .doesNotContain("nav-count");

        var second = agent.submit(sending, Map.of());
        assertThat(Browser.location(second)).isEqualTo("/console/not-delivered?done=gone");
        assertThat(town.undelivered.decided).containsExactly("again by agent");
    }

    @Test
    void itIsLeftWithAReason() throws Exception {
        var letter = town.undelivered(conversation, "Hello", "away", 16, Duration.ZERO, Town.Faring.NEVER_HANDED_OVER);
        agent.get("/console/not-delivered");

        var answer = agent.submit(
                "/console/not-delivered/" + letter.send().message().id() + "/leaving",
                Map.of("because", " told by phone "));

        assertThat(Browser.location(answer)).isEqualTo("/console/not-delivered?done=left");
        assertThat(town.undelivered.decided).containsExactly("left by agent: told by phone");
    }

    @Test
    void whoeverRunsTheMachinesMaySendAgainAndNotLeaveIt() throws Exception {
        var letter = town.undelivered(conversation, "Hello", "away", 16, Duration.ZERO, Town.Faring.NEVER_HANDED_OVER);
        var ops = new Browser(town).signedInAs("ops");
        ops.get("/console/not-delivered");
        var path = "/console/not-delivered/" + letter.send().message().id();

        assertThat(ops.submit(path + "/leaving", Map.of("because", "no")).statusCode())
                .isBetween(400, 499);
        assertThat(town.undelivered.decided).isEmpty();
        assertThat(Browser.location(ops.submit(path + "/sending", Map.of())))
                .isEqualTo("/console/not-delivered?done=sent");
    }

    @Test
    void aFormThatIsNotOursSendsNothing() throws Exception {
        var letter = town.undelivered(conversation, "Hello", "away", 16, Duration.ZERO, Town.Faring.NEVER_HANDED_OVER);
        var path = "/console/not-delivered/" + letter.send().message().id() + "/sending";

        assertThat(agent.post(path, Map.of("csrf", "guessed")).statusCode()).isEqualTo(403);
        assertThat(agent.post("/console/not-delivered/no-id/sending", Map.of()).statusCode())
                .isEqualTo(403);
        assertThat(Browser.location(agent.get("/console/not-delivered?after=made-up")))
                .isEqualTo("/console/not-delivered");
        assertThat(town.undelivered.decided).isEmpty();
    }

    @Test
    void aLongListOfUndeliveredGoesOnOnTheNextPage() throws Exception {
        for (var i = 0; i <= UndeliveredController.LETTERS_MAX; i++) {
            town.undelivered(
                    conversation, "Letter " + i + ".", "away", 16, Duration.ZERO, Town.Faring.NEVER_HANDED_OVER);
        }

        assertThat(agent.get("/console/not-delivered").body())
                .contains("Letter 50.")
                .doesNotContain("Letter 0.")
                .contains("/console/not-delivered?after=50");
        assertThat(agent.get("/console/not-delivered?after=50").body())
                .contains("Letter 0.")
                .doesNotContain("Letter 50.");
    }
}
