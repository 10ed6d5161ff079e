package io.glassline.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.conversation.Conversation;
import io.glassline.conversation.Stage;
import io.glassline.message.Author;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConsoleTest {

    private final ManualClock clock = new ManualClock();
    private final Town town = new Town(-1, clock);
    private Browser agent;
    private Conversation conversation;

    @BeforeEach
    void someoneIsSignedInAndSomeoneWaits() throws Exception {
        agent = new Browser(town).signedInAs("agent");
        conversation = town.waiting("sms", "+15550199", Town.WASTE, "My trash was not picked up on Elm Street");
    }

    @AfterEach
    void closes() {
        town.close();
    }

    // Signing in

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/console",
                "/console?state=waiting",
                "/console/log",
                "/console/figures",
                "/console/search",
                "/console/not-delivered",
                "/console/live",
                "/console/conversations/00000000-0000-0000-0000-000000000001",
                "/console/nowhere"
            })
    void nothingIsShownWithoutASession(String path) throws Exception {
        var answer = new Browser(town).get(path);

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(Browser.location(answer)).startsWith("/console/sign-in?next=%2Fconsole");
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void anAddressWrittenOtherwiseIsNotAWayPastTheDoor() throws Exception {
        for (var path : new String[] {"/%63onsole", "/console/%63onversations/" + conversation.id(), "/console//log"}) {
            var answer = new Browser(town).get(path);
            assertThat(answer.statusCode()).as(path).isNotEqualTo(200);
            assertThat(answer.body()).as(path).doesNotContain("Elm Street");
        }
    }

    @Test
    void theRightPasswordOpensAndLeadsWhereOneWantedToGo() throws Exception {
        var browser = new Browser(town);

        var answer = browser.post(
                "/console/sign-in", Map.of("id", "agent", "password", "demo", "next", "/console/log?entry=3"));

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(Browser.location(answer)).isEqualTo("/console/log?entry=3");
        assertThat(answer.headers().firstValue("set-cookie").orElseThrow())
                .contains("HTTPOnly")
                .contains("SameSite=Lax")
                .contains("Path=/console")
                .contains("Max-Age=43200");
        assertThat(browser.get("/console").body()).contains("Maya Torres").contains("Elm Street");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            agent,      wrong
            agent,      ''
            nobody,     demo
            '',         ''
            supervisor, Demo
            """)
    void aWrongNameOrPasswordIsToldTheSame(String id, String password) throws Exception {
        var browser = new Browser(town);

        var answer = browser.post("/console/sign-in", Map.of("id", id, "password", password));

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).contains("do not belong together").doesNotContain("value=\"" + "wrong" + "\"");
        assertThat(browser.cookies).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            //evil.example             | /console
            https://evil.example       | /console
            /console.evil.example      | /console
            /console/../channels       | /console
            /console/\\evil.example    | /console
            /console/sign-out          | /console
            /console/log               | /console/log
            /console?state=bot&queue=  | /console?state=bot&queue=
            """)
    void signingInNeverLeadsAway(String next, String leadsTo) {
        assertThat(Door.next(next)).hasToString(leadsTo);
    }

    @Test
    void whoGuessesWaits() throws Exception {
        var browser = new Browser(town);
        for (var guess = 0; guess < SignInAttempts.FAILURES_PER_ACCOUNT_AND_PLACE_MAX; guess++) {
            var wrong = browser.post("/console/sign-in", Map.of("id", "supervisor", "password", "guess" + guess));
            assertThat(wrong.statusCode()).isEqualTo(401);
        }
        var right = Map.of("id", "supervisor", "password", "demo");

        var refused = browser.post("/console/sign-in", right);
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("retry-after")).isPresent();

        clock.advance(SignInAttempts.WINDOW);
        assertThat(browser.post("/console/sign-in", right).statusCode()).isEqualTo(303);
    }

    @Test
    void aSessionEndsAfterTwelveHours() throws Exception {
        clock.advance(StaffSessions.LASTS.minusSeconds(1));
        assertThat(agent.get("/console").statusCode()).isEqualTo(200);

        clock.advance(Duration.ofSeconds(1));
        assertThat(agent.get("/console").statusCode()).isEqualTo(303);
    }

    @Test
    void aSessionThatWasSignedOutIsOverForWhoeverKeptItsCookie() throws Exception {
        var kept = Map.copyOf(agent.cookies);
        agent.get("/console");
        assertThat(agent.submit("/console/sign-out", Map.of()).statusCode()).isEqualTo(303);
        assertThat(agent.cookies).isEmpty();

        agent.cookies.putAll(kept);
        assertThat(agent.get("/console").statusCode()).isEqualTo(303);
    }

    @Test
    void aSessionCannotBeWrittenByHand() throws Exception {
        var fields = agent.cookies.get(StaffSessions.COOKIE).split("\\|");
        for (var forged : new String[] {
            "supervisor|" + fields[1] + "|" + fields[2] + "|" + fields[3],
            fields[0] + "|" + (Long.parseLong(fields[1]) + 1) + "|" + fields[2] + "|" + fields[3],
            fields[0] + "|" + fields[1] + "|" + fields[2] + "|",
            fields[0] + "|" + fields[1] + "|" + fields[2],
            "agent|99999999999999999999|x|y",
            ""
        }) {
            agent.cookies.put(StaffSessions.COOKIE, forged);
            assertThat(agent.get("/console").statusCode()).as(forged).isEqualTo(303);
        }
    }

    // Forms

    @Test
    void aFormWithoutItsTokenDoesNothing() throws Exception {
        var take = "/console/conversations/" + conversation.id() + "/taking";

        assertThat(agent.post(take, Map.of()).statusCode()).isEqualTo(403);
        assertThat(agent.post(take, Map.of("csrf", "guessed")).statusCode()).isEqualTo(403);
        assertThat(stage()).isInstanceOf(Stage.Waiting.class);
    }

    @Test
    void aFormOfAnotherSessionDoesNothing() throws Exception {
        var other = new Browser(town).signedInAs("colleague");
        other.get("/console/search");
        var stolen = other.cookies.get(StaffSessions.COOKIE);
        agent.get("/console/search"); // now submit() knows the agent's token

        agent.cookies.put(StaffSessions.COOKIE, stolen);
        var answer = agent.submit("/console/conversations/" + conversation.id() + "/taking", Map.of());

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(stage()).isInstanceOf(Stage.Waiting.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cross-site", "same-site"})
    void aFormOfAnotherSiteDoesNothing(String site) throws Exception {
        var answer = new Browser(town)
                .post("/console/sign-in", Map.of("id", "agent", "password", "demo"), "Sec-Fetch-Site", site);

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.headers().firstValue("set-cookie")).isEmpty();
        assertThat(answer.headers().firstValue("content-security-policy")).isPresent();
    }

    @Test
    void aFormMayHaveNoMoreThanItsLimit() throws Exception {
        var answer = new Browser(town)
                .post("/console/sign-in", Map.of("id", "agent", "password", "x".repeat(Form.BODY_MAX_BYTES)));

        assertThat(answer.statusCode()).isEqualTo(413);
    }

    // At the desk, without scripts

    @Test
    void aConversationIsTakenAnsweredAndClosed() throws Exception {
        var page = "/console/conversations/" + conversation.id();
        assertThat(agent.get("/console").body()).contains("Elm Street").contains("href=\"" + page + "\"");

        assertThat(agent.get(page).body()).contains("Take conversation").doesNotContain("+15550199");
        var taken = agent.submit(page + "/taking", Map.of());
        assertThat(taken.statusCode()).isEqualTo(303);
        assertThat(Browser.location(taken)).isEqualTo(page + "#latest");

        assertThat(agent.get(page).body()).contains("Send reply").contains("+15550199");
        var replied = agent.submit(page + "/messages", Map.of("text", "We come tomorrow.\r\nSorry!"));
        assertThat(replied.statusCode()).isEqualTo(303);

        assertThat(agent.get(page).body()).contains("We come tomorrow.\nSorry!").contains("queued");
        var closed = agent.submit(page + "/closure", Map.of("outcome", "resolved"));
        assertThat(Browser.location(closed)).isEqualTo("/console?done=closed");

        assertThat(agent.get("/console?done=closed").body()).contains("What the citizen writes next");
        assertThat(stage())
                .isInstanceOfSatisfying(
                        Stage.Closed.class, s -> assertThat(s.outcome()).isEqualTo("resolved"));
        assertThat(town.memory.kinds())
                .containsSubsequence(
                        "transcript.viewed", "desk.taken", "desk.replied", "message.written", "desk.closed");
    }

    @Test
    void aConversationIsPutBackAndTransferred() throws Exception {
        var page = "/console/conversations/" + conversation.id();
        agent.get(page);
        agent.submit(page + "/taking", Map.of());
        agent.get(page);
        assertThat(Browser.location(agent.submit(page + "/putting-back", Map.of())))
                .isEqualTo("/console?done=put-back");
        assertThat(stage())
                .isInstanceOfSatisfying(
                        Stage.Waiting.class, s -> assertThat(s.queue()).isEqualTo(Town.WASTE));

        agent.get(page);
        agent.submit(page + "/taking", Map.of());
        agent.get(page);
        agent.submit(page + "/transfer", Map.of("queue", "roads"));
        assertThat(stage())
                .isInstanceOfSatisfying(
                        Stage.Waiting.class, s -> assertThat(s.queue()).isEqualTo(Town.ROADS));
    }

    @Test
    void aReplyThatCameTooLateIsNotSentAndNotLost() throws Exception {
        var page = "/console/conversations/" + conversation.id();
        agent.get(page);
        agent.submit(page + "/taking", Map.of());
        agent.get(page);
        town.memory.find(conversation.id()).ifPresent(c -> {
            var moved = c.with(new Stage.WithAgent(Town.WASTE, "colleague", clock.instant()))
                    .nextVersion();
            town.memory.commit(change(moved));
        });

        var answer = agent.submit(page + "/messages", Map.of("text", "A long and careful answer <b>"));

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body())
                .contains("This conversation is with colleague.")
                .contains("Your reply was not sent")
                .contains("A long and careful answer &lt;b")
                .doesNotContain("Send reply");
        assertThat(said()).noneMatch(Author.Agent.class::isInstance);
    }

    @Test
    void takingWhatAColleagueTookFirstSaysSo() throws Exception {
        var page = "/console/conversations/" + conversation.id();
        agent.get(page);
        town.desk.take(conversation.id(), Town.colleague());

        var answer = agent.submit(page + "/taking", Map.of());

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).contains("just taken by colleague").contains("Jonas Weber has this conversation");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            messages, text,    '   ',   the reply is empty
            transfer, queue,   nowhere, There is no queue named nowhere
            closure,  outcome, '',      Choose what the conversation came to
            closure,  outcome, madeup,  Choose what the conversation came to
            """)
    void whatMakesNoSenseIsRefusedWithAReason(String noun, String field, String value, String because)
            throws Exception {
        var page = "/console/conversations/" + conversation.id();
        agent.get(page);
        agent.submit(page + "/taking", Map.of());
        agent.get(page);

        var answer = agent.submit(page + "/" + noun, Map.of(field, value));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains(because);
        assertThat(stage()).isInstanceOf(Stage.WithAgent.class);
    }

    @Test
    void tooLongAReplyIsRefusedAndKept() throws Exception {
        var page = "/console/conversations/" + conversation.id();
        agent.get(page);
        agent.submit(page + "/taking", Map.of());
        agent.get(page);

        var answer = agent.submit(page + "/messages", Map.of("text", "é".repeat(4_001)));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("4001 characters; at most 4000").contains("é".repeat(4_001));
    }

    @Test
    void aFormSentTwiceWritesOnce() throws Exception {
        var page = "/console/conversations/" + conversation.id();
        agent.get(page);
        agent.submit(page + "/taking", Map.of());
        agent.get(page);

        assertThat(agent.submit(page + "/messages", Map.of("text", "Once")).statusCode())
                .isEqualTo(303);
        assertThat(agent.submit(page + "/messages", Map.of("text", "Once")).statusCode())
                .isEqualTo(303);

        assertThat(said().stream().filter(Author.Agent.class::isInstance)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"00000000-0000-0000-0000-000000000001", "not-an-id", "%3Cscript%3E"})
    void whatIsNotThereIsNotFound(String id) throws Exception {
        agent.get("/console/search");

        assertThat(agent.get("/console/conversations/" + id).statusCode()).isEqualTo(404);
        agent.get("/console/search");
        assertThat(agent.submit("/console/conversations/" + id + "/taking", Map.of())
                        .statusCode())
                .isEqualTo(404);
        for (var path : new String[] {"/console/nowhere", "/console/log?entry=first", "/console/sign-out"}) {
            var answer = agent.get(path);
            assertThat(answer.statusCode()).as(path).isBetween(400, 405);
            assertThat(answer.body()).as(path).contains("There is nothing here").contains("Go to the desk");
        }
    }

    // What is shown, and to whom

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

    @Test
    void everyOpeningIsOnTheRecordAndFollowingIsNotAnother() throws Exception {
        var page = "/console/conversations/" + conversation.id();
        agent.get(page);
        assertThat(viewings()).isEqualTo(1);

        agent.get(page + "?seen=waiting", "HX-Request", "true");
        assertThat(viewings()).isEqualTo(1);

        clock.advance(Readings.LASTS);
        agent.get(page + "?seen=waiting", "HX-Request", "true");
        assertThat(viewings()).isEqualTo(2);
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

        assertThat(agent.submit("/console/search", Map.of("address", "+15550199"))
                        .body())
                .contains("Elm Street");
        assertThat(agent.submit("/console/search", Map.of("address", "+1555019"))
                        .body())
                .contains("No conversation with this address");
    }

    @Test
    void theLogIsReadableAndLinkedFromEachMessage() throws Exception {
        var page = agent.get("/console/conversations/" + conversation.id()).body();
        assertThat(page).contains("/console/log?entry=0#entry-0");

        assertThat(agent.get("/console/log?entry=0").body())
                .contains("id=\"entry-0\"")
                .contains("Sent to Waste &amp; recycling by rule “missed pick-up”")
                .contains("\"kind\":\"message.decided\"");
    }

    @Test
    void figuresAreShownWithWhatTheyMean() throws Exception {
        assertThat(agent.get("/console/figures?days=7").body())
                .contains("First response, median")
                .contains("Half were faster")
                .contains("Text message");
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
        assertThat(found).isEqualTo(5);
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

    // Not delivered

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

    // Live

    @Test
    void aPageWhoseSessionEndedIsLedToTheSignIn() throws Exception {
        var answer = new Browser(town).get("/console?state=waiting", "HX-Request", "true");

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("hx-redirect")).contains("/console/sign-in?next=%2Fconsole");
    }

    @Test
    void anOpenDeskIsGivenOnlyWhatChanges() throws Exception {
        assertThat(agent.get("/console?state=waiting", "HX-Request", "true").body())
                .contains("Elm Street")
                .contains("id=\"alarms\" hx-swap-oob")
                .contains("id=\"queues\" hx-swap-oob")
                .doesNotContain("<html")
                .doesNotContain("<form");
    }

    @Test
    void anOpenPageIsToldThatSomethingChangedAndForgottenWhenItCloses() throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(town.at("/console/live"))
                    .header("Cookie", StaffSessions.COOKIE + "=" + agent.cookies.get(StaffSessions.COOKIE))
                    .build();
            var stream = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
            assertThat(stream.headers().firstValue("content-type").orElseThrow())
                    .startsWith("text/event-stream");
            try (var lines = new BufferedReader(new InputStreamReader(stream.body(), UTF_8))) {
                until(lines, "listening");
                assertThat(town.memory.listening()).isEqualTo(1);

                town.says(conversation.id(), "Are you there?");

                assertThat(until(lines, "event:")).contains("desk");
            }
            while (town.memory.listening() > 0) {
                Thread.sleep(20); // the test's own time limit ends this if it never happens
            }
        }
    }

    private static String until(BufferedReader lines, String part) throws IOException {
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.contains(part)) {
                return line;
            }
        }
        throw new AssertionError("the stream ended before it said " + part);
    }

    // The public page

    @Test
    void thePublicPageSaysHowToReachTheCityAndHowToCheckIt() {
        assertThat(town.publicPage().html())
                .contains("Talk to Alder Bay")
                .contains("href=\"sms:+15550100\"")
                .contains("href=\"mailto:help@city.example\"")
                .contains("https://t.me/AlderBayBot")
                .contains("./glassline verify http://localhost:8080/log/ --vkey alderbay.example")
                .contains("Answered by the assistant");
    }

    @Test
    void thePublicPageCountsAgainOnlyWhenItsFiguresAreOld() {
        var page = town.publicPage();
        var before = page.html();
        town.waiting("sms", "+15550122", Town.WATER, "No water");

        assertThat(page.html()).isEqualTo(before);

        clock.advance(PublicPage.FRESH_FOR);
        assertThat(page.html()).isNotEqualTo(before);
    }

    private Stage stage() {
        return town.memory.find(conversation.id()).orElseThrow().stage();
    }

    private long viewings() {
        return town.memory.kinds().stream().filter("transcript.viewed"::equals).count();
    }

    private java.util.List<Author> said() {
        return town.memory.transcript(conversation.id()).orElseThrow().messages().stream()
                .map(said -> said.message().author())
                .toList();
    }

    private static io.glassline.conversation.Change change(Conversation moved) {
        return new io.glassline.conversation.Change(
                moved,
                java.util.List.of(),
                java.util.List.of(),
                java.util.List.of(),
                java.util.List.of(),
                java.util.List.of(),
                java.util.List.of());
    }
}
