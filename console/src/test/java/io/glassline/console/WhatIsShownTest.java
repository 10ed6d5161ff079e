package io.glassline.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.conversation.Stage;
import io.glassline.message.Content;
import io.glassline.message.Delivery;
import io.glassline.routing.RoutingDecision;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WhatIsShownTest extends ConsoleFixture {

    @Test
    void whatACitizenWritesStaysText() throws Exception {
        var hostile = "<script>alert(1)</script><img src=x onerror=alert(2)>\"' onmouseover=\"x";
        var attack = town.waiting("sms", "+15550166", Town.ROADS, hostile);

        for (var path : new String[] {"/console", "/console/conversations/" + attack.id()}) {
            var body = agent.get(path).body();
            assertThat(body).as(path).contains("&lt;script&gt;alert(1)&lt;/script&gt;");
            assertThat(body).as(path).doesNotContain("<script>").doesNotContain("<img");
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            agent,      false
            colleague,  false
            supervisor, true
            """)
    void anAddressIsWholeForThoseWhoMaySeeIt(String who, boolean whole) throws Exception {
        var browser = new Browser(town).signedInAs(who);

        assertThat(browser.get("/console/conversations/" + conversation.id())
                        .body()
                        .contains("+15550199"))
                .isEqualTo(whole);
        assertThat(browser.get("/console").body().contains("+15550199")).isEqualTo(whole);
    }

    @Test
    void whoIsAboutToWriteToAnAddressThatIsNobodysIsToldBefore() throws Exception {
        var page = "/console/conversations/" + conversation.id();
        agent.get(page);
        agent.submit(page + "/taking", Map.of());
        assertThat(agent.get(page).body()).doesNotContain("Nobody has this address");

        town.memory.bouncedAt = Optional.of(clock.instant());

        assertThat(agent.get(page).body())
                .contains("Nobody has this address")
                .contains("What you write now is not sent")
                .contains("Reply to the citizen");
    }

    @Test
    void whoRunsTheMachinesDoesNotReadWhatCitizensWrite() throws Exception {
        var ops = new Browser(town).signedInAs("ops");

        assertThat(Browser.location(ops.get("/console"))).isEqualTo("/console/figures");
        var figures = ops.get("/console/figures");
        assertThat(figures.statusCode()).isEqualTo(200);
        for (var path : new String[] {"/console/conversations/" + conversation.id(), "/console/search"}) {
            assertThat(ops.get(path).statusCode()).as(path).isEqualTo(403);
        }
        assertThat(ops.submit("/console/conversations/" + conversation.id() + "/taking", Map.of())
                        .statusCode())
                .isEqualTo(403);
        assertThat(town.memory.kinds()).doesNotContain("transcript.viewed");
    }

    /// Whoever takes a conversation must see what the citizen was told while it waited.
    @Test
    void whatTheBotAnsweredWhileItWaitedIsMarked() throws Exception {
        var waits = town.conversation(
                "sms",
                "+15550177",
                "en",
                Duration.ofMinutes(9),
                Town.waitsIn(Town.WASTE, Stage.Priority.NORMAL),
                Town.citizen("a person, please"),
                Town.bot("A person will answer you here.", Delivery.READ),
                Town.citizen(
                        new Content.Text("When is trash day?"),
                        new RoutingDecision.ToBot("trash-day", Town.because(RoutingDecision.WHILE_WAITING))),
                Town.bot("Once a week.", Delivery.READ));

        var page = agent.get("/console/conversations/" + waits.id()).body();

        assertThat(page).contains("Answered by the bot (trash-day) while nobody had taken it");
        assertThat(page).containsOnlyOnce("Answered while it waited for you");
    }

    @Test
    void everyOpeningIsOnTheRecordAndFollowingIsNotAnother() throws Exception {
        var page = "/console/conversations/" + conversation.id();
        agent.get(page);
        assertThat(viewings()).isEqualTo(1);

        agent.get(page + "?seen=waiting", "HX-Request", "true");
        assertThat(viewings()).isEqualTo(1);

        clock.advance(ReadingRecorder.READING_LASTS);
        agent.get(page + "?seen=waiting", "HX-Request", "true");
        assertThat(viewings()).isEqualTo(2);
    }

    @Test
    void readingAListIsOnTheRecordOnceWhileItGoesOn() throws Exception {
        var supervisor = new Browser(town).signedInAs("supervisor");
        for (var reading = 0; reading < 3; reading++) {
            supervisor.get("/console");
            supervisor.get("/console?state=closed", "HX-Request", "true");
            supervisor.get("/console/not-delivered");
            supervisor.get("/console/quarantine");
        }
        assertThat(readings()).containsExactly("list.read", "dead-letters.read", "list.read");

        clock.advance(ReadingRecorder.READING_LASTS);
        supervisor.get("/console");
        assertThat(readings()).hasSize(4).last().isEqualTo("list.read");
    }

    private List<String> readings() {
        return town.memory.kinds().stream()
                .filter(kind -> kind.endsWith(".read"))
                .toList();
    }

    @Test
    void eachSearchIsOnTheRecordWithWhoAndFromWhereAndTheLeafTellsNothingOfIt() throws Exception {
        agent.get("/console/search");
        agent.submit("/console/search", Map.of("text", "+15550199"));
        agent.submit("/console/search", Map.of("text", "+15550199"));

        var searches = town.memory.audit(-1, 10).stream()
                .filter(line -> line.kind().equals("search.made"))
                .toList();
        assertThat(searches).hasSize(2).allSatisfy(line -> {
            assertThat(line.sealed().orElseThrow())
                    .contains("\"who\":\"agent\"")
                    .contains("\"how\":\"console\"")
                    .contains("\"from\":\"127.0.0.1\"")
                    .doesNotContain("5550199");
            assertThat(line.leaf())
                    .doesNotContain("agent")
                    .doesNotContain("search")
                    .doesNotContain("127.0.0.1");
        });
    }

    @Test
    void whoOpensATranscriptIsOnTheRecordWithTheAddressTheyCameFrom() throws Exception {
        agent.get("/console/conversations/" + conversation.id());

        assertThat(town.memory.audit(-1, 10))
                .filteredOn(line -> line.kind().equals("transcript.viewed"))
                .singleElement()
                .satisfies(line -> assertThat(line.sealed().orElseThrow())
                        .contains("\"who\":\"agent\"")
                        .contains("\"from\":\"127.0.0.1\""));
    }

    @Test
    void aPageThatFollowsSaysWhenTheConversationChangedHands() throws Exception {
        var page = "/console/conversations/" + conversation.id();
        agent.get(page);
        town.desk.take(conversation.id(), Town.colleague());

        var fragment = agent.get(page + "?seen=waiting", "HX-Request", "true").body();

        assertThat(fragment)
                .contains("now with Jonas Weber")
                .contains("Elm Street")
                .doesNotContain("<html");
    }

    @Test
    void aDecisionIsShownWithItsRuleAndTrace() throws Exception {
        assertThat(agent.get("/console/conversations/" + conversation.id()).body())
                .contains("Sent to Waste &amp; recycling")
                .contains("rule ‘missed pick-up’")
                .contains("3fa91c07…")
                .contains("topic == 'waste' &amp;&amp; open('waste')");
    }

    @Test
    void emergenciesStandFirstUnderEveryFilterAndAreNamed() throws Exception {
        town.conversation(
                "voice",
                "+15550111",
                "en",
                Duration.ofMinutes(1),
                Town.waitsIn(Town.WATER, Stage.Priority.EMERGENCY),
                Town.citizen("I smell gas in the stairwell"));

        for (var path : new String[] {"/console", "/console?state=closed&queue=roads&channel=email"}) {
            assertThat(agent.get(path).body())
                    .as(path)
                    .contains("1 emergency is waiting")
                    .contains("I smell gas");
        }
    }

    @Test
    void theListIsFilteredByQueueStateAndChannel() throws Exception {
        town.waiting("telegram", "8812345", Town.ROADS, "A street light is out");

        assertThat(agent.get("/console?queue=roads").body())
                .contains("street light")
                .doesNotContain("Elm Street");
        assertThat(agent.get("/console?channel=sms").body())
                .contains("Elm Street")
                .doesNotContain("street light");
        assertThat(agent.get("/console?state=closed").body()).contains("Nothing fits");
    }

    @Test
    void aSearchFindsExactlyOneAddressAndKeepsItOutOfTheUrl() throws Exception {
        agent.get("/console/search");

        assertThat(agent.submit("/console/search", Map.of("text", "+15550199")).body())
                .contains("Elm Street");
        assertThat(agent.submit("/console/search", Map.of("text", "+1555019")).body())
                .contains("Nothing was found");
    }

    @Test
    void theLogIsReadableAndLinkedFromEachMessage() throws Exception {
        var page = agent.get("/console/conversations/" + conversation.id()).body();
        assertThat(page).contains("/console/log?entry=1#entry-1"); // the agent's sign-in is the first

        assertThat(agent.get("/console/log?entry=1").body())
                .contains("id=\"entry-1\"")
                .contains("Maya Torres signed in from 127.0.0.1")
                .contains("Sent to Waste &amp; recycling by rule “missed pick-up”")
                .contains("\"kind\":\"system\"");
    }

    @Test
    void figuresAreShownWithWhatTheyMean() throws Exception {
        assertThat(agent.get("/console/figures").body())
                .contains("First answer, half within")
                .contains("Who ended without one never had one; who is open and has none has waited so long.")
                .contains("nothing yet");
    }

    @Test
    void pagesMayRunOnlyOurOwnScripts() throws Exception {
        var answer = agent.get("/console");

        assertThat(answer.headers().firstValue("content-security-policy").orElseThrow())
                .contains("default-src 'none'")
                .contains("script-src 'self'")
                .doesNotContain("unsafe");
        assertThat(answer.headers().firstValue("x-frame-options")).contains("DENY");
        assertThat(answer.headers().firstValue("cache-control")).contains("no-store");
        assertThat(answer.body())
                .doesNotContain(" style=")
                .doesNotContain(" onclick=")
                .doesNotContain("<style");
    }

    @Test
    void everyFileAPageNamesIsThere() throws Exception {
        var names = Pattern.compile("(?:src|href)=\"(/assets/[^\"]+)\"")
                .matcher(agent.get("/console").body());
        var found = 0;
        while (names.find()) {
            var file = new Browser(town).get(names.group(1));
            assertThat(file.statusCode()).as(names.group(1)).isEqualTo(200);
            assertThat(file.headers().firstValue("cache-control").orElseThrow()).contains("immutable");
            found++;
        }
        assertThat(found).isEqualTo(6);
        assertThat(new Browser(town).get("/assets/0000000000000000/console.js").statusCode())
                .isEqualTo(404);
    }

    @Test
    void aDatabaseThatIsAwayIsSaidPlainlyAndNotInItsOwnWords() throws Exception {
        town.memory.away = true;

        var answer = agent.get("/console");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("Something did not answer").doesNotContain("10.0.0.7");
        assertThat(answer.headers().firstValue("content-security-policy")).isPresent();
    }

    @Test
    void aCursorThatIsNoneLeadsToTheFirstPage() throws Exception {
        var answer = agent.get("/console?state=bot&after=made-up");

        assertThat(Browser.location(answer)).isEqualTo("/console?state=bot&queue=&channel=");
    }

    @Test
    void aLongListGoesOnOnTheNextPage() throws Exception {
        for (var i = 0; i < DeskController.LINES_MAX; i++) {
            town.waiting("sms", "+1555030" + i, Town.ROADS, "Waiting number " + i + ".");
        }
        var first = agent.get("/console").body();
        var next = Pattern.compile("id=\"more\" href=\"([^\"]+)\"").matcher(first);

        assertThat(next.find()).isTrue();
        assertThat(first).contains("Elm Street").doesNotContain("Waiting number 49.");
        assertThat(agent.get(next.group(1).replace("&amp;", "&")).body())
                .contains("Waiting number 49.")
                .doesNotContain("Elm Street")
                .doesNotContain("id=\"more\"");
    }
}
