package io.glassline.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignInTest extends ConsoleFixture {

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
                "/console/nowhere",
                "/console/%0Aconversations",
                "/console/conversations/%0A"
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

    @Test
    void whoComesAndGoesAndWhoIsNotLetInIsOnTheRecord() throws Exception {
        var browser = new Browser(town);
        browser.post("/console/sign-in", Map.of("id", "supervisor", "password", "wrong"));
        browser.post("/console/sign-in", Map.of("id", "hunter2-typed-in-the-wrong-field", "password", ""));
        browser.post("/console/sign-in", Map.of("id", "supervisor", "password", "demo"));
        browser.get("/console");
        browser.submit("/console/sign-out", Map.of());

        assertThat(town.memory.sealed("sign-in.", "sign-out."))
                .satisfiesExactly(
                        before -> assertThat(before).contains("\"who\":\"agent\""),
                        wrong -> assertThat(wrong)
                                .contains("sign-in.refused", "\"who\":\"supervisor\"", "\"from\":\"127.0.0.1\""),
                        nobody -> assertThat(nobody)
                                .contains("\"who\":\"nobody\"")
                                .doesNotContain("hunter2"),
                        in -> assertThat(in)
                                .contains("sign-in.done", "\"who\":\"supervisor\"", "\"from\":\"127.0.0.1\""),
                        out -> assertThat(out).contains("sign-out.done", "\"who\":\"supervisor\""));
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
        assertThat(ConsoleAuthFilter.next(next)).hasToString(leadsTo);
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
}
